"""Chat messages: what a team is told goes to the channels that its organization connected, once."""
