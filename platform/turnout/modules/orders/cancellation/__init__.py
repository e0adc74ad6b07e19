"""Cancellation of orders and tickets: by their buyer, or because an event was cancelled."""
