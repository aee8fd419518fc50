"""Claims, places and geometry of a contested front; knows nothing of screens."""
