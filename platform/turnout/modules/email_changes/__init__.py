"""Changes of a person's email address: asked for, agreed to by the old one, proved by the new."""
