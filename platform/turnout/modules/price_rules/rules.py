"""Which price a unit has: decided from rules, instant, units sold and quantity. Pure.

Every rule that is in force makes a price of the list price; the lowest counts, and rules do not
add up. Among equal prices the older rule is named.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar

from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules.types import Price, PriceBySold, PriceByTime, PriceTerms, Reason
from turnout_sdk.currencies import exponent_of

M = TypeVar("M")
WHOLE_BP: Final = 10_000
COARSE_EXPONENT, COARSE_STEP = 3, 10
"""Providers take amounts of currencies with three decimals in whole hundredths only."""


class Outcome(StrEnum):
    """What became of a rule; the words are part of the API."""

    APPLIED = "applied"
    HIGHER = "higher"
    NOT_YET = "not-yet"
    OVER = "over"
    TOO_FEW_SOLD = "too-few-sold"
    SOLD_OUT = "sold-out"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"


def price_by(rule: PriceTerms, list_minor: int, currency: str) -> int:
    """What a rule makes of the list price; a share is rounded half up to what can be paid."""
    if rule.price_minor is not None:
        return rule.price_minor
    step = COARSE_STEP if exponent_of(currency) == COARSE_EXPONENT else 1
    whole = WHOLE_BP * step
    off = (2 * list_minor * (rule.percent_bp or 0) + whole) // (2 * whole) * step
    return list_minor - min(off, list_minor)


def obstacle(rule: PriceTerms, *, at: datetime, sold: int | None, quantity: int) -> Outcome | None:
    """Why a rule is not in force, or None where it is.

    Where `sold` is not known, a rule that depends on it is not in force.
    """
    most, least_sold, until = rule.maximum_quantity, rule.sold_from, rule.sold_until
    stands = (
        (Outcome.NOT_YET, rule.starts_at is not None and at < rule.starts_at),
        (Outcome.OVER, rule.ends_at is not None and at >= rule.ends_at),
        (Outcome.TOO_FEW, quantity < rule.minimum_quantity),
        (Outcome.TOO_MANY, most is not None and quantity > most),
        (Outcome.TOO_FEW_SOLD, bool(least_sold) and (sold is None or sold < least_sold)),
        (Outcome.SOLD_OUT, until is not None and (sold is None or sold + quantity > until)),
    )
    return next((outcome for outcome, is_so in stands if is_so), None)


def decide(
    rules: Iterable[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    sold: int | None,
    quantity: int = 1,
) -> Price:
    """The price of each unit of an order, and how long it stands while others buy."""
    best, unit = None, list_minor
    low: int = 0
    high: int | None = None
    for rule in sorted(rules, key=lambda each: each.id):
        why_not = obstacle(rule, at=at, sold=sold, quantity=quantity)
        if why_not is Outcome.TOO_FEW_SOLD:
            high = _least(high, rule.sold_from - 1 + quantity)
        elif why_not is Outcome.SOLD_OUT and rule.sold_until is not None:
            low = max(low, rule.sold_until - quantity + 1)
        elif why_not is None:
            low, high = max(low, rule.sold_from), _least(high, rule.sold_until)
            price = price_by(rule, list_minor, currency)
            if price < unit:
                best, unit = rule, price
    return Price(unit_minor=unit, list_minor=list_minor, rule=best, sold_from=low, sold_until=high)


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def reasons(
    rules: Iterable[PriceTerms],
    price: Price,
    *,
    currency: str,
    at: datetime,
    sold: int,
    quantity: int,
) -> list[Reason]:
    """What became of each rule, the one that decided first."""
    found = []
    for rule in rules:
        why_not = obstacle(rule, at=at, sold=sold, quantity=quantity)
        outcome = why_not or Outcome.HIGHER
        if price.rule is not None and rule.id == price.rule.id:
            outcome = Outcome.APPLIED
        found.append(
            Reason(
                price_rule_id=rule.id,
                kind=rule.kind,
                name=rule.name,
                outcome=outcome.value,
                unit_minor=price_by(rule, price.list_minor, currency) if why_not is None else None,
            )
        )
    return sorted(found, key=lambda each: each.outcome != Outcome.APPLIED)


def by_sold(
    rules: Sequence[PriceTerms], *, list_minor: int, currency: str, at: datetime, quantity: int
) -> list[PriceBySold]:
    """How the price goes with the units that are sold: where it changes, from none sold on."""
    ends = (each.sold_until - quantity + 1 for each in rules if each.sold_until is not None)
    marks = sorted({0, *(each.sold_from for each in rules), *(max(0, end) for end in ends)})
    priced = partial(
        decide, rules, list_minor=list_minor, currency=currency, at=at, quantity=quantity
    )
    return [
        PriceBySold(sold=sold, unit_minor=price.unit_minor, name=price.name)
        for sold, price in _changes((sold, priced(sold=sold)) for sold in marks)
    ]


def by_time(
    rules: Sequence[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    sold: int,
    quantity: int,
) -> list[PriceByTime]:
    """How the price goes from an instant on: where it changes if nothing more is sold."""
    turns = (turn for each in rules for turn in (each.starts_at, each.ends_at))
    marks = sorted({at, *(turn for turn in turns if turn is not None and turn > at)})
    priced = partial(
        decide, rules, list_minor=list_minor, currency=currency, sold=sold, quantity=quantity
    )
    return [
        PriceByTime(at=moment, unit_minor=price.unit_minor, name=price.name)
        for moment, price in _changes((turn, priced(at=turn)) for turn in marks)
    ]


def offer_price(
    rules: Sequence[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    sold: int | None,
    least: int,
    most: int,
) -> catalog.OfferPrice:
    """What pages show of a ticket type: its price now, until when, and that of each quantity."""
    priced = partial(decide, rules, list_minor=list_minor, currency=currency, at=at, sold=sold)
    marks = [least, *(each for each in _turning_quantities(rules, sold) if least < each <= most)]
    prices = [(mark, priced(quantity=mark)) for mark in sorted(set(marks))]
    _, first = prices[0]
    rule = first.rule
    return catalog.OfferPrice(
        list_minor=list_minor,
        unit_minor=first.unit_minor,
        name=first.name,
        ends_at=rule.ends_at if rule else None,
        left=rule.sold_until - sold
        if rule is not None and rule.sold_until is not None and sold is not None
        else None,
        by_quantity=tuple(
            catalog.PriceStep(from_quantity=mark, unit_minor=price.unit_minor, name=price.name)
            for mark, price in _changes(prices)
        ),
    )


def _turning_quantities(rules: Iterable[PriceTerms], sold: int | None) -> Iterator[int]:
    """The quantities from which on a rule begins or ceases to be in force."""
    for rule in rules:
        yield rule.minimum_quantity
        if rule.maximum_quantity is not None:
            yield rule.maximum_quantity + 1
        if rule.sold_until is not None and sold is not None:
            yield rule.sold_until - sold + 1


def _changes(prices: Iterable[tuple[M, Price]]) -> Iterator[tuple[M, Price]]:
    """Those of (mark, price) at which the price or its rule is another than before."""
    before: tuple[int, str] | None = None
    for mark, price in prices:
        now = (price.unit_minor, price.name)
        if now != before:
            yield mark, price
        before = now
