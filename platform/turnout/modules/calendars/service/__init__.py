"""Use cases of calendars that people connect, by feature."""
