"""What an adapter may know about Turnout; it depends on nothing of the platform."""
