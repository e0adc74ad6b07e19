"""Reminders: emails to attendees at a moment before, during or after an event or a session."""
