"""Roles: what a member may do, by one of the four names or by an organization's own."""
