"""The chart on paper: plot, runs and series."""
