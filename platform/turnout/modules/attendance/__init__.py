"""Attendance: who came, of those expected, by event, ticket type, day, list and session."""
