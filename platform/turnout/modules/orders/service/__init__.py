"""Use cases of orders that no feature folder owns."""
