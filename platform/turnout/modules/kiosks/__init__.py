"""Kiosks: attendees check themselves in, and get their badge."""
