"""Inboxes: what each member of a team, and each attendee with an account, was told."""
