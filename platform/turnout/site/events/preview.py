"""A shop at an instant as a view: the event, its tickets, and when the list becomes another."""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, cast
from urllib.parse import quote

from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.site.events import event_cards
from turnout.site.events.event_views import TicketView
from turnout.site.events.preview_views import ChangeView, PreviewPage
from turnout.site.events.storefront_items import ticket_of
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, speech
from turnout.site.layout.views import OrganizationCard

CLOSED: Final = "event-closed"
"""Of a preview: the event is over at that instant."""
LONGEST: Final = 40
FIRST_YEAR, LAST_YEAR = 2000, 2200
MOST_CHANGES: Final = 40


def instant_of(text: str, zone: tzinfo) -> datetime | None:
    """The instant that the address names, local to the event unless it says otherwise.

    None for what is no time. Of an hour that there is twice it is the first, and of one that is
    left out the clock goes on as before it.
    """
    if len(text) > LONGEST:
        return None
    try:
        named = datetime.fromisoformat(text)
        at = named.replace(tzinfo=zone) if named.tzinfo is None else named
        found = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def view_of(
    event: events.Event,
    shop: catalog.Storefront,
    *,
    home: OrganizationCard,
    cover: files.Picture | None,
    url: str,
    is_unreadable: bool,
) -> PreviewPage:
    zone = formats.zone(event.time_zone)
    language = events.choose_language((event.language, *event.translations), speech().wanted)
    said = event.translations.get(language, events.Texts())
    return PreviewPage(
        title=said.title or event.title,
        summary=said.summary or event.summary,
        description_html=said.description or event.description,
        language=language,
        organization=home,
        starts_at=_local(event.starts_at, zone),
        ends_at=_local(event.ends_at, zone),
        zone=event.time_zone,
        kind=cast("Any", event.kind.value),
        place=event.location.name if event.location else "",
        tickets=tuple(_ticket(each, home.slug, zone) for each in shop.items),
        is_over=not shop.is_open,
        at=discovery.local(shop.at, zone),
        url=url,
        error=_("Please enter a date and a time") if is_unreadable else "",
        changes=_changes(shop, zone, url),
        cover=cover,
        pattern=event_cards.pattern_of(event.id),
    )


def _ticket(item: catalog.StorefrontItem, home: str, zone: tzinfo) -> TicketView:
    shown = ticket_of(item, home=home, zone=zone)
    return replace(shown, state="ended") if item.unavailable_reason == CLOSED else shown


def _changes(shop: catalog.Storefront, zone: tzinfo, url: str) -> tuple[ChangeView, ...]:
    """The instants at which a sale begins or ends, in order; the first so many."""
    found: list[tuple[datetime, str]] = []
    for item in shop.items:
        offer = item.offer
        if offer.sales_start_at is not None:
            found.append((offer.sales_start_at, _("%(name)s goes on sale", name=offer.name)))
        if offer.sales_end_at is not None:
            found.append((offer.sales_end_at, _("The sale of %(name)s ends", name=offer.name)))
    return tuple(
        ChangeView(
            at=discovery.local(at, zone),
            text=text,
            url=f"{url}?at={quote(at.astimezone(UTC).isoformat().replace('+00:00', 'Z'))}",
            is_shown=at == shop.at,
        )
        for at, text in sorted(found)[:MOST_CHANGES]
    )


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return None if moment is None else discovery.local(moment, zone)
