"""What organizations invite people to: events with their programme of sessions and speakers."""
