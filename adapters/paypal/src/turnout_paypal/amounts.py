"""PayPal's amounts: text in major units, in some currencies without the places that ISO gives.

Source: developer.paypal.com/api/rest/reference/currency-codes.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from turnout_sdk.currencies import exponent_of
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import Limit

_CODES = (
    "AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD"
)
CURRENCIES = frozenset(_CODES.split())
"""RUB and CNY are missing: PayPal names them, and no account outside can be paid in them."""

WITHOUT_PLACES = frozenset({"HUF", "TWD"})
"""PayPal takes whole forints and dollars of Taiwan only, where ISO counts hundredths."""


def to_provider(amount: Money) -> dict[str, str]:
    """Write as PayPal reads it; Declined when PayPal cannot express the amount."""
    step = step_of(amount.currency)
    if amount.minor % step:
        raise Declined("amount-not-expressible", f"PayPal takes whole {amount.currency} only.")
    whole = amount.currency in WITHOUT_PLACES
    value = str(amount.minor // step) if whole else amount.decimal()
    return {"currency_code": amount.currency, "value": value}


def from_provider(amount: Mapping[str, Any]) -> Money:
    """Read PayPal's text; ValueError for what is finer than the currency, or no amount."""
    value = amount["value"]
    if not isinstance(value, str):
        raise TypeError("an amount is text")
    return Money.of(value, amount["currency_code"])


def fee_from_provider(amount: Mapping[str, Any]) -> Money:
    """Read a fee, which may be finer than the currency goes: rounded half up."""
    currency = str(amount["currency_code"])
    places = Decimal(1).scaleb(-exponent_of(currency))
    return Money.of(Decimal(str(amount["value"])).quantize(places, ROUND_HALF_UP), currency)


def step_of(currency: str) -> int:
    """Of how many minor units every amount has to be a multiple."""
    return 100 if currency in WITHOUT_PLACES else 1


def limit_of(currency: str) -> Limit:
    """PayPal fixes no largest amount: it depends on the accounts of buyer and seller."""
    step = step_of(currency)
    return Limit(currency=currency, minimum_minor=step, step_minor=step)
