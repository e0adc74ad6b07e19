"""Statements about directories."""
