"""What the page of a series sells by itself: passes to several of its events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.site.availability import FEW, FRESH_SECONDS
from turnout.site.event_views import Availability, TicketView

STATES: Final[dict[str | None, Availability]] = {
    "sold-out": "sold_out",
    "not-yet": "not_yet",
    "over": "ended",
}
"""By what stands in the way; anything else is not on sale now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassDate:
    """An event that a pass admits to; its time where it is."""

    title: str
    url: str
    """Empty where the event has no page for everybody."""
    starts_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassView(TicketView):
    dates: tuple[PassDate, ...]
    checkout_url: str
    """Of the event that sells it."""

    @property
    def is_available(self) -> bool:
        return self.state in ("available", "few")


def passes_of(series: discovery.PublishedSeries, language: str) -> tuple[PassView, ...]:
    """The passes of a public series; what is left is at most a second old."""
    found = _known(series.organization.id, series.slug, language)
    return tuple(_view(each, series) for each in found)


def _known(organization: UUID, series: str, language: str) -> tuple[inventory.SeriesPass, ...]:
    link = runtime.current().redis
    name = cache.key(organization, "site", "passes", series, language)
    known: Any = cache.get(link, name)
    if isinstance(known, list):
        return msgspec.convert(known, tuple[inventory.SeriesPass, ...])
    with transaction(PublicContext(organization_id=organization)) as tx:
        there = events.find_series_by_slug(tx, series)
        if there is None:
            return ()
        found = inventory.passes_of_series(tx, there.id, language=language)
    cache.put(link, name, msgspec.to_builtins(found), ttl_seconds=FRESH_SECONDS)
    return found


def _view(found: inventory.SeriesPass, series: discovery.PublishedSeries) -> PassView:
    offer, slug = found.offer, series.organization.slug
    listed = {each.slug for each in series.events}
    zone = ZoneInfo(offer.admits_to[0].time_zone)
    opens_at, closes_at = offer.sales_start_at, offer.sales_end_at
    return PassView(
        id=str(offer.ticket_type_id),
        name=offer.name,
        description=offer.description,
        price=offer.price,
        state=_state(found),
        remaining=found.left,
        sale_starts_at=None if opens_at is None else discovery.local(opens_at, zone),
        sale_ends_at=None if closes_at is None else discovery.local(closes_at, zone),
        min_per_order=offer.minimum,
        max_per_order=offer.maximum,
        kind=offer.kind,
        benefits=offer.benefits,
        checkout_url=f"/{slug}/{found.event_slug}/checkout",
        dates=tuple(
            PassDate(
                title=each.title,
                url=f"/{slug}/{each.slug}" if each.slug in listed else "",
                starts_at=each.starts_at
                and discovery.local(each.starts_at, ZoneInfo(each.time_zone)),
            )
            for each in offer.admits_to
        ),
    )


def _state(found: inventory.SeriesPass) -> Availability:
    if found.obstacle is None:
        return "few" if found.left is not None and found.left <= FEW else "available"
    return STATES.get(found.obstacle, "paused")
