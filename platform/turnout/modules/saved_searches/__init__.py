"""Saved searches: new events of the directory that match, told by mail without an account."""
