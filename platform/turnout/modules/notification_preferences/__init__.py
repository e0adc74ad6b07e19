"""Which messages a person gets: by topic and channel, by organizer and by event."""
