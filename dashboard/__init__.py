"""The dashboard of a contested front: one selection, one view, every panel fed by it."""
