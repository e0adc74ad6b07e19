"""Shapes of a purchase's requests and answers."""
