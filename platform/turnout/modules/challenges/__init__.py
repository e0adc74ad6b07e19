"""Challenges: a proof of work, or a service that tells people from programs, before one request."""
