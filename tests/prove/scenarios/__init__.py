"""Whole lives of payments, played at a provider's fake and told by it in its own words."""
