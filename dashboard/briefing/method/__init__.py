"""The pictures of the method and of the README."""
