"""Use cases of cancellation."""
