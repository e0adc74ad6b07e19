"""Enterprise sign-in: an organization's own identity providers, and what their groups may do."""
