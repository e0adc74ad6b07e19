"""Announcements: an organizer writes to everybody of an event, or to a segment of them."""
