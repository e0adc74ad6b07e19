"""Use cases of participation."""
