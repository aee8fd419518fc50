"""A folder of tables and layers becomes one validated, read-only Dataset."""
