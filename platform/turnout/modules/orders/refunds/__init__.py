"""Refunds: money that goes back to the buyer of an order."""
