"""Use cases of paying an order."""
