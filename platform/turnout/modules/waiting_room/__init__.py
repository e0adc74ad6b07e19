"""Waiting rooms: people wait in a fair order until the checkout of an event can serve them."""
