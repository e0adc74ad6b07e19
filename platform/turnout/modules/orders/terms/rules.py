"""Buyer terms: deadlines, the refund of a price. Payment plans: instalments due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.modules.orders.models import RefundKind
from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money

WHOLE_BP: Final = 10_000
LAST_SECOND: Final = time(23, 59, 59)
"""A part is due until the end of its day where the event is."""
COARSE_EXPONENT: Final = 3
COARSE_STEP: Final = 10
"""Providers take dinars without their last digit; an amount without one stays so in its parts."""
EARLY: Final = 10**6
"""The days that are left before an event without a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentRule:
    """Due so many days after the order, or on a date; exactly one of both."""

    component: ClassVar[str] = "OrdersInstalment"
    days: int | None = None
    on: date | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """Read a rule as plans store it: `{"days": n}` or `{"on": "2027-01-31"}`."""
        on = stored.get("on")
        return cls(days=stored.get("days"), on=date.fromisoformat(on) if on else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """The terms of a payment plan; minimum and deposit in minor units of `currency`."""

    currency: str
    deposit_bp: int | None = None
    deposit_minor: int | None = None
    instalments: tuple[InstalmentRule, ...]
    last_days_before: int = 0
    minimum_minor: int = 0


@dataclass(frozen=True, slots=True)
class Instalment:
    """An amount in minor units, and when it is due."""

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
    step = step_within(total.minor, total.currency)
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
    """Return until when a plan holds the places: the next instalment's day, plus the days of grace.

    None before the deposit is paid, and when nothing is left to pay.
    """
    if not parts or paid_minor < parts[0].amount_minor:
        return None
    part = next_instalment(parts, paid_minor=paid_minor)
    return None if part is None else part.due_at + grace


def smallest_step(currency: str) -> int:
    """The smallest amount that providers move, in minor units of the currency."""
    return COARSE_STEP if exponent_of(currency) == COARSE_EXPONENT else 1


def step_within(amount_minor: int, currency: str) -> int:
    """The smallest step into which an amount divides; a minor unit where it is finer already."""
    step = smallest_step(currency)
    return step if amount_minor % step == 0 else 1


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


@dataclass(frozen=True, slots=True)
class Tier:
    """A share of the price is refunded until the end of the day `days_before` the start."""

    component: ClassVar[str] = "OrdersTierShown"
    days_before: int
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerTerms:
    """One version of what an event lets its buyers do.

    `fee_minor` is kept of each unit that is given back, in minor units of `fee_currency`; it does
    not touch prices in other currencies. Hours count back from the start; None: not at all.
    """

    id: UUID | None = None
    refund: RefundKind = RefundKind.NONE
    tiers: tuple[Tier, ...] = ()
    fee_minor: int = 0
    fee_currency: str | None = None
    changes_close_hours: int | None = 0
    transfers_close_hours: int | None = 0

    def share_bp(self, days_left: int) -> int:
        """The share of a price that comes back so many days before the start."""
        if self.refund is RefundKind.FULL:
            return WHOLE_BP
        reached = [tier.share_bp for tier in self.tiers if days_left >= tier.days_before]
        return max(reached, default=0)

    def refund_of(self, price: "Price", currency: str, *, days_left: int) -> int:
        """Return the refund in minor units: the share of each unit rounded up, less the fee.

        Reckoned unit by unit: giving back one after the other brings what giving back all does.
        """
        share = _rounded_up(price.unit_minor, self.share_bp(days_left), currency)
        fee = self.fee_minor if price.bears_fee and currency == self.fee_currency else 0
        return max(0, share - fee) * price.units


@dataclass(frozen=True, slots=True)
class Price:
    """Units that cost so much each; add-ons that admit nobody bear no fee."""

    unit_minor: int
    units: int
    bears_fee: bool = True


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """Buyer terms as they were written; `is_own` False: from then on the organization's hold."""

    terms: BuyerTerms
    is_own: bool
    number: int


DEFAULT: Final = BuyerTerms()
"""Where nobody said anything: names may be changed and tickets passed on until the start, and
money comes back by the organizer's hand only."""


@dataclass(frozen=True, slots=True)
class ApplicableTerms:
    """The terms that were in force when an order was placed, and those of now.

    The buyer has the better of both: terms that were worsened do not reach what was sold before,
    and terms that were improved reach everybody.
    """

    then: BuyerTerms
    now: BuyerTerms

    @property
    def both(self) -> tuple[BuyerTerms, BuyerTerms]:
        return self.then, self.now

    def best_for_buyer(
        self, prices: Sequence[Price], currency: str, *, days_left: int
    ) -> tuple["BuyerTerms", int]:
        """The terms by which more comes back, and how much; those of now when equal."""

        def back(terms: BuyerTerms) -> int:
            return sum(terms.refund_of(each, currency, days_left=days_left) for each in prices)

        chosen = max((self.now, self.then), key=back)
        return chosen, back(chosen)

    def changes_close_at(self, starts_at: datetime | None) -> datetime | None:
        return _latest((each.changes_close_hours for each in self.both), starts_at)

    def transfers_close_at(self, starts_at: datetime | None) -> datetime | None:
        return _latest((each.transfers_close_hours for each in self.both), starts_at)


def days_left(now: datetime, starts_at: datetime | None, zone: ZoneInfo) -> int:
    """Calendar days until the start, where the event is; negative once it has begun."""
    if starts_at is None:
        return EARLY
    if now >= starts_at:
        return -1
    return (starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def is_open(closes_at: datetime | None, now: datetime) -> bool:
    return closes_at is not None and now < closes_at


def _latest(hours: Iterable[int | None], starts_at: datetime | None) -> datetime | None:
    """The later of the moments so many hours before the start; None: not at all.

    An event without a date closes nothing.
    """
    allowed = [each for each in hours if each is not None]
    if not allowed:
        return None
    if starts_at is None:
        return datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return starts_at - timedelta(hours=min(allowed))


def _rounded_up(unit_minor: int, share_bp: int, currency: str) -> int:
    """A share of a price, rounded up to what providers can move, never above the price."""
    step = step_within(unit_minor, currency)
    return -(-(unit_minor // step) * share_bp // WHOLE_BP) * step
