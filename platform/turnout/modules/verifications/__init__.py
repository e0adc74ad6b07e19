"""Verifications: what proves that an organization is who it says, and the badge that shows it."""
