"""The front door of price rules."""

from turnout.modules.price_rules.copies import copy_rules, import_rules
from turnout.modules.price_rules.demand import create_price
from turnout.modules.price_rules.hooks import BOUGHT_EVENTS, UNITS_SOLD
from turnout.modules.price_rules.members import Buyer
from turnout.modules.price_rules.prices import (
    PricedUnits,
    find_prices,
    list_in_force,
    release_units,
    retake_units,
    units_sold,
)
from turnout.modules.price_rules.queries import list_rules as rules_of_event
from turnout.modules.price_rules.rules import decide, demand_beside, in_currency, offer_price
from turnout.modules.price_rules.service import create_rule
from turnout.modules.price_rules.types import (
    DemandPlan,
    DemandTerms,
    LinePriceRule,
    NewPriceRule,
    Price,
    PriceTerms,
    ShareBand,
    TimeBand,
    TypePrices,
)
