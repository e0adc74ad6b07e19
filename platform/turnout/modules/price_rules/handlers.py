"""The answer of price rules to the catalog: what its ticket types cost at an instant."""

from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules import pricing

catalog.PRICES.register(pricing.prices_of)
