"""The page that events of a series share."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import cache, clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.series.api import find_series_by_slug
from turnout.site.events.availability import FRESH_SECONDS, ticket_of
from turnout.site.events.cards import event_card, organization_card
from turnout.site.events.views import PassView, SeriesPage, TicketView
from turnout.site.l10n import i18n
from turnout.site.layout.addresses import series_path


def series_view(series: discovery.PublishedSeries, base_url: str) -> SeriesPage:
    """The page of a series: coming events first, past ones below, the latest first."""
    now = clock.now()
    over = [each for each in series.events if each.ends_at < now or each.state == "ended"]
    coming = [each for each in series.events if each not in over]
    return SeriesPage(
        title=series.title,
        summary=series.summary,
        description_html=series.description_html,
        organization=organization_card(series.organization),
        upcoming=tuple(event_card(each) for each in coming),
        past=tuple(event_card(each) for each in reversed(over)),
        url=base_url + series_path(series.organization.slug, series.slug),
        cover=series.cover,
        passes=passes_of(series, i18n.language()),
    )


def passes_of(series: discovery.PublishedSeries, language: str) -> tuple[PassView, ...]:
    """The passes of a public series; what is left is at most a second old."""
    found = _known(series.organization.id, series.slug, language)
    return tuple(_view(each, series.organization.slug) for each in found)


def _known(organization: UUID, series: str, language: str) -> tuple[catalog.SeriesPass, ...]:
    link = runtime.current().redis
    name = cache.key(organization, "site", "passes", series, language)
    known: Any = cache.get(link, name)
    if isinstance(known, list):
        return msgspec.convert(known, tuple[catalog.SeriesPass, ...])
    with transaction(PublicContext(organization_id=organization)) as tx:
        there = find_series_by_slug(tx, series)
        if there is None:
            return ()
        found = catalog.passes_of_series(tx, there.id, language=language)
    cache.put(link, name, msgspec.to_builtins(found), ttl_seconds=FRESH_SECONDS)
    return found


def _view(found: catalog.SeriesPass, home: str) -> PassView:
    zone = ZoneInfo(found.offer.admits_to[0].time_zone)
    shown = ticket_of(found, home=home, zone=zone)
    fields = {name: getattr(shown, name) for name in TicketView.__dataclass_fields__}
    return PassView(**fields, checkout_url=f"/{home}/{found.event_slug}/checkout")
