"""Use cases of the catalog: ticket types, passes, and copies for a copied event."""
