"""Lists of events and organizations as views, from what discovery found."""

from typing import Any, cast
from uuid import UUID

from turnout.modules.discovery import api as discovery
from turnout.site.layout.views import EventCard, OrganizationCard
from turnout_sdk.money import Money

PATTERNS = 8


def organization_card(organization: discovery.PublishedOrganization) -> OrganizationCard:
    return OrganizationCard(
        name=organization.name,
        slug=organization.slug,
        events=organization.upcoming,
        brand_color=organization.brand_color,
        font=organization.font,
        logo=organization.logo,
        legal=organization.legal,
    )


def event_card(event: discovery.EventSummary) -> EventCard:
    return EventCard(
        title=event.title,
        url=event_path(event),
        organization=organization_card(event.organization),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.time_zone,
        place=event.place,
        kind=cast("Any", event.kind),
        status=cast("Any", event.state),
        summary=event.summary,
        category=event.category,
        price_from=price_of(event),
        cover=event.cover,
        pattern=pattern_of(event.id),
        language=event.language,
    )


def event_path(event: discovery.EventSummary) -> str:
    return f"/{event.organization.slug}/{event.slug}"


def series_path(organization_slug: str, slug: str) -> str:
    return f"/{organization_slug}/series/{slug}"


def price_of(event: discovery.EventSummary) -> Money | None:
    if event.price_minor is None or event.currency is None:
        return None
    return Money(event.price_minor, event.currency)


def pattern_of(event_id: UUID) -> int:
    """Which of the drawn covers an event without a picture has; always the same one."""
    return event_id.bytes[-1] % PATTERNS
