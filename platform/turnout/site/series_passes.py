"""What the page of a series sells by itself: passes to several of its events."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.site.availability import FRESH_SECONDS
from turnout.site.event_views import TicketView
from turnout.site.shop_items import ticket_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PassView(TicketView):
    checkout_url: str
    """Of the event that sells it."""

    @property
    def is_available(self) -> bool:
        return self.state in ("available", "few")


def passes_of(series: discovery.PublishedSeries, language: str) -> tuple[PassView, ...]:
    """The passes of a public series; what is left is at most a second old."""
    found = _known(series.organization.id, series.slug, language)
    return tuple(_view(each, series.organization.slug) for each in found)


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


def _view(found: inventory.SeriesPass, home: str) -> PassView:
    zone = ZoneInfo(found.offer.admits_to[0].time_zone)
    shown = ticket_of(found, home=home, zone=zone)
    fields = {name: getattr(shown, name) for name in TicketView.__dataclass_fields__}
    return PassView(**fields, checkout_url=f"/{home}/{found.event_slug}/checkout")
