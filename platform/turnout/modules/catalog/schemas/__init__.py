"""Shapes of the catalog's requests and answers: ticket types, and forms."""
