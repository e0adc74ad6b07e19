"""The answers of price rules: what ticket types cost at an instant, and what is exported."""

from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.price_rules import copies, prices

catalog.PRICES.register(prices.prices_of)
events.EVENT_EXPORTED.register(copies.export_rules)
