"""Chat messages: what teams and attendees are told, once in each channel that takes it."""
