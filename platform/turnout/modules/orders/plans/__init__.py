"""Payment plans: what an event offers, what an order agreed on, and its instalments."""
