"""Statements of the public search: what matches, and what is listed, counted and completed."""
