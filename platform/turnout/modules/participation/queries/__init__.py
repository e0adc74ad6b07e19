"""Statements of participation."""
