"""Use cases of connections, one file per feature."""
