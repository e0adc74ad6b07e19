"""Storefronts of events and series: as of now for visitors, at any instant for organizers."""

from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.catalog import policies, queries
from turnout.modules.catalog.hooks import remaining
from turnout.modules.catalog.rules import OPEN_STATES, Sale, passes_at, storefront_at
from turnout.modules.catalog.service.passes import list_passes
from turnout.modules.catalog.types import SeriesPass, Storefront
from turnout.modules.events import api as events
from turnout.modules.series.api import show_series


def get_storefront(
    ctx: PublicContext,
    event_id: UUID,
    *,
    language: str = "",
    named: frozenset[UUID] = frozenset(),
    code: str | None = None,
) -> Storefront:
    """What a visitor may choose now; NotFound when the event is not shown, or not opened."""
    is_member = events.sees_private(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_visible(tx, event_id, code=code, is_member=is_member)
        sale = _sale(tx, event, is_announced=event.state in OPEN_STATES)
        return storefront_at(sale, tx.now, language=language, named=named)


def get_passes(
    ctx: PublicContext, series_slug: str, *, language: str = ""
) -> tuple[SeriesPass, ...]:
    """What a visitor of a public series may buy that admits to several of its events."""
    series, _ = show_series(ctx, series_slug)
    with transaction(ctx) as tx:
        return passes_of_series(tx, series.id, language=language)


def passes_of_series(
    tx: Transaction, series_id: UUID, *, language: str = ""
) -> tuple[SeriesPass, ...]:
    """The passes that public events of a series sell, with what is left: the least of their parts.

    Four statements, however many events and passes.
    """
    shown = {each.id: each for each in events.events_of_series(tx, series_id) if _is_public(each)}
    sales = [(shown[event_id], offer) for event_id, offer in list_passes(tx, list(shown))]
    pools = {pool_id for _, offer in sales for pool_id in offer.pool_usage}
    left = remaining(tx, list(pools)) if pools else {}
    return passes_at(sales, left, at=tx.now, language=language)


def _is_public(event: events.Event) -> bool:
    return event.is_shown and event.visibility is events.Visibility.PUBLIC


def preview_storefront(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    at: datetime | None = None,
    language: str = "",
    named: frozenset[UUID] = frozenset(),
) -> Storefront:
    """The shop at any instant, as if the event were published; stock is counted as it is now."""
    policies.require_can_preview(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        return storefront_of(tx, event, at or tx.now, language=language, named=named)


def storefront_of(
    tx: Transaction,
    event: events.Event,
    at: datetime,
    *,
    language: str,
    named: frozenset[UUID],
) -> Storefront:
    """The shop as of an instant, as if the event were published; the caller says who may look."""
    return storefront_at(_sale(tx, event, is_announced=True), at, language=language, named=named)


def _sale(tx: Transaction, event: events.Event, *, is_announced: bool) -> Sale:
    offers = queries.list_offers(tx, event.id)
    pools = {pool_id for offer in offers for pool_id in offer.pool_usage}
    return Sale(
        is_announced=is_announced,
        ends_at=event.ends_at,
        offers=offers,
        remaining=remaining(tx, list(pools)),
    )
