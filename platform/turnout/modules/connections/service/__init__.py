"""Use cases of connections: configure, check, choose, open."""
