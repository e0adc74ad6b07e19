"""Which price a unit has: decided from rules, instant, units sold and quantity. Pure.

What a unit costs without a rule is its list price, or what demand makes of it. Every rule that is
in force makes a price of that; the lowest counts, and rules do not add up. Among equal prices the
older rule is named.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules.types import (
    DemandTerms,
    Price,
    PriceBySold,
    PriceByTime,
    PriceTerms,
    Reason,
    TypePrices,
)
from turnout.modules.ticket_prices import api as ticket_prices
from turnout.modules.ticket_prices.api import same_share, step_of
from turnout_sdk.money import Money

M = TypeVar("M")
T = TypeVar("T", bound=PriceTerms)
WHOLE_BP: Final = 10_000


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
    MEMBERS_ONLY = "members-only"
    OTHER_CURRENCY = "other-currency"


def price_by(rule: PriceTerms, base_minor: int, currency: str, *, quantity: int) -> int:
    """What a rule makes of the price of each of so many units; a share is rounded half up.

    The units of a multibuy cost the same each, rounded down: together never more than the units
    that are paid for, and what one is refunded is what one cost.
    """
    if rule.price_minor is not None:
        return rule.price_minor
    if rule.take_units is not None and rule.pay_units is not None:
        groups, rest = divmod(quantity, rule.take_units)
        step = step_of(currency)
        return base_minor * (groups * rule.pay_units + rest) // (quantity * step) * step
    return base_minor - min(share_of(base_minor, rule.percent_bp or 0, currency), base_minor)


def share_of(minor: int, share_bp: int, currency: str) -> int:
    """A share of an amount, rounded half up to the smallest amount that can be paid."""
    step = step_of(currency)
    whole = WHOLE_BP * step
    return (2 * minor * share_bp + whole) // (2 * whole) * step


def demand_price(demand: DemandTerms, list_minor: int, currency: str) -> int:
    """What demand makes of the list price: never below the floor, never above the ceiling."""
    moved = share_of(list_minor, WHOLE_BP + demand.level_bp, currency)
    return min(max(moved, demand.floor_minor), demand.ceiling_minor)


def obstacle(rule: PriceTerms, *, at: datetime, sold: int | None, quantity: int) -> Outcome | None:
    """Why a rule is not in force, or None where it is.

    Where `sold` is not known, a rule that depends on it is not in force.
    """
    most, least_sold, until = rule.maximum_quantity, rule.sold_from, rule.sold_until
    least = max(rule.minimum_quantity, rule.take_units or 0)
    stands = (
        (Outcome.OTHER_CURRENCY, not rule.makes_price),
        (Outcome.NOT_YET, rule.starts_at is not None and at < rule.starts_at),
        (Outcome.OVER, rule.ends_at is not None and at >= rule.ends_at),
        (Outcome.TOO_FEW, quantity < least),
        (Outcome.TOO_MANY, most is not None and quantity > most),
        (Outcome.TOO_FEW_SOLD, bool(least_sold) and (sold is None or sold < least_sold)),
        (Outcome.MEMBERS_ONLY, rule.entitled_by is not None),
        (Outcome.SOLD_OUT, until is not None and (sold is None or sold + quantity > until)),
    )
    return next((outcome for outcome, is_so in stands if is_so), None)


def in_currency(rules: Iterable[T], currency: str, *, own: str) -> list[T]:
    """The rules for a price in a currency: a share is one in each, a fixed price is its own.

    Where a fixed price has no amount in it, the rule makes no price.
    """
    if currency == own:
        return list(rules)
    return [
        replace(each, price_minor=each.prices.get(currency))
        if each.price_minor is not None
        else each
        for each in rules
    ]


def demand_beside(demand: DemandTerms | None, price: Money, own: Money) -> DemandTerms | None:
    """What demand makes of a price: the same share of it, floor and ceiling as of the own price."""
    if demand is None or price == own:
        return demand
    beside = partial(same_share, of=own.minor, price_minor=price.minor, currency=price.currency)
    return replace(
        demand,
        floor_minor=beside(demand.floor_minor),
        ceiling_minor=beside(demand.ceiling_minor),
    )


def for_offer(prices: TypePrices, offer: catalog.Offer) -> TypePrices:
    """What decides the price of an offer as it is sold: in its own currency or another."""
    own = offer.own_price
    if own is None:
        return prices
    return replace(
        prices,
        rules=in_currency(prices.rules, offer.price.currency, own=own.currency),
        demand=demand_beside(prices.demand, offer.price, own),
    )


def granted(rules: Iterable[PriceTerms], entitled: Container[UUID]) -> list[PriceTerms]:
    """The rules as they are for a buyer: member prices of theirs are like those of everybody."""
    return [grant(each) if each.id in entitled else each for each in rules]


def grant(rule: T) -> T:
    """A member price for who is entitled to it."""
    return replace(
        rule, member_list_id=None, member_group=None, bought_event_ids=[], bought_series_ids=[]
    )


def decide(
    rules: Iterable[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    sold: int | None,
    quantity: int = 1,
    demand: DemandTerms | None = None,
) -> Price:
    """The price of each unit of an order, and how long it stands while others buy."""
    by_demand = None if demand is None else demand_price(demand, list_minor, currency)
    base = list_minor if by_demand is None else by_demand
    best, unit = None, base
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
            price = price_by(rule, base, currency, quantity=quantity)
            if price < unit:
                best, unit = rule, price
    return Price(
        unit_minor=unit,
        list_minor=list_minor,
        demand_minor=by_demand,
        rule=best,
        sold_from=low,
        sold_until=high,
    )


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
        makes = price_by(rule, price.base_minor, currency, quantity=quantity)
        if price.rule is not None and rule.id == price.rule.id:
            outcome = Outcome.APPLIED
        found.append(
            Reason(
                price_rule_id=rule.id,
                kind=rule.kind,
                name=rule.name,
                outcome=outcome.value,
                unit_minor=makes if why_not is None else None,
            )
        )
    return sorted(found, key=lambda each: each.outcome != Outcome.APPLIED)


def by_sold(
    rules: Sequence[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    quantity: int,
    demand_at: Callable[[int], DemandTerms | None] = lambda _: None,
    turns: Iterable[int] = (),
) -> list[PriceBySold]:
    """How the price goes with the units that are sold: where it changes, from none sold on.

    `turns`: the numbers at which demand moves it, to `demand_at` that number.
    """
    ends = (each.sold_until - quantity + 1 for each in rules if each.sold_until is not None)
    starts = (each.sold_from for each in rules)
    marks = sorted({0, *starts, *(max(0, each) for each in (*ends, *turns))})
    priced = partial(
        decide, rules, list_minor=list_minor, currency=currency, at=at, quantity=quantity
    )
    found = ((sold, priced(sold=sold, demand=demand_at(sold))) for sold in marks)
    return [
        PriceBySold(sold=sold, unit_minor=price.unit_minor, name=price.name)
        for sold, price in _changes(found)
    ]


def by_time(
    rules: Sequence[PriceTerms],
    *,
    list_minor: int,
    currency: str,
    at: datetime,
    sold: int,
    quantity: int,
    demand_at: Callable[[datetime], DemandTerms | None] = lambda _: None,
    turns: Iterable[datetime] = (),
) -> list[PriceByTime]:
    """How the price goes from an instant on: where it changes if nothing more is sold.

    `turns`: the instants at which demand moves it, to `demand_at` that instant.
    """
    windows = (turn for each in rules for turn in (each.starts_at, each.ends_at))
    marks = sorted({at, *(turn for turn in (*windows, *turns) if turn is not None and turn > at)})
    priced = partial(
        decide, rules, list_minor=list_minor, currency=currency, sold=sold, quantity=quantity
    )
    found = ((turn, priced(at=turn, demand=demand_at(turn))) for turn in marks)
    return [
        PriceByTime(at=moment, unit_minor=price.unit_minor, name=price.name)
        for moment, price in _changes(found)
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
    demand: DemandTerms | None = None,
) -> ticket_prices.OfferPrice:
    """What pages show of a ticket type: its price now, until when, and that of each quantity."""
    priced = partial(
        decide, rules, list_minor=list_minor, currency=currency, at=at, sold=sold, demand=demand
    )
    turns = (each for rule in rules for each in _turning_quantities(rule, sold, most=most))
    marks = {least, *(each for each in turns if least < each <= most)}
    prices = [(mark, priced(quantity=mark)) for mark in sorted(marks)]
    _, first = prices[0]
    rule = first.rule
    return ticket_prices.OfferPrice(
        list_minor=list_minor,
        unit_minor=first.unit_minor,
        name=first.name,
        ends_at=rule.ends_at if rule else None,
        left=rule.sold_until - sold
        if rule is not None and rule.sold_until is not None and sold is not None
        else None,
        by_quantity=tuple(
            ticket_prices.PriceStep(
                from_quantity=mark,
                unit_minor=price.unit_minor,
                name=price.name,
                is_multibuy=price.rule is not None and price.rule.take_units is not None,
            )
            for mark, price in _changes(prices)
        ),
        multibuys=tuple(_multibuys(rules, at=at, sold=sold, most=most)),
        demand=ticket_prices.DemandRange(
            floor_minor=demand.floor_minor, ceiling_minor=demand.ceiling_minor
        )
        if demand is not None
        else None,
        members=tuple(_member_prices(rules, first, currency, at=at, quantity=least)),
    )


def _multibuys(
    rules: Iterable[PriceTerms], *, at: datetime, sold: int | None, most: int
) -> Iterator[ticket_prices.Multibuy]:
    """Those that are in force for an order of at most so many units."""
    for each in rules:
        take, pay = each.take_units, each.pay_units
        if take is None or pay is None or take > most:
            continue
        if obstacle(each, at=at, sold=sold, quantity=take) is None:
            yield ticket_prices.Multibuy(name=each.name, take_units=take, pay_units=pay)


def _member_prices(
    rules: Iterable[PriceTerms], price: Price, currency: str, *, at: datetime, quantity: int
) -> Iterator[ticket_prices.MemberPrice]:
    """The lower prices of who would be entitled to them."""
    for rule in rules:
        unit = price_by(rule, price.base_minor, currency, quantity=quantity)
        why_not = obstacle(grant(rule), at=at, sold=None, quantity=quantity)
        if rule.entitled_by is not None and why_not is None and unit < price.unit_minor:
            yield ticket_prices.MemberPrice(
                name=rule.name,
                unit_minor=unit,
                entitled_by=rule.entitled_by,
                maximum_quantity=rule.maximum_quantity,
            )


def _turning_quantities(rule: PriceTerms, sold: int | None, *, most: int) -> Iterator[int]:
    """The quantities from which on a rule may make another price."""
    yield rule.minimum_quantity
    if rule.maximum_quantity is not None:
        yield rule.maximum_quantity + 1
    if rule.sold_until is not None and sold is not None:
        yield rule.sold_until - sold + 1
    if rule.take_units is not None:
        yield from range(rule.take_units, most + 1)


def _changes(prices: Iterable[tuple[M, Price]]) -> Iterator[tuple[M, Price]]:
    """Those of (mark, price) at which the price or its rule is another than before."""
    before: tuple[int, str] | None = None
    for mark, price in prices:
        now = (price.unit_minor, price.name)
        if now != before:
            yield mark, price
        before = now
