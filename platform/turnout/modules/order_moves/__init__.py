"""Order moves: tickets of an order become another ticket type of the same event."""
