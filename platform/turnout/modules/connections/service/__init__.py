"""Use cases of connections: configure, check, choose for a payment, open a gateway."""
