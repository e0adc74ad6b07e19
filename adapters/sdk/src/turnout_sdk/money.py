"""Amounts as whole minor units, so that no payment is ever a float."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import total_ordering
from typing import Any

from turnout_sdk.currencies import exponent_of

_MOST_DIGITS = 18


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one calculation."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`minor` counts the currency's smallest unit: cents of EUR, whole JPY, fils of KWD.

    Amounts may be negative (a correction, a refund line). Calculations stay within one
    currency and raise CurrencyMismatch otherwise.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole numbers, not {type(self.minor).__name__}")
        exponent_of(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @classmethod
    def of(cls, text: str | Decimal, currency: str) -> "Money":
        """Read `"12.30"`; raise ValueError when it is finer than the minor unit or no number."""
        if not isinstance(text, str | Decimal):
            raise TypeError(f"an amount is text or Decimal, not {type(text).__name__}")
        exponent = exponent_of(currency)
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise ValueError("not an amount") from None
        if not amount.is_finite() or amount.adjusted() > _MOST_DIGITS:
            raise ValueError("not an amount")
        # Wide enough to be exact: the default context would round a long tail away.
        with localcontext(prec=_MOST_DIGITS + exponent + len(amount.as_tuple().digits)):
            scaled = amount.scaleb(exponent)
            if scaled != scaled.to_integral_value():
                raise ValueError(f"finer than the minor unit of {currency}")
        return cls(int(scaled), currency)

    @classmethod
    def sum(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """Add up; an empty list is zero of `currency`."""
        total = cls.zero(currency)
        for amount in amounts:
            total += amount
        return total

    @property
    def is_zero(self) -> bool:
        return self.minor == 0

    @property
    def is_positive(self) -> bool:
        return self.minor > 0

    @property
    def is_negative(self) -> bool:
        return self.minor < 0

    def decimal(self) -> str:
        """Write the amount in major units with the currency's places: `12.30`, `500`, `1.234`."""
        exponent = exponent_of(self.currency)
        sign = "-" if self.minor < 0 else ""
        digits = str(abs(self.minor)).rjust(exponent + 1, "0")
        return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else sign + digits

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Split without losing or inventing a unit, in proportion to `weights`.

        Largest remainder; among equal remainders the earlier part gets the unit. Raise
        ValueError for negative weights or when all are zero.
        """
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights are non-negative and not all zero")
        magnitude, sign = abs(self.minor), -1 if self.minor < 0 else 1
        parts = [magnitude * weight // total for weight in weights]
        remainders = [magnitude * weight % total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda index: (-remainders[index], index))
        for index in by_remainder[: magnitude - sum(parts)]:
            parts[index] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def portion(self, rate: Decimal) -> "Money":
        """Take a share such as `Decimal("0.19")`, rounded half away from zero to a whole unit."""
        if not isinstance(rate, Decimal):
            raise TypeError(f"a rate is Decimal, not {type(rate).__name__}")
        with localcontext(prec=100):
            share = (self.minor * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Money(int(share), self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __mul__(self, count: int) -> "Money":
        if type(count) is not int:
            raise TypeError(f"money is multiplied by whole numbers, not {type(count).__name__}")
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def _same(self, other: Any) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"money and {type(other).__name__} do not mix")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.minor
