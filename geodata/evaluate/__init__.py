"""Held areas against references and against themselves."""
