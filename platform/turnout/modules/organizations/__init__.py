"""Organizations: who runs events, and who may act in them."""
