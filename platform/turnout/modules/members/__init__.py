"""Members of organizations by name, and the invitations by which people become some."""
