"""Reports of discounts: what their codes brought, by day and by code."""
