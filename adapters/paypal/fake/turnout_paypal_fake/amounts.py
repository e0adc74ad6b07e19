"""The provider's rules for amounts. Source: developer.paypal.com/api/rest/reference."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from turnout_paypal_fake.errors import malformed, refused

WITHOUT_DECIMALS = frozenset({"HUF", "JPY", "TWD"})
_OTHERS = "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD"
CURRENCIES = frozenset(_OTHERS.split()) | WITHOUT_DECIMALS
_FORM = re.compile(r"((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))", re.ASCII)
_LONGEST = 32
MORE_THAN_AGREED = Decimal("1.15")
_MOST_ABOVE = Decimal(75)


def read(amount: Any, field: str) -> tuple[Decimal, str]:
    """Read `{"currency_code": "EUR", "value": "12.30"}`; the value is text and positive."""
    if not isinstance(amount, dict):
        raise malformed("MISSING_REQUIRED_PARAMETER", field)
    value, currency = amount.get("value"), amount.get("currency_code")
    if not isinstance(value, str) or not _FORM.fullmatch(value) or len(value) > _LONGEST:
        raise malformed("INVALID_PARAMETER_SYNTAX", f"{field}/value")
    if currency not in CURRENCIES:
        raise refused("INVALID_CURRENCY_CODE")
    places = len(value.partition(".")[2])
    if currency in WITHOUT_DECIMALS and "." in value:
        raise refused("DECIMALS_NOT_SUPPORTED")
    if places > 2:  # noqa: PLR2004 - the provider's rule
        raise refused("DECIMAL_PRECISION")
    number = Decimal(value)
    if number <= 0:
        raise refused("CANNOT_BE_ZERO_OR_NEGATIVE")
    return number, str(currency)


def write(number: Decimal, currency: str) -> dict[str, str]:
    places = Decimal(1) if currency in WITHOUT_DECIMALS else Decimal("0.01")
    return {"currency_code": currency, "value": str(number.quantize(places))}


def fee_of(number: Decimal, currency: str) -> Decimal:
    """2.49 % and 0.35, as a European account pays."""
    places = Decimal(1) if currency in WITHOUT_DECIMALS else Decimal("0.01")
    fixed = Decimal(10) if currency in WITHOUT_DECIMALS else Decimal("0.35")
    share = (number * Decimal("0.0249")).quantize(places, ROUND_HALF_UP)
    return min(share + fixed, number)


def most_of(authorized: Decimal) -> Decimal:
    """The provider lets a shop collect up to 115 % of what was agreed, but not 75 above it."""
    return min(authorized * MORE_THAN_AGREED, authorized + _MOST_ABOVE)


def shown(amount: dict[str, str]) -> str:
    return f"{Decimal(amount['value']):,} {amount['currency_code']}"
