"""Mails that bring attendees their certificate of attendance."""
