"""Moves: a confirmed order's tickets become another ticket type, of its event or of another one."""

from collections.abc import Mapping
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.forms import api as forms
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import hooks, queries
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.answers.rules import carry
from turnout.modules.orders.answers.types import CarriedAnswers
from turnout.modules.orders.cancellation.queries import (
    allotted_places,
    forget_allotments,
    list_sold,
)
from turnout.modules.orders.facts import OrderUpdated
from turnout.modules.orders.rules import summed
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets

BELOW = "/answers"


def list_sold_lines(tx: Transaction, order_id: UUID) -> list[SoldLine]:
    """The lines of an order as they stand, for modules above."""
    return list_sold(tx, order_id)


def move_line(tx: Transaction, order_id: UUID, line: SoldLine, to: catalog.Offer) -> None:
    """Make a plain line of a locked order one of another ticket type; SoldOut leaves all as it is.

    Its places are taken from the other pool and freed in its own under both locks. Attendees and
    valid tickets follow, codes stay valid, and what was paid stays what it was.
    """
    freed = line.draws_of(line.left)
    wanted = {to.pool_id: line.left}
    order = queries.find_order(tx, order_id)
    allotted = allotted_places(tx, order, {line.id: line.left})
    if freed != wanted or allotted:
        _exchange_places(tx, freed=freed, wanted=wanted, allotted=allotted)
    if allotted:
        forget_allotments(tx, [line.id])
    _rewrite_lines(tx, order_id, {line.ticket_type_id: to}, line_ids={line.id})
    tickets.change_type(
        tx, order_id, ticket_type_id=line.ticket_type_id, to_ticket_type_id=to.ticket_type_id
    )
    event_id = queries.get_summary(tx, order_id).event_id
    tx.publish(OrderUpdated(order_id=order_id, event_id=event_id))


def move_to_event(
    tx: Transaction, order_id: UUID, event_id: UUID, *, to: Mapping[UUID, catalog.Offer]
) -> CarriedAnswers:
    """Make a locked order one of another event; `to` has what each of its ticket types becomes.

    Places are taken there and freed here under all their locks; SoldOut leaves all as it is.
    Attendees and answers follow, valid tickets are issued anew with other codes, and what was
    paid stays what it was.
    """
    lines = [each for each in list_sold(tx, order_id) if each.left]
    freed = summed(each.draws_of(each.left) for each in lines)
    wanted = summed({to[each.ticket_type_id].pool_id: each.left} for each in lines)
    order = queries.find_order(tx, order_id)
    allotted = allotted_places(tx, order)
    _exchange_places(tx, freed=freed, wanted=wanted, allotted=allotted)
    if allotted:
        forget_allotments(tx, [each.id for each in lines])
    order.event_id = event_id
    _rewrite_lines(tx, order_id, to, line_ids={each.id for each in lines})
    carried = _carry_answers(tx, order_id, event_id)
    hooks.tickets_voided(tx, order_id)
    types = {each: offer.ticket_type_id for each, offer in to.items()}
    tickets.move_to_event(tx, order_id, event_id, ticket_types=types)
    tx.publish(OrderUpdated(order_id=order_id, event_id=event_id))
    return carried


def _exchange_places(
    tx: Transaction,
    *,
    freed: Mapping[UUID, int],
    wanted: Mapping[UUID, int],
    allotted: Mapping[UUID, int],
) -> None:
    inventory.lock_pools(tx, [*freed, *wanted])
    inventory.take(tx, wanted)
    inventory.restock(tx, freed, allotted=allotted)


def _rewrite_lines(
    tx: Transaction, order_id: UUID, to: Mapping[UUID, catalog.Offer], *, line_ids: set[UUID]
) -> None:
    """Let these lines and their attendees be of the other types."""
    for row in queries.list_lines(tx, order_id):
        if row.id in line_ids:
            offer = to[row.ticket_type_id]
            row.ticket_type_id, row.pool_id, row.name = (
                offer.ticket_type_id, offer.pool_id, offer.name,
            )  # fmt: skip
            row.draws = None
            row.seats = row.seats if offer.places == 0 else None
    for attendee in queries.list_attendees(tx, order_id):
        if attendee.ticket_type_id in to:
            attendee.ticket_type_id = to[attendee.ticket_type_id].ticket_type_id
    tx.flush()


def _carry_answers(tx: Transaction, order_id: UUID, event_id: UUID) -> CarriedAnswers:
    """Keep the answers that the other event asks for too; the files of the rest go soon."""
    found = stored.list_answers(tx, order_id)
    version_id = forms.find_version_id(tx, event_id)
    form = forms.Form() if version_id is None else forms.get_form(tx, version_id)
    every = [each.ticket_type_id for each in queries.list_lines(tx, order_id)]
    subjects = [(None, forms.Scope.ORDER, every, BELOW)] + [
        (each.id, forms.Scope.ATTENDEE, [each.ticket_type_id], f"/attendees/{index}{BELOW}")
        for index, each in enumerate(queries.list_attendees(tx, order_id))
    ]
    kept, dropped = 0, []
    for attendee_id, scope, types, below in subjects:
        known = found.get(attendee_id)
        if known is None:
            continue
        before = forms.get_form(tx, known.form_version_id)
        answers = carry(before, form, known.answers, scope=scope, ticket_type_ids=types)
        kept += len(answers)
        dropped += [f"{below}/{key}" for key in known.answers if key not in answers]
        if version_id is not None:
            stored.save(tx, order_id, attendee_id, form_version_id=version_id, answers=answers)
    if version_id is None and found:
        stored.delete_answers_of_order(tx, order_id)
    if dropped:
        stored.look_at_files(tx, order_id)
    return CarriedAnswers(kept=kept, dropped=dropped)
