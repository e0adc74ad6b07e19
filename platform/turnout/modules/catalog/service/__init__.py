"""Use cases of the catalog: ticket types, and forms."""
