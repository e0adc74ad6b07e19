"""Invitations by CSV: a list of people is looked through line by line, then sent as one batch."""
