"""From who held which place to the ground held on a day, of a claimed size."""
