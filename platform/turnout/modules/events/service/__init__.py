"""The use cases of events, one file per feature."""
