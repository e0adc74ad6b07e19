"""Overviews: the figures of all organizations that a person may enter, at a glance."""
