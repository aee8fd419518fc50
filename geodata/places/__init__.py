"""The places of a front: by id, by any spelling, by what a reader types."""
