"""Use cases of text messages."""
