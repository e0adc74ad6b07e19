"""The provider's rules for amounts. Source: docs.stripe.com/currencies."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from turnout_stripe_fake.messages import ApiError, invalid

_ZERO_DECIMAL = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"
_OTHERS = (
    "aed aud bgn brl cad chf cny cop czk dkk eur gbp hkd huf idr ils inr isk kes mxn myr nok "
    "nzd pln ron rsd sek sgd thb try twd ugx usd zar"
)
ZERO_DECIMAL = frozenset(_ZERO_DECIMAL.split())
THREE_DECIMAL = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
WHOLE_ONLY = frozenset({"isk", "ugx"})
OTHERS = frozenset(_OTHERS.split())
MINIMUMS = {
    "aed": 200, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50,
    "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300,
    "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000, "usd": 50,
}  # fmt: skip
LARGEST = {"idr": 999_999_999_999}


def read_currency(value: Any) -> str:
    known = ZERO_DECIMAL | THREE_DECIMAL | OTHERS
    if value not in known:
        raise invalid("currency", f"Invalid currency: {value}.")
    return str(value)


def read_amount(value: Any, currency: str, param: str = "amount") -> int:
    """A whole number of the currency's smallest unit, as the provider counts it."""
    if not isinstance(value, str) or not value.isascii() or not value.isdecimal():
        raise invalid(param, f"Invalid integer: {value}", "parameter_invalid_integer")
    amount = int(value)
    if currency in THREE_DECIMAL and amount % 10:
        raise invalid(param, "The last digit of a three-decimal amount must be 0.")
    if currency in WHOLE_ONLY and amount % 100:
        raise invalid(param, f"Amounts of {currency} must be whole: the decimals are always 00.")
    return amount


def require_chargeable(amount: int, currency: str, param: str = "amount") -> None:
    if amount < MINIMUMS.get(currency, 1):
        raise ApiError(
            400,
            "The amount is below the minimum charge amount of this currency.",
            code="amount_too_small",
            param=param,
        )
    if amount > LARGEST.get(currency, 99_999_999):
        raise ApiError(
            400, "Amount must be no more than 999,999.99", code="amount_too_large", param=param
        )


def fee_of(amount: int, currency: str) -> int:
    """1.5 % and 0.25, as a European card costs."""
    fixed = 0 if currency in ZERO_DECIMAL else 25
    share = (Decimal(amount) * Decimal("0.015")).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return int(share) + fixed


def decimal(amount: int, currency: str) -> str:
    """Write Stripe's units as text, with as many places as Stripe counts."""
    return f"{Decimal(amount).scaleb(-_places(currency)):.{_places(currency)}f}"


def shown(amount: int, currency: str) -> str:
    return f"{Decimal(decimal(amount, currency)):,} {currency.upper()}"


def _places(currency: str) -> int:
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2
