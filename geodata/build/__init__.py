"""The offline build: the only place that writes layers, the same bytes every time."""
