"""Landing page, directory, maps, organization pages' lists."""
