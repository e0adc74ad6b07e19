"""Shapes of accounting's requests and answers."""
