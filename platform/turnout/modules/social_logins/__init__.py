"""Accounts elsewhere that people link to theirs and sign in with."""
