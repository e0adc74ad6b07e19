"""Ownership claims: an organization without an owner is claimed by its domain or by a link."""
