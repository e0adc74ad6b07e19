"""Copies of ticket types for the copy of their event."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import queries
from turnout.modules.catalog.models import TicketTypeRow
from turnout.modules.catalog.types import Offer

Ids = dict[UUID, UUID]
"""From the old event's to the copy's."""


def copy_ticket_types(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    *,
    pools: Mapping[UUID, UUID],
    moved: Callable[[datetime], datetime],
) -> Ids:
    """Copy what is not archived, with its relations; `moved` says when a sale window opens now.

    A name that the copy has already is taken for the same ticket type. Passes stay behind: they
    sell places of the series' other events.
    """
    there = {each.name: each.ticket_type_id for each in queries.list_offers(tx, to_event_id)}
    offers = [each for each in queries.list_offers(tx, from_event_id) if not each.is_pass]
    ids = {each.ticket_type_id: there.get(each.name) or new_id() for each in offers}
    new = [each for each in offers if each.name not in there]
    for offer in new:
        columns = queries.columns_of(tx, offer.ticket_type_id)
        for name in ("sales_start_at", "sales_end_at"):
            columns[name] = columns[name] and moved(columns[name])
        columns |= {
            "id": ids[offer.ticket_type_id],
            "event_id": to_event_id,
            "pool_id": pools[offer.pool_id],
            "version": 1,
        }
        queries.save(tx, TicketTypeRow(**columns))
    for offer in new:
        _copy_relations(tx, offer, ids)
    return ids


def _copy_relations(tx: Transaction, offer: Offer, ids: Ids) -> None:
    queries.replace_relations(
        tx,
        ids[offer.ticket_type_id],
        hosts=[ids[host] for host in offer.requires_ticket_types if host in ids],
        parts={
            ids[part.ticket_type_id]: part.quantity
            for part in offer.parts
            if part.ticket_type_id in ids
        },
    )
