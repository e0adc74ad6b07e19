"""Use cases of payments, one file per feature."""
