"""Passes: what one may admit to, those of a series, and what changes with the events."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import policies, queries, ticket_type_validation
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.hooks import prices_of, remaining
from turnout.modules.catalog.models import SoldAs
from turnout.modules.catalog.rules import passes_at
from turnout.modules.catalog.types import Offer, PassEvent, SeriesPass
from turnout.modules.events import api as events
from turnout.modules.series.api import show_series


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTicket:
    """A ticket type by which a pass can admit to an event."""

    component: ClassVar = "CatalogPassTicket"
    ticket_type_id: UUID
    name: str
    price_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassChoice(PassEvent):
    """An event of the series that a pass can admit to, and the ticket types to choose among."""

    component: ClassVar = "CatalogPassChoice"
    ticket_types: Annotated[Sequence[PassTicket], "Tickets for one person; empty: none yet."]

    @classmethod
    def of(cls, event: events.Event, tickets: Iterable[Offer]) -> "PassChoice":
        """The choice of an event and the offers of its plain tickets."""
        chosen = [
            PassTicket(
                ticket_type_id=each.ticket_type_id,
                name=each.name,
                price_minor=each.price.minor,
                currency=each.price.currency,
            )
            for each in tickets
        ]
        return from_attributes(cls, event, event_id=event.id, ticket_types=chosen)


def list_pass_choices(ctx: OrganizationContext, event_id: UUID) -> list[PassChoice]:
    """What a pass that this event sells can admit to: the plain tickets of its series' events.

    Events whose sale one may not change are left out; without a series there is nothing.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        series_id = events.get_event(tx, event_id).series_id
        if series_id is None:
            return []
        members = events.events_of_series(tx, series_id)
        mine = policies.editable_among(ctx, (each.id for each in members))
        tickets = queries.list_sold_as(tx, mine, SoldAs.TICKET)
        plain = [(owner, offer) for owner, offer in tickets if offer.places == 1]
        return [
            PassChoice.of(each, [offer for owner, offer in plain if owner == each.id])
            for each in members
            if each.id in mine
        ]


def require_pass(
    tx: Transaction, event_id: UUID, *, hosts: Sequence[UUID], parts: Mapping[UUID, int]
) -> None:
    """Refuse what is no pass of the event's series.

    A pass takes places of other events, so who makes it must be allowed to sell those too.
    """
    series_id = events.get_event(tx, event_id).series_id
    if series_id is None:
        raise Invalid(FieldError("/sold_as", "Only an event of a series sells passes."))
    members = [each.id for each in events.events_of_series(tx, series_id)]
    tickets = {
        offer.ticket_type_id: (member, offer)
        for member, offer in queries.list_sold_as(tx, members, SoldAs.TICKET)
    }
    ticket_type_validation.require_pass(event_id, hosts, parts, tickets=tickets)
    for part in parts:
        policies.require_can_edit(tx.ctx, tickets[part][0])


def list_passes(tx: Transaction, event_ids: Collection[UUID]) -> list[tuple[UUID, Offer]]:
    """(event that sells it, pass) in their order, hidden ones included; one statement."""
    return queries.list_sold_as(tx, event_ids, SoldAs.PASS)


def notify_passes(ctx: OrganizationContext, event_id: UUID, *, part: UUID | None = None) -> None:
    """Announce the passes of other events that admit to this one (or by this ticket type of it).

    What they are, and whether they can be bought, is another matter now.
    """
    with transaction(ctx) as tx:
        for seller, pass_id in queries.list_passes_to(tx, event_id, part=part):
            tx.publish(TicketTypeChanged(event_id=seller, ticket_type_id=pass_id))


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

    Four statements, however many events and passes, and one more where one has price rules.
    """
    shown = {each.id: each for each in events.events_of_series(tx, series_id) if _is_public(each)}
    sales = [(shown[event_id], offer) for event_id, offer in list_passes(tx, list(shown))]
    pools = {pool_id for _, offer in sales for pool_id in offer.pool_usage}
    left = remaining(tx, list(pools)) if pools else {}
    prices = prices_of(tx, [offer for _, offer in sales], tx.now)
    return passes_at(sales, left, prices=prices, at=tx.now, language=language)


def _is_public(event: events.Event) -> bool:
    return event.is_shown and event.visibility is events.Visibility.PUBLIC
