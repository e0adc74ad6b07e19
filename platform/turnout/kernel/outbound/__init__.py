"""Calls that leave the platform: checked addresses, one transport, circuit breakers."""
