"""Copies of mails in inboxes: a lost mail is not lost for whoever has an account."""
