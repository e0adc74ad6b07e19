"""Discounts: what codes take off an order's price, and which hidden ticket types they open."""
