"""Which prices in further currencies make sense, and how shares of prices are rounded. Pure.

An amount is the organizer's own in each currency. Nothing is converted by a rate: what depends on a
price by a share (what demand makes of it, its floor and ceiling) keeps that share.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.ticket_prices.types import CurrencyPrice
from turnout_sdk.currencies import EXPONENTS, exponent_of
from turnout_sdk.money import Money

MOST_CURRENCIES: Final = 20
"""Of one event, beside its own."""
LONGEST_PARTNER_CODE: Final = 40
"""Of a sales partner, with the blanks and dashes that people write for reading."""
COARSE_EXPONENT, COARSE_STEP = 3, 10
"""Providers take amounts of currencies with three decimals in whole hundredths only."""
FREE, PAID = "free", "paid"


def step_of(currency: str) -> int:
    """The smallest amount that can be paid, in minor units."""
    return COARSE_STEP if exponent_of(currency) == COARSE_EXPONENT else 1


def require_currency(currency: str, *, pointer: str = "/currency") -> str:
    """The currency, or Invalid for a code that ISO 4217 does not know."""
    if currency not in EXPONENTS:
        says = "This is not a currency code of ISO 4217, such as EUR."
        raise Invalid(FieldError(pointer, says, "unknown-currency"))
    return currency


def amount_fault(pointer: str, minor: int, currency: str) -> FieldError | None:
    """What is wrong with an amount of a further currency."""
    step = step_of(currency)
    if minor % step:
        says = f"Amounts in {currency} are paid in steps of {step} minor units."
        return FieldError(pointer, says, "step")
    return None


def faults_of(prices: Mapping[str, Mapping[str, Any]], *, kind: str, own: str) -> list[FieldError]:
    """What is wrong with the further prices of a ticket type of a kind, each by its field."""
    if kind == FREE and prices:
        return [FieldError("/prices", "A free ticket type is free in every currency.", "free")]
    if len(prices) > MOST_CURRENCIES:
        says = f"An event has at most {MOST_CURRENCIES} currencies beside its own."
        return [FieldError("/prices", says, "too-many")]
    return [
        fault
        for currency, price in prices.items()
        for fault in _faults_of_one(currency, price, kind=kind, own=own)
    ]


def _faults_of_one(
    currency: str, price: Mapping[str, Any], *, kind: str, own: str
) -> Iterator[FieldError]:
    place = f"/prices/{currency}"
    minor, least = price["price_minor"], price.get("minimum_price_minor", 0)
    if currency not in EXPONENTS:
        says = "This is not a currency code of ISO 4217, such as EUR."
        yield FieldError(place, says, "unknown-currency")
        return
    if currency == own:
        says = "This is the ticket type's own currency; its price is `price_minor`."
        yield FieldError(place, says, "own-currency")
    if kind == PAID and not minor:
        says = "A paid ticket type needs a price above 0."
        yield FieldError(f"{place}/price_minor", says)
    if least and kind == PAID:
        says = "Only a donation has a least amount; other prices are fixed."
        yield FieldError(f"{place}/minimum_price_minor", says)
    elif least > minor:
        says = "The least amount must not be above the suggested price."
        yield FieldError(f"{place}/minimum_price_minor", says)
    for name, amount in (("price_minor", minor), ("minimum_price_minor", least)):
        fault = amount_fault(f"{place}/{name}", amount, currency)
        if fault is not None:
            yield fault


def listed(own: Money, further: Mapping[str, CurrencyPrice]) -> dict[str, int]:
    """What one costs by currency, in minor units: its own price and the further ones."""
    return {own.currency: own.minor, **{key: each.price_minor for key, each in further.items()}}


def same_share(minor: int, *, of: int, price_minor: int, currency: str) -> int:
    """The amount that is as large beside a price as `minor` beside `of`; rounded half up."""
    if not of:
        return price_minor
    step = step_of(currency)
    whole = of * step
    return (2 * minor * price_minor + whole) // (2 * whole) * step
