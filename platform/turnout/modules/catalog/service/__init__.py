"""Use cases of the catalog: ticket types, passes, the storefront, and copies for a copied event."""
