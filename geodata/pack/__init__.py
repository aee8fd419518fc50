"""The files of a data pack, each kind in a module of its own; geodata.datapack joins them."""
