"""Payment plans: an order's total as instalments, and which of them are due. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money

WHOLE_BP: Final = 10_000
LAST_SECOND: Final = time(23, 59, 59)
"""A part is due until the end of its day where the event is."""
COARSE_EXPONENT: Final = 3
COARSE_STEP: Final = 10
"""Providers take dinars without their last digit; a total without one stays so in its parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentRule:
    """Due so many days after the order, or on a date; exactly one of both."""

    days: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """What a plan says. `minimum_minor` and `deposit_minor` are minor units of `currency`."""

    currency: str
    deposit_bp: int | None = None
    deposit_minor: int | None = None
    instalments: tuple[InstalmentRule, ...]
    last_days_before: int = 0
    minimum_minor: int = 0


@dataclass(frozen=True, slots=True)
class Instalment:
    """So much, until then."""

    amount_minor: int
    due_at: datetime


def instalments_for(
    terms: PlanTerms, total: Money, *, now: datetime, zone: ZoneInfo, starts_at: datetime | None
) -> tuple[Instalment, ...]:
    """The deposit and the instalments, which add up to the total; nothing where it does not fit.

    No part is due later than the plan's last day before the event, and parts of one day are one.
    An instalment whose day has come belongs to the deposit; without any left there is no plan.
    """
    if total.currency != terms.currency or total.minor < max(terms.minimum_minor, 1):
        return ()
    step = _step(total)
    units = total.minor // step
    count = len(terms.instalments)
    deposit = _deposit(terms, total.minor) // step
    if not count or not 0 < deposit <= units - count:
        return ()
    shares = _equal(units - deposit, count)
    today = now.astimezone(zone).date()
    last = _last_day(terms, zone, starts_at)
    due: dict[date, int] = {}
    for instalment, share in zip(terms.instalments, shares, strict=True):
        day = _day(instalment, today)
        day = day if last is None else min(day, last)
        if day <= today:
            deposit += share
        else:
            due[day] = due.get(day, 0) + share
    if not due:
        return ()
    later = [Instalment(share * step, _end_of(day, zone)) for day, share in sorted(due.items())]
    return (Instalment(deposit * step, now), *later)


def due_now(parts: Sequence[Instalment], *, paid_minor: int, now: datetime) -> int:
    """The rest of the part that is paid next, and of every part whose day is over."""
    reached = 0
    for part in parts:
        if reached > paid_minor and part.due_at > now:
            break
        reached += part.amount_minor
    return max(0, reached - paid_minor)


def next_instalment(parts: Sequence[Instalment], *, paid_minor: int) -> Instalment | None:
    """The first part that is not paid in full; None when all are."""
    reached = 0
    for part in parts:
        reached += part.amount_minor
        if reached > paid_minor:
            return part
    return None


def plan_holds_until(
    parts: Sequence[Instalment], *, paid_minor: int, grace: timedelta
) -> datetime | None:
    """Until when what was paid keeps the places: the next part's day, and the days of grace.

    None before the deposit is paid, and when nothing is left to pay.
    """
    if not parts or paid_minor < parts[0].amount_minor:
        return None
    part = next_instalment(parts, paid_minor=paid_minor)
    return None if part is None else part.due_at + grace


def _step(total: Money) -> int:
    is_coarse = exponent_of(total.currency) == COARSE_EXPONENT and total.minor % COARSE_STEP == 0
    return COARSE_STEP if is_coarse else 1


def _deposit(terms: PlanTerms, total_minor: int) -> int:
    """A share of the total is rounded up to the minor unit."""
    if terms.deposit_minor is not None:
        return terms.deposit_minor
    return -(-total_minor * (terms.deposit_bp or 0) // WHOLE_BP)


def _equal(units: int, count: int) -> list[int]:
    """Equal shares; what is left over goes to the first ones."""
    share, over = divmod(units, count)
    return [share + (index < over) for index in range(count)]


def _day(instalment: InstalmentRule, today: date) -> date:
    if instalment.on is not None:
        return instalment.on
    return today + timedelta(days=instalment.days or 0)


def _last_day(terms: PlanTerms, zone: ZoneInfo, starts_at: datetime | None) -> date | None:
    if starts_at is None:
        return None
    return starts_at.astimezone(zone).date() - timedelta(days=terms.last_days_before)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, LAST_SECOND, zone)
