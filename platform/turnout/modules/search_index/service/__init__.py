"""Use cases of the search index, one file for each feature."""
