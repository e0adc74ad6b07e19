"""What is on sale for an event: ticket types, their prices, limits and sale windows."""
