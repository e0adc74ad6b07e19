"""Statements about orders that no feature folder owns."""
