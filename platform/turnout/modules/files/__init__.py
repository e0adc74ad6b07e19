"""Files of an organization: typed by content, made harmless, private until said otherwise."""
