"""Parts that every page about a ticket has: the event in brief, the code, the way in online."""

from typing import Any, cast
from zoneinfo import ZoneInfo

from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.site.events import event_cards
from turnout.site.layout.views import EventCard, OrganizationCard


def event_card(event: events.Event, branding: organizations.Branding) -> EventCard:
    if event.starts_at is None or event.ends_at is None:
        raise NotFound
    zone = ZoneInfo(event.time_zone)
    return EventCard(
        title=event.title,
        url=f"/{branding.slug}/{event.slug}",
        organization=home_of(branding),
        starts_at=discovery.local(event.starts_at, zone),
        ends_at=discovery.local(event.ends_at, zone),
        zone=event.time_zone,
        place=event.location.name if event.location else "",
        kind=cast("Any", event.kind.value),
        status=cast("Any", event.state.value),
        pattern=event_cards.pattern_of(event.id),
    )


def home_of(branding: organizations.Branding) -> OrganizationCard:
    """The organization at the head and the foot of a page about an order; without its logo."""
    return OrganizationCard(
        name=branding.name,
        slug=branding.slug,
        brand_color=branding.brand_color,
        font=branding.font,
        legal={str(kind): number for kind, number in branding.legal.items()},
    )


def join_url(event: events.Event) -> str | None:
    """Where an event of any but the cancelled kind takes place online."""
    url = event.online_url or ""
    is_on = event.state is not events.State.CANCELLED
    return url if is_on and url.startswith(("https://", "http://")) else None
