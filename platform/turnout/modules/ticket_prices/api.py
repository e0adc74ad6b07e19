"""The front door of ticket prices."""

from turnout.modules.ticket_prices.rules import (
    MOST_CURRENCIES,
    amount_fault,
    faults_of,
    require_currency,
    same_share,
    step_of,
)
from turnout.modules.ticket_prices.types import (
    CurrencyPrice,
    CurrencyPrices,
    DemandRange,
    EntitledBy,
    MemberPrice,
    Multibuy,
    OfferPrice,
    PriceStep,
    with_prices,
)
