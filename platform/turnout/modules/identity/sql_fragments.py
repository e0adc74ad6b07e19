"""Fragments of SQL that other modules' queries may compose."""

SIGN_UPS = "(SELECT created_at FROM users)"
"""When each person signed up, without who it was."""
