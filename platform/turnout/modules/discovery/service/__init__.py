"""Use cases of discovery: indexing what is public, and finding it."""
