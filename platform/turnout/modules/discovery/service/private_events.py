"""Private events for visitors with their code: made from their owners' rows, never indexed."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.discovery import projection, rules, sources
from turnout.modules.discovery.queries import lookup
from turnout.modules.discovery.service.lookup import ALL_ORGANIZATIONS
from turnout.modules.discovery.types import EventSummary, PublishedEvent, PublishedOrganization
from turnout.modules.events import api as events


def find_private_event(organization_slug: str, event_slug: str, code: str) -> PublishedEvent | None:
    """A private event with everything that its page shows, or None without a code that opens it.

    Ask only where guessing is rate-limited.
    """
    if not rules.are_names(organization_slug, event_slug):
        return None
    with transaction(ALL_ORGANIZATIONS) as tx:
        organization = lookup.find_organization(tx, organization_slug)
    if organization is None:
        return None
    with transaction(PublicContext(organization_id=organization.id)) as tx:
        event = events.find_event_by_slug(tx, event_slug)
        if event is None or not events.grants_access(tx, event, code=code):
            return None
        return _published(tx, organization, event)


def _published(
    tx: Transaction, organization: PublishedOrganization, event: events.Event
) -> PublishedEvent | None:
    summary = _summary(organization, event)
    if summary is None:
        return None
    found = sources.get_sources(tx, event)
    return PublishedEvent(
        summary=replace(summary, cover=found.cover),
        page=projection.page_of(found),
        programme=projection.programme_of(found),
        texts=projection.texts_of(found.programme),
        speaker_texts=projection.speaker_texts_of(found),
    )


def _summary(organization: PublishedOrganization, event: events.Event) -> EventSummary | None:
    """What lists never show of it; None while it has no dates."""
    if event.starts_at is None or event.ends_at is None:
        return None
    zone = ZoneInfo(event.time_zone)
    return EventSummary(
        id=event.id,
        organization=organization,
        slug=event.slug,
        title=event.title,
        summary=event.summary,
        kind=event.kind.value,
        state=event.state.value,
        starts_at=rules.local(event.starts_at, zone),
        ends_at=rules.local(event.ends_at, zone),
        time_zone=event.time_zone,
        place=projection.place_of(event),
        category=event.category,
        tags=list(event.tags),
        language=event.language,
        price_minor=None,
        currency=None,
        cover_file_id=event.cover_file_id,
        version=event.version,
        changed_at=event.updated_at,
    )
