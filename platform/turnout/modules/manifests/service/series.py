"""Making a series of a manifest with its events and passes, or finishing one that was begun."""

from collections.abc import Mapping
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests import policies
from turnout.modules.manifests.documents import Pass, Series
from turnout.modules.manifests.errors import BadManifest
from turnout.modules.organizations import api as organizations

Members = Mapping[str, UUID]
"""Slug of an event of the series → its id."""


def finish_series(ctx: OrganizationContext, wanted: Series, *, place: str) -> None:
    """Make the series, put its events into it, and their passes on sale.

    Each step commits by itself and is skipped when it is done. An event that the organization
    does not have, or a ticket type that it does not sell, is refused.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        there = events.find_series_by_slug(tx, wanted.slug)
        found = {slug: events.find_event_by_slug(tx, slug) for slug in wanted.events}
        home = organizations.branding_of(tx)
    lacking = [slug for slug, event in found.items() if event is None]
    if lacking:
        raise BadManifest(FieldError(f"{place}#/series/{wanted.slug}", f"No event {lacking[0]}."))
    if there is None:
        there = events.create_series(ctx, _new_series(wanted))
    members = {slug: event for slug, event in found.items() if event is not None}
    for event in members.values():
        if event.series_id != there.id:
            events.add_event(ctx, there.id, event.id)
    ids = {slug: event.id for slug, event in members.items()}
    for each in wanted.passes:
        _sell_pass(ctx, each, ids, currency=home.currency, place=f"{place}#/series/{wanted.slug}")


def _new_series(wanted: Series) -> events.NewSeries:
    return events.NewSeries(
        title=wanted.title,
        slug=wanted.slug,
        summary=wanted.summary,
        description=wanted.description,
        is_public=wanted.public,
    )


def _sell_pass(
    ctx: OrganizationContext, wanted: Pass, members: Members, *, currency: str, place: str
) -> None:
    """Put the pass on sale unless its event sells one of this name."""
    seller = members[wanted.sold_by]
    with transaction(ctx) as tx:
        sold = {
            slug: {offer.name: offer.ticket_type_id for offer in catalog.list_offers(tx, event_id)}
            for slug, event_id in members.items()
            if slug in wanted.tickets or slug == wanted.sold_by
        }
    if wanted.name in sold[wanted.sold_by]:
        return
    for slug, name in wanted.tickets.items():
        if name not in sold[slug]:
            raise BadManifest(FieldError(f"{place}/passes", f"{slug} sells no {name}."))
    pool_id = None
    if wanted.capacity is not None:
        pool_id = inventory.create_pool(ctx, seller, name=wanted.name, capacity=wanted.capacity).id
    catalog.create_ticket_type(
        ctx,
        seller,
        catalog.NewTicketType(
            name=wanted.name,
            description=wanted.description,
            sold_as=catalog.SoldAs.PASS.value,
            kind="paid" if wanted.price_minor else "free",
            currency=currency,
            price_minor=wanted.price_minor,
            tax_rate_bp=wanted.tax_rate_bp,
            pool_id=pool_id,
            places=wanted.places,
            maximum_per_order=wanted.maximum_per_order,
            is_hidden=wanted.hidden,
            benefits=wanted.benefits,
            translations=wanted.translations,
            parts={sold[slug][name]: 1 for slug, name in wanted.tickets.items()},
        ),
    )
