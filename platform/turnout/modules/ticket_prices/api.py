"""The front door of ticket prices."""

from turnout.modules.ticket_prices.errors import SellerUnknown
from turnout.modules.ticket_prices.rules import (
    LONGEST_PARTNER_CODE,
    MOST_CURRENCIES,
    amount_fault,
    faults_of,
    listed,
    require_currency,
    same_share,
    step_of,
)
from turnout.modules.ticket_prices.types import (
    AT_THE_DESK,
    THE_WEB,
    CurrencyPrice,
    CurrencyPrices,
    DemandRange,
    EntitledBy,
    MemberPrice,
    Multibuy,
    OfferPrice,
    PriceStep,
    Seller,
    with_prices,
)
