"""Organizations as data: manifests that are read, compared with what is there, and applied."""
