"""Landing page, directory, maps."""
