"""The ends of an organization: suspended by the platform, closed by its owners, deleted."""
