"""Organizations: who runs events, who may act in them, and the agencies that act for them."""
