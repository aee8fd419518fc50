"""The view as JSON for the timeline map."""
