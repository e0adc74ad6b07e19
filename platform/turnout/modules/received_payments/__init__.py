"""Received payments: money for an order that people took outside any provider."""
