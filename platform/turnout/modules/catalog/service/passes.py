"""Passes: the events of a series that one admits to, and the passes that events sell."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import policies, queries, ticket_type_validation
from turnout.modules.catalog.facts import TicketTypeChanged
from turnout.modules.catalog.models import SoldAs
from turnout.modules.catalog.types import Offer
from turnout.modules.events import api as events

NO_SERIES = "Only an event of a series sells passes."


def require_pass(
    tx: Transaction, event_id: UUID, *, hosts: Sequence[UUID], parts: Mapping[UUID, int]
) -> None:
    """Refuse what is no pass of the event's series.

    A pass takes places of other events, so who makes it must be allowed to sell those too.
    """
    series_id = events.get_event(tx, event_id).series_id
    if series_id is None:
        raise Invalid(FieldError("/sold_as", NO_SERIES))
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
