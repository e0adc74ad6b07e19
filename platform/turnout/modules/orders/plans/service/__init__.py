"""Use cases of payment plans."""
