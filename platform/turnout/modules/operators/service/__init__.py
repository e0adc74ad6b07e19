"""Use cases of the platform's operators."""
