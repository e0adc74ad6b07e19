"""Abuse reports: what visitors report of events and organizations, and what moderators decide."""
