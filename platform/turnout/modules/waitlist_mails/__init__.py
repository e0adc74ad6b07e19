"""Mails to those who wait, for tickets or a session: joined, offered, last chance, passed on."""
