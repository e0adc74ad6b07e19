"""Every statement of the catalog: ticket types, and forms."""
