"""Agencies: organizations that act for others, by a link that either side ends."""
