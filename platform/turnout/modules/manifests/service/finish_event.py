"""Making an event of a manifest, or finishing one that an earlier run left as a draft."""

from datetime import date
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests import policies
from turnout.modules.manifests.documents import Event, TicketType
from turnout.modules.organizations import api as organizations


def finish_event(ctx: OrganizationContext, wanted: Event) -> None:
    """Make the event, its ticket types and their stock, and publish it when the file says so.

    Each step commits by itself and is skipped when it is done; published comes last, so a run
    that was cut short leaves a draft.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        there = events.find_event_by_slug(tx, wanted.slug)
        home = organizations.branding_of(tx)
    if there is None:
        today = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        there = events.create_event(ctx, _new_event(wanted, today))
    with transaction(ctx) as tx:
        named = {offer.name for offer in catalog.list_offers(tx, there.id)}
    for ticket_type in wanted.ticket_types:
        if ticket_type.name not in named:
            _put_on_sale(ctx, there, ticket_type=ticket_type, currency=home.currency)
    if wanted.published and there.state is events.State.DRAFT:
        events.publish_event(ctx, there.id)


def _put_on_sale(
    ctx: OrganizationContext, event: events.Event, *, ticket_type: TicketType, currency: str
) -> None:
    pool = inventory.create_pool(
        ctx, event.id, name=ticket_type.name, capacity=ticket_type.capacity
    )
    new = catalog.NewTicketType(
        pool_id=pool.id,
        name=ticket_type.name,
        description=ticket_type.description,
        kind="paid" if ticket_type.price_minor else "free",
        currency=currency,
        price_minor=ticket_type.price_minor,
        tax_rate_bp=ticket_type.tax_rate_bp,
        maximum_per_order=ticket_type.maximum_per_order,
    )
    catalog.create_ticket_type(ctx, event.id, new)


def _new_event(wanted: Event, today: date) -> events.NewEvent:
    return events.NewEvent(
        title=wanted.title,
        slug=wanted.slug,
        summary=wanted.summary,
        description=wanted.description,
        kind=events.Kind(wanted.kind),
        starts_at=wanted.starts_at(today),
        ends_at=wanted.ends_at(today),
        location=events.Location(**wanted.location) if wanted.location else None,
        online_url=wanted.online_url or None,
        category=wanted.category,
        tags=wanted.tags,
    )
