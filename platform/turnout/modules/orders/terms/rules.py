"""Buyer terms: deadlines for changes and transfers, and the refund of a price. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.modules.orders.models import RefundKind
from turnout_sdk.currencies import exponent_of

WHOLE_BP: Final = 10_000
COARSE_EXPONENT: Final = 3
COARSE_STEP: Final = 10
"""Providers take dinars without their last digit; a price without one stays so in its share."""
EARLY: Final = 10**6
"""So many days before an event that has no date."""


@dataclass(frozen=True, slots=True)
class Tier:
    """So much of a price comes back until the end of the day that lies so many days before."""

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
        """What comes back of these units, in minor units: each its share rounded up, less the fee.

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
    is_coarse = exponent_of(currency) == COARSE_EXPONENT and unit_minor % COARSE_STEP == 0
    step = COARSE_STEP if is_coarse else 1
    units = unit_minor // step
    return -(-units * share_bp // WHOLE_BP) * step
