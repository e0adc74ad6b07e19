"""Mails about sessions that changed, and the calendar entries that they carry."""
