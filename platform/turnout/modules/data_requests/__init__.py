"""Requests of people to organizations about their data: rectification and objection."""
