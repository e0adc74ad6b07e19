"""Personal links by which ticket holders join an event online; using one is online attendance."""
