"""Attendee imports: attendees of an event come in from a table, row by row, each of them once."""
