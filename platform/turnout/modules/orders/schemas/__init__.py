"""Shapes of orders: requests and answers."""
