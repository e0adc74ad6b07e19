"""Waitlists of programme sessions whose places are all taken."""
