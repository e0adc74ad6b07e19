"""Tickets: one admission each, the signed code that proves it, PDF and calendar entry."""
