"""Event approvals: events wait for a moderator before they are published, where it is asked for."""
