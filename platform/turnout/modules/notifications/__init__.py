"""Tells people what happened: mails about orders, accounts and invitations, and their log."""
