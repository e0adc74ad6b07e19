"""Turnout as people meet it: a real browser on a stack of its own."""
