"""Paying an order: options, opening a payment, following it, and the organizer's review."""
