"""Ready-made organizations, people, events and orders."""
