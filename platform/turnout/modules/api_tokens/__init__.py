"""API tokens of people and of service accounts."""
