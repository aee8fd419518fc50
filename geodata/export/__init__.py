"""The data pack: each kind of file in a module of its own, joined by `datapack`."""
