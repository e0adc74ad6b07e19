"""Keeps the message catalogues of the pages in step with their sources."""
