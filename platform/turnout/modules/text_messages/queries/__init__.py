"""Statements of text messages."""
