"""The map on paper: ground, held areas, names, legend and furniture."""
