"""Drawing on paper: SVG, type, tones, page sizes and the bytes of files."""
