"""The state of the screen: one frozen Selection and what it is read from."""
