"""Attendee updates after the purchase: names, addresses and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.orders import policies
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.answers import service as answers_service
from turnout.modules.orders.answers.rules import Given
from turnout.modules.orders.errors import ChangesClosed, TicketPassedOn
from turnout.modules.orders.facts import OrderAttendeeChanged
from turnout.modules.orders.models import Order, OrderAttendee, OrderState
from turnout.modules.orders.queries import orders
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.service import applicable_terms
from turnout.modules.orders.types import AttendeeView
from turnout.modules.tickets import api as tickets

BELOW = "/answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttendee:
    """Who comes instead. Answers are for the questions that the event asks now."""

    name: str
    email: str = ""
    answers: Given | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeUpdate:
    """None leaves a field as it is; of the answers only those named change, None takes one away."""

    name: str | None = None
    email: str | None = None
    answers: Mapping[str, Any] | None = None


def update_attendee(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    attendee_id: UUID,
    changes: AttendeeUpdate,
) -> AttendeeView:
    """Correct an attendee of a confirmed order; their tickets bear the new name with the old code.

    For buyers until the event's deadline, and never for a ticket that they passed on. Answers are
    judged by the version of the form that asked them.
    """
    policies.require_can_change(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        order = orders.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        attendee = orders.get_attendee(tx, order_id, attendee_id)
        every = _tickets_of(tx, order, attendee_id)
        mine = [each for each in every if not (is_buyer and each.is_transferred)]
        if every and not mine:
            raise TicketPassedOn
        return _update(tx, order, attendee, changes=changes, mine=mine, is_free=not is_buyer)


def update_attendee_of_ticket(
    tx: Transaction, ticket: tickets.Ticket, changes: AttendeeUpdate
) -> AttendeeView:
    """Correct the attendee of a transferred ticket for its holder. The order is locked already.

    Of one ticket of a pass only the holder's name changes: its attendee is somebody else.
    """
    order = orders.find_order(tx, ticket.reference)
    attendee = orders.get_attendee(tx, order.id, ticket.attendee_id)
    if not attendee_has_other_tickets(tx, ticket):
        return _update(tx, order, attendee, changes=changes, mine=[ticket], is_free=False)
    _require_open(tx, order, ticket.event_id)
    renamed = tickets.rename(
        tx,
        ticket.id,
        holder_name=changes.name or ticket.holder_name,
        holder_email=changes.email or ticket.holder_email,
    )
    return AttendeeView(
        id=attendee.id,
        ticket_type_id=ticket.ticket_type_id,
        name=renamed.holder_name,
        email=renamed.holder_email,
    )


def replace_attendee(
    tx: Transaction, order_id: UUID, attendee_id: UUID, *, new: NewAttendee
) -> None:
    """Give an attendee's place to somebody else, with their own answers. The order is locked."""
    order = orders.find_order(tx, order_id)
    attendee = orders.get_attendee(tx, order_id, attendee_id)
    attendee.name, attendee.email = new.name, new.email
    stored.delete_answers(tx, attendee.id)
    save_answers(tx, order, attendee, given=new.answers or {}, is_new=True)


def answers_of_attendee(tx: Transaction, order_id: UUID, attendee_id: UUID) -> dict[str, Any]:
    """What an attendee answered; nothing where nothing was asked."""
    given = stored.list_answers(tx, order_id).get(attendee_id)
    return given[1] if given else {}


def form_of_attendee(
    tx: Transaction, order_id: UUID, attendee_id: UUID
) -> tuple[forms.Form, dict[str, Any]] | None:
    """The questions that an attendee answered, or is asked now, with the answers; None: nothing.

    For who has asked whether they may see them.
    """
    order = orders.find_order(tx, order_id)
    known = stored.list_answers(tx, order_id).get(attendee_id)
    version_id = known[0] if known else forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return None
    return forms.get_form(tx, version_id), known[1] if known else {}


def attendee_has_other_tickets(tx: Transaction, ticket: tickets.Ticket) -> bool:
    """Whether its attendee has further valid tickets: one of a pass passed on by itself."""
    every = tickets.list_of(tx, ticket.reference)
    return any(
        each.is_valid and each.id != ticket.id and each.attendee_id == ticket.attendee_id
        for each in every
    )


def save_answers(
    tx: Transaction, order: Order, attendee: OrderAttendee, *, given: Given, is_new: bool
) -> None:
    """Judge and keep; Invalid names what is wrong, and what is still missing.

    `is_new` asks what the event asks now; else the version that was answered before goes on.
    """
    known = None if is_new else stored.list_answers(tx, order.id).get(attendee.id)
    version_id = known[0] if known else forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return answer_rules.require_nothing(given, below=BELOW)
    form = forms.get_form(tx, version_id)
    merged = {**(known[1] if known else {}), **given}
    whole = {key: value for key, value in merged.items() if value is not None}
    types = [attendee.ticket_type_id]
    judged = answer_rules.validate(form, whole, scope=forms.Scope.ATTENDEE, ticket_type_ids=types)
    cleaned = answer_rules.stored_answers(judged, below=BELOW)
    if judged.missing:
        raise Invalid(*(forms.field_error(fault, below=BELOW) for fault in judged.missing))
    answers_service.require_files_of_order(tx, order, form, cleaned, below=BELOW)
    if not (cleaned or known):
        return None
    return stored.save(tx, order.id, attendee.id, form_version_id=version_id, answers=cleaned)


def _update(
    tx: Transaction,
    order: Order,
    attendee: OrderAttendee,
    *,
    changes: AttendeeUpdate,
    mine: list[tickets.Ticket],
    is_free: bool,
) -> AttendeeView:
    if order.state != OrderState.CONFIRMED or not mine:
        raise ChangesClosed
    for each in mine if not is_free else ():
        _require_open(tx, order, each.event_id)
    if changes.name is not None:
        attendee.name = changes.name
    if changes.email is not None:
        attendee.email = changes.email
    if changes.answers is not None:
        save_answers(tx, order, attendee, given=changes.answers, is_new=False)
    tx.flush()
    for each in mine:
        tickets.rename(
            tx,
            each.id,
            holder_name=attendee.name,
            holder_email=attendee.email or order.buyer_email,
        )
    tx.publish(
        OrderAttendeeChanged(order_id=order.id, event_id=order.event_id, attendee_id=attendee.id)
    )
    given = stored.list_answers(tx, order.id).get(attendee.id)
    return AttendeeView(
        id=attendee.id,
        ticket_type_id=attendee.ticket_type_id,
        name=attendee.name,
        email=attendee.email,
        answers=given[1] if given else {},
    )


def _tickets_of(tx: Transaction, order: Order, attendee_id: UUID) -> list[tickets.Ticket]:
    return [
        each
        for each in tickets.list_of(tx, order.id)
        if each.is_valid and each.attendee_id == attendee_id
    ]


def _require_open(tx: Transaction, order: Order, event_id: UUID) -> None:
    event = events.get_event(tx, event_id)
    closes_at = applicable_terms(tx, order).changes_close_at(event.starts_at)
    if not terms_rules.is_open(closes_at, tx.now):
        raise ChangesClosed
