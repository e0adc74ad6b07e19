"""Where demand moves a price: by the share of places taken and the time that is left. Pure.

A band is chosen by a mark, not by the share itself: the mark rises with the share at once and
falls only when the share is further back than the plan says. So a price does not go up and down
with each order that is held and let go.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules.rules import WHOLE_BP
from turnout.modules.price_rules.types import DemandPlan

Places: TypeAlias = Mapping[UUID, tuple[int, int]]
"""Pool → (places, how many of them are held or sold)."""
HOUR: Final = timedelta(hours=1)
AFTERWARDS: Final = timedelta(days=30)
"""An event that is over may be put off; for so long its prices are looked at once a day."""
DAY: Final = timedelta(days=1)


def share_of_places(taken: int, capacity: int) -> int:
    """The share that is taken, hundredths of a percent."""
    return min(max(taken, 0) * WHOLE_BP // capacity, WHOLE_BP) if capacity > 0 else 0


def share_taken(places: Places, usage: Mapping[UUID, int], *, more: int = 0) -> int:
    """The share of the pool that is fullest; `more` units, of `usage` places each, besides."""
    shares = [
        share_of_places(taken + more * each, capacity)
        for pool, each in usage.items()
        for capacity, taken in (places.get(pool, (0, 0)),)
    ]
    return max(shares, default=0)


def moved_mark(mark_bp: int, share_bp: int, *, fall_back_bp: int) -> int:
    """The mark once the share is another: up with it at once, down when it is far behind."""
    return min(max(mark_bp, share_bp), share_bp + fall_back_bp)


def settles_at(plan: DemandPlan, list_minor: int, *, mark_bp: int, left: timedelta | None) -> int:
    """How far from the list price the bands put it, within floor and ceiling.

    `left` until the event begins; without a beginning only the share counts.
    """
    shares = (each for each in plan.by_share if each.from_bp <= mark_bp)
    by_share = max(shares, key=lambda each: each.from_bp, default=None)
    times = (each for each in plan.by_time if left is not None and left <= each.hours_before * HOUR)
    by_time = min(times, key=lambda each: each.hours_before, default=None)
    change = (by_share.change_bp if by_share else 0) + (by_time.change_bp if by_time else 0)
    least = (plan.floor_minor - list_minor) * WHOLE_BP // list_minor
    most = -((list_minor - plan.ceiling_minor) * WHOLE_BP // list_minor)
    return min(max(change, least), most)


def moved_level(level_bp: int, settles_at_bp: int, *, most_step_bp: int) -> int:
    """One move of the price towards where it settles."""
    return level_bp + min(max(settles_at_bp - level_bp, -most_step_bp), most_step_bp)


def next_look_at(plan: DemandPlan, ends_at: datetime | None, *, now: datetime) -> datetime | None:
    """When the price is looked at again; None when the event is long over."""
    if ends_at is None or now < ends_at:
        return now + timedelta(minutes=plan.every_minutes)
    return now + DAY if now < ends_at + AFTERWARDS else None


def turns_by_sold(plan: DemandPlan, places: Places, usage: Mapping[UUID, int]) -> list[int]:
    """The units more (negative: fewer) than now at which a band of the share may begin."""
    return sorted(
        {
            -((taken + band.from_bp * capacity // -WHOLE_BP) // each)
            for pool, each in usage.items()
            for capacity, taken in (places.get(pool, (0, 0)),)
            for band in plan.by_share
        }
    )


def turns_by_time(plan: DemandPlan, starts_at: datetime | None) -> list[datetime]:
    """The instants at which a band of the time begins."""
    return [starts_at - band.hours_before * HOUR for band in plan.by_time] if starts_at else []


def require_valid_plan(
    plan: DemandPlan, offer: catalog.Offer, *, starts_at: datetime | None
) -> None:
    """Refuse a plan that contradicts itself, its ticket type or its event, by its field."""
    faults = [*_limit_faults(plan, offer), *_share_faults(plan)]
    faults += _time_faults(plan, offer, starts_at=starts_at)
    if not plan.by_share and not plan.by_time:
        says = "Give a band: by the share that is taken, or by the time that is left."
        faults.append(FieldError("/by_share", says, "missing"))
    if faults:
        raise Invalid(*faults)


def _limit_faults(plan: DemandPlan, offer: catalog.Offer) -> list[FieldError]:
    if offer.kind != catalog.TicketTypeKind.PAID or not offer.price.minor:
        says = "Only a ticket type with a price can have a demand price."
        return [FieldError("/ticket_type_id", says)]
    faults = []
    if plan.floor_minor > offer.price.minor:
        says = "It has to be the list price or lower."
        faults.append(FieldError("/floor_minor", says, "above-list"))
    if plan.ceiling_minor < offer.price.minor:
        says = "It has to be the list price or higher."
        faults.append(FieldError("/ceiling_minor", says, "below-list"))
    if not faults and plan.floor_minor == plan.ceiling_minor:
        says = "Floor and ceiling are the same: the price could never move."
        faults.append(FieldError("/ceiling_minor", says, "impossible"))
    return faults


def _share_faults(plan: DemandPlan) -> Iterable[FieldError]:
    seen: set[int] = set()
    for index, band in enumerate(plan.by_share):
        if band.from_bp in seen:
            says = "Another band begins at the same share."
            yield FieldError(f"/by_share/{index}/from_bp", says, "overlap")
        seen.add(band.from_bp)


def _time_faults(
    plan: DemandPlan, offer: catalog.Offer, *, starts_at: datetime | None
) -> Iterable[FieldError]:
    if plan.by_time and starts_at is None:
        yield FieldError("/by_time", "The event has no beginning yet.", "no-beginning")
        return
    seen: set[int] = set()
    ends = offer.sales_end_at
    for (index, band), begins in zip(
        enumerate(plan.by_time), turns_by_time(plan, starts_at), strict=True
    ):
        place = f"/by_time/{index}/hours_before"
        if band.hours_before in seen:
            yield FieldError(place, "Another band begins at the same time.", "overlap")
        elif ends is not None and begins >= ends:
            says = "It begins when the ticket type is no longer on sale."
            yield FieldError(place, says, "impossible")
        seen.add(band.hours_before)
