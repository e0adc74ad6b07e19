"""Use cases of accounting."""
