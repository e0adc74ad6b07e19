"""The use cases of directories."""
