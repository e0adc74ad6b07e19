"""Cancelling tickets and orders: by the buyer, or because an event was called off."""
