"""Statements of events, and of what this module keeps beside them."""
