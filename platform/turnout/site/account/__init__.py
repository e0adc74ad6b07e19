"""Signing in, the account, invitations, unsubscribing."""
