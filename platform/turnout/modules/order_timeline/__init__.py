"""Order timeline: everything that happened to an order, in one list."""
