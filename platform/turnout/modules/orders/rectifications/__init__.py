"""Rectification: what an order says of a person is put right at their request."""
