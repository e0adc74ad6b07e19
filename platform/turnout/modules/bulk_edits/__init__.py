"""Bulk edits: several ticket types of an event changed at once, tried before and undone after."""
