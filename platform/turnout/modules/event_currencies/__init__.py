"""Currencies of an event: the prices of all its ticket types in each, set at once."""
