"""Copies of what an event sells and asks, for a copy of the event."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog.models import TicketType
from turnout.modules.catalog.offers import Offer
from turnout.modules.catalog.queries import forms
from turnout.modules.catalog.queries import ticket_types as queries

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
        queries.save(tx, TicketType(**columns))
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


def copy_form(
    tx: Transaction, from_event_id: UUID, to_event_id: UUID, *, ticket_types: Ids
) -> None:
    """Ask the same in the copy, unless it asks something already.

    A question for ticket types that were not copied is asked of everybody.
    """
    source = forms.find_current(tx, from_event_id)
    if source is None or forms.lock_form(tx, to_event_id) is not None:
        return
    known = {str(old): str(new) for old, new in ticket_types.items()}
    questions = [_for_copy(each, known) for each in source.definition["questions"]]
    forms.add_version(tx, to_event_id, {**source.definition, "questions": questions}, form=None)


def _for_copy(question: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    kept = [known[each] for each in question.get("ticket_type_ids") or () if each in known]
    rest = {name: value for name, value in question.items() if name != "ticket_type_ids"}
    return {**rest, "ticket_type_ids": kept} if kept else rest
