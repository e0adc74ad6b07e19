"""Copying into the read model: by reactions to facts, and all of it again on demand."""

from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.pagination import MOST, page_request
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import projection
from turnout.modules.discovery.queries import writing
from turnout.modules.discovery.service.finding import version_name
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations


def refresh_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Copy an event with its offers and programme as they are now; hide it if it is not public."""
    with transaction(ctx) as tx:
        _copy_event(tx, event_id)


def refresh_organization(ctx: OrganizationContext) -> None:
    """Copy the organization; its events are found through it, so they need no copying."""
    with transaction(ctx) as tx:
        _copy_organization(tx)


def rebuild(ctx: OrganizationContext) -> int:
    """Copy one organization again, each event in its own transaction; how many events."""
    with transaction(ctx) as tx:
        _copy_organization(tx)
        event_ids = _event_ids(tx)
    for event_id in event_ids:
        with transaction(ctx) as tx:
            _copy_event(tx, event_id)
    return len(event_ids)


def rebuild_everything(ctx: SystemContext) -> int:
    """Copy every organization again (`turnout discovery rebuild`); how many events."""
    return sum(
        rebuild(system_in(organization_id, ctx.job, request_id=ctx.request_id))
        for organization_id in organizations.list_organization_ids(ctx)
    )


def _copy_event(tx: Transaction, event_id: UUID) -> None:
    writing.lock(tx, event_id)
    event = events.find_event(tx, event_id)
    if event is None or not event.is_shown or event.starts_at is None or event.ends_at is None:
        writing.hide_event(tx, event_id)
    else:
        row = projection.row_of(
            event,
            catalog.list_offers(tx, event_id),
            events.programme(tx, event_id),
            organization_name=organizations.branding_of(tx).name,
        )
        writing.put_event(tx, row)
        writing.put_name(tx, event_id, event.slug)
    name = version_name(tx.organization_id, event_id)
    tx.after_commit.append(lambda: forget(name))


def _event_ids(tx: Transaction) -> list[UUID]:
    found: list[UUID] = []
    request = page_request(None, MOST)
    while True:
        page = events.list_events(tx, request)
        found += [event.id for event in page.items]
        if page.next_cursor is None:
            return found
        request = page_request(page.next_cursor, MOST)


def _copy_organization(tx: Transaction) -> None:
    writing.lock(tx, tx.organization_id)
    found = organizations.get_organization(tx)
    writing.put_organization(
        tx,
        {
            "slug": found.slug,
            "name": found.name,
            "description": found.description,
            "website": found.website,
            "contact_email": found.contact_email,
            "brand_color": found.brand_color,
            "is_public": found.state == "active",
        },
    )
    writing.put_name(tx, tx.organization_id, found.slug)


def forget(name: str) -> None:
    """Let every web process ask for the version again; lost, it is noticed seconds later."""
    cache.delete(runtime.current().redis, name)
