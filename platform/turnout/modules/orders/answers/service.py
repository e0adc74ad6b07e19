"""Answers to a form: validate, save, name missing ones; answer files; attendee updates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.orders import policies, queries, rules
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.answers.rules import LOOK_AFTER, MOST_FILES, Given, Retention
from turnout.modules.orders.answers.types import RemovedAnswers, SentFile
from turnout.modules.orders.checkout.rules import AttendeeInput
from turnout.modules.orders.errors import (
    ChangesClosed,
    FileInAnswer,
    NoFileAsked,
    TicketPassedOn,
    TooManyFiles,
)
from turnout.modules.orders.facts import OrderAttendeeChanged
from turnout.modules.orders.models import OrderAttendeeRow, OrderRow, OrderState
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service.holds import require_not_expired
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.service import applicable_terms
from turnout.modules.orders.types import OrderAttendee
from turnout.modules.tickets import api as tickets

ORDER, ATTENDEE = forms.Scope.ORDER, forms.Scope.ATTENDEE
Subject = tuple[UUID | None, forms.Scope, list[UUID], str]
"""Attendee (None: the order), scope, ticket types, and where its answers stand."""
LINK_SECONDS = 600
BELOW = "/answers"


def save_order_answers(tx: Transaction, order: OrderRow, given: Given) -> None:
    """Judge by the form that is asked now, and keep; Invalid names what is wrong."""
    version_id = forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return answer_rules.require_nothing(given, below=BELOW)
    subject = (None, ORDER, _types(tx, order), BELOW)
    return _save(tx, order, subject, version_id=version_id, given=given)


def save_attendee_answers(
    tx: Transaction,
    order: OrderRow,
    guests: Sequence[AttendeeInput],
    given: Sequence[Given],
    *,
    ids: Sequence[UUID],
) -> None:
    """Validate and save the answers of each attendee, in the order of `guests`."""
    if not any(given):
        return
    version_id = forms.find_version_id(tx, order.event_id)
    for index, (guest, each, attendee_id) in enumerate(zip(guests, given, ids, strict=True)):
        below = f"/attendees/{index}/answers"
        if version_id is None:
            answer_rules.require_nothing(each, below=below)
        else:
            subject = (attendee_id, ATTENDEE, [guest.ticket_type_id], below)
            _save(tx, order, subject, version_id=version_id, given=each)


def remove_answers(
    tx: Transaction, order_ids: Sequence[UUID], *, by: stored.QuestionField, value: str
) -> RemovedAnswers:
    """Take the answers to a question, or to all of a type, out of orders, with the files they name.

    The other answers stay; nobody is asked again.
    """
    rows = stored.remove_answers(tx, order_ids, by=by, value=value)
    named = [each for _, file_ids in rows for each in file_ids if each]
    gone = stored.delete_files(tx, order_ids, named)
    for file_id in gone[1::2]:
        files.discard(tx, file_id)
    return RemovedAnswers(
        count=sum(len(keys) for keys, _ in rows),
        questions=sorted({key for keys, _ in rows for key in keys}),
        ids=gone,
        file_count=len(gone) // 2,
    )


def answer_placed(
    tx: Transaction, order_id: UUID, given: Given, *, of_attendees: Mapping[UUID, Given]
) -> None:
    """Keep answers that came with an order that is confirmed already; Invalid names what is wrong.

    What is missing may follow. For who has asked whether they may.
    """
    order = queries.find_order(tx, order_id)
    if given:
        save_order_answers(tx, order, given)
    rows = [each for each in queries.list_attendees(tx, order_id) if each.id in of_attendees]
    save_attendee_answers(
        tx,
        order,
        [AttendeeInput(each.ticket_type_id, each.name) for each in rows],
        [of_attendees[each.id] for each in rows],
        ids=[each.id for each in rows],
    )


def _save(
    tx: Transaction, order: OrderRow, subject: Subject, *, version_id: UUID, given: Given
) -> None:
    attendee_id, scope, types, below = subject
    form = forms.get_form(tx, version_id)
    judged = answer_rules.validate(form, given, scope=scope, ticket_type_ids=types)
    cleaned = answer_rules.stored_answers(judged, below=below)
    require_files_of_order(tx, order, form, cleaned, below=below)
    stored.save(tx, order.id, attendee_id, form_version_id=version_id, answers=cleaned)


def missing_answers(tx: Transaction, order: OrderRow) -> list[str]:
    """Pointers to what is still to be answered, by the version that asked; [] when all is there."""
    current = forms.find_version_id(tx, order.event_id)
    found = stored.list_answers(tx, order.id)
    if current is None and not found:
        return []
    subjects: list[Subject] = [(None, ORDER, _types(tx, order), BELOW)]
    subjects += [
        (row.id, ATTENDEE, [row.ticket_type_id], f"/attendees/{index}/answers")
        for index, row in enumerate(queries.list_attendees(tx, order.id))
    ]
    pointers = []
    for attendee_id, scope, types, below in subjects:
        known = found.get(attendee_id)
        version_id = known.form_version_id if known else current
        if version_id is not None:
            form, given = forms.get_form(tx, version_id), known.answers if known else {}
            judged = answer_rules.validate(form, given, scope=scope, ticket_type_ids=types)
            pointers += [f"{below}{fault.pointer}" for fault in judged.missing]
    return pointers


def missing_answers_of(tx: Transaction, order_id: UUID) -> list[str]:
    """The same for modules above."""
    return missing_answers(tx, queries.find_order(tx, order_id))


def require_files_of_order(
    tx: Transaction, order: OrderRow, form: forms.Form, cleaned: Given, *, below: str
) -> None:
    """Invalid unless each file that answers was sent for this very order."""
    named = {key: cleaned[key] for key in answer_rules.file_questions(form) if key in cleaned}
    if not named:
        return
    sent = {str(each) for each in stored.list_file_ids(tx, order.id)}
    faults = [
        FieldError(f"{below}/{key}", "Please send this file for this order.", "not-a-file")
        for key, file_id in named.items()
        if file_id not in sent
    ]
    if faults:
        raise Invalid(*faults)


def _types(tx: Transaction, order: OrderRow) -> list[UUID]:
    return [line.ticket_type_id for line in queries.list_lines(tx, order.id)]


def add_file(ctx: TenantContext, order_id: UUID, upload: files.Upload) -> SentFile:
    """Take one file for an order that may still be changed; its id is the answer.

    Asked before the file is looked at, so that nobody makes us work in vain, and again in the
    transaction that keeps it.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = queries.find_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        _require_takes_files(tx, order)
    file = files.store_entrusted(ctx, upload, claim=partial(_claim, order_id))
    with transaction(ctx) as tx:
        [shared] = files.share_files(tx, [file.id], seconds=LINK_SECONDS)
    return SentFile.of(shared)


def list_files(ctx: TenantContext, order_id: UUID) -> list[SentFile]:
    """List an order's answer files with links that expire, for its buyer and who sees answers."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        policies.require_can_open(ctx, queries.find_order(tx, order_id).event_id)
        shared = files.share_files(tx, stored.list_file_ids(tx, order_id), seconds=LINK_SECONDS)
    return [SentFile.of(each) for each in shared]


def remove_file(ctx: TenantContext, order_id: UUID, *, file_id: UUID) -> None:
    """Take a file back while the order may be changed; FileInAnswer while an answer names it.

    The team also once it is confirmed: another file answers by then.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        row = stored.get_file(tx, order_id, file_id)
        _require_changeable(tx, order)
        if _is_named(tx, order_id, file_id):
            raise FileInAnswer
        stored.delete_file(tx, row)
        files.discard(tx, file_id)


def list_due_files(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, row) of files of which it should be asked what they are still for."""
    with transaction(ctx) as tx:
        return stored.list_due_files(tx, now=tx.now, limit=limit)


def sweep_file(ctx: OrganizationContext, row_id: UUID) -> Retention:
    """Remove the file of an order that came to nothing, or one that no answer names."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        row = stored.find_file(tx, row_id)
        if row is None or row.due_at is None or row.due_at > tx.now:
            return Retention.WAIT
        order = queries.lock_order(tx, row.order_id)
        chosen = answer_rules.retention_of(
            OrderState(order.state),
            ended_at=order.ended_at,
            was_confirmed=order.confirmed_at is not None,
            is_named=_is_named(tx, order.id, row.file_id),
            now=tx.now,
        )
        row.due_at = tx.now + LOOK_AFTER if chosen is Retention.WAIT else None
        if chosen is Retention.REMOVE:
            file_id = row.file_id
            stored.delete_file(tx, row)
            files.discard(tx, file_id)
        return chosen


def _claim(order_id: UUID, tx: Transaction, file_id: UUID) -> None:
    order = queries.lock_order(tx, order_id)
    _require_takes_files(tx, order)
    stored.add_file(tx, order_id, file_id, due_at=tx.now + LOOK_AFTER)


def _require_takes_files(tx: Transaction, order: OrderRow) -> None:
    _require_changeable(tx, order)
    version_id = forms.find_version_id(tx, order.event_id)
    if version_id is None or not answer_rules.file_questions(forms.get_form(tx, version_id)):
        raise NoFileAsked
    if len(stored.list_file_ids(tx, order.id)) >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def _require_changeable(tx: Transaction, order: OrderRow) -> None:
    """Buyers send files until they have bought; the team corrects those of confirmed orders."""
    if order.state == OrderState.CONFIRMED and isinstance(tx.ctx, OrganizationContext):
        return
    require_not_expired(order)
    rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)


def _is_named(tx: Transaction, order_id: UUID, file_id: UUID) -> bool:
    given = stored.list_answers(tx, order_id).values()
    return any(str(file_id) in each.answers.values() for each in given)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttendee:
    """The person who takes over an attendee; answers are to the questions asked now."""

    name: str
    email: str = ""
    answers: Given | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeUpdate:
    """None leaves a field as it is; of the answers only those named change, None takes one away."""

    name: str | None = None
    email: str | None = None
    answers: Given | None = None
    is_other_person: bool = False
    """Somebody else comes: nothing of the former person stays, and the old code admits nobody."""


def update_attendee(
    ctx: TenantContext,
    order_id: UUID,
    *,
    attendee_id: UUID,
    changes: AttendeeUpdate,
    version: int | None = None,
) -> OrderAttendee:
    """Correct an attendee of a confirmed order; their tickets bear the new name with the old code.

    For buyers until the event's deadline, and never for a ticket that they passed on. Answers are
    judged by the version of the form that asked them. Another person answers what is asked now,
    and comes in by a new code. `version` is the order's.
    """
    policies.require_can_change(ctx)
    is_buyer = isinstance(ctx, PublicContext)
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        queries.require_unchanged(tx, order_id, version)
        attendee = queries.get_attendee(tx, order_id, attendee_id)
        every = _tickets_of(tx, order_id, attendee_id)
        mine = [each for each in every if not (is_buyer and each.is_transferred)]
        is_passed_on = changes.is_other_person and any(each.is_transferred for each in every)
        if is_passed_on or (every and not mine):
            raise TicketPassedOn
        return _update(tx, order, attendee, changes=changes, mine=mine, is_free=not is_buyer)


def update_attendee_of_ticket(
    tx: Transaction, ticket: tickets.Ticket, changes: AttendeeUpdate
) -> OrderAttendee:
    """Correct the attendee of a transferred ticket for its holder. The order is locked already.

    Of one ticket of a pass only the holder's name changes: its attendee is somebody else.
    """
    order = queries.find_order(tx, ticket.reference)
    attendee = queries.get_attendee(tx, order.id, ticket.attendee_id)
    if not attendee_has_other_tickets(tx, ticket):
        return _update(tx, order, attendee, changes=changes, mine=[ticket], is_free=False)
    _require_changes_open(tx, order, ticket.event_id)
    renamed = tickets.rename(
        tx,
        ticket.id,
        holder_name=changes.name or ticket.holder_name,
        holder_email=changes.email or ticket.holder_email,
    )
    return OrderAttendee(
        id=attendee.id,
        ticket_type_id=ticket.ticket_type_id,
        name=renamed.holder_name,
        email=renamed.holder_email,
    )


def replace_attendee(
    tx: Transaction, order_id: UUID, attendee_id: UUID, *, new: NewAttendee
) -> None:
    """Give an attendee's place to somebody else, with their own answers. The order is locked."""
    order = queries.find_order(tx, order_id)
    attendee = queries.get_attendee(tx, order_id, attendee_id)
    attendee.name, attendee.email = new.name, new.email
    stored.delete_answers(tx, attendee.id)
    _update_answers(tx, order, attendee, given=new.answers or {}, is_new=True)


def answers_of_attendee(tx: Transaction, order_id: UUID, attendee_id: UUID) -> dict[str, Any]:
    """Return an attendee's answers, empty where nothing was asked."""
    known = stored.list_answers(tx, order_id).get(attendee_id)
    return known.answers if known else {}


def form_of_attendee(
    tx: Transaction, order_id: UUID, attendee_id: UUID
) -> tuple[forms.Form, dict[str, Any]] | None:
    """The questions that an attendee answered, or is asked now, with the answers; None: nothing.

    For who has asked whether they may see them.
    """
    order = queries.find_order(tx, order_id)
    known = stored.list_answers(tx, order_id).get(attendee_id)
    version_id = known.form_version_id if known else forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return None
    return forms.get_form(tx, version_id), known.answers if known else {}


def attendee_has_other_tickets(tx: Transaction, ticket: tickets.Ticket) -> bool:
    """Whether its attendee has further valid tickets: one of a pass passed on by itself."""
    every = _tickets_of(tx, ticket.reference, ticket.attendee_id)
    return any(each.id != ticket.id for each in every)


def _update_answers(
    tx: Transaction, order: OrderRow, attendee: OrderAttendeeRow, *, given: Given, is_new: bool
) -> None:
    """Judge and keep; Invalid names what is wrong, and what is still missing.

    `is_new` asks what the event asks now; else the version that was answered before goes on.
    """
    known = None if is_new else stored.list_answers(tx, order.id).get(attendee.id)
    version_id = known.form_version_id if known else forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return answer_rules.require_nothing(given, below=BELOW)
    form = forms.get_form(tx, version_id)
    merged = {**(known.answers if known else {}), **given}
    whole = {key: value for key, value in merged.items() if value is not None}
    types = [attendee.ticket_type_id]
    judged = answer_rules.validate(form, whole, scope=ATTENDEE, ticket_type_ids=types)
    cleaned = answer_rules.stored_answers(judged, below=BELOW)
    if judged.missing:
        raise Invalid(*(forms.field_error(fault, below=BELOW) for fault in judged.missing))
    require_files_of_order(tx, order, form, cleaned, below=BELOW)
    if not (cleaned or known):
        return None
    return stored.save(tx, order.id, attendee.id, form_version_id=version_id, answers=cleaned)


def _update(
    tx: Transaction,
    order: OrderRow,
    attendee: OrderAttendeeRow,
    *,
    changes: AttendeeUpdate,
    mine: list[tickets.Ticket],
    is_free: bool,
) -> OrderAttendee:
    if order.state != OrderState.CONFIRMED or not mine:
        raise ChangesClosed
    for each in mine if not is_free else ():
        _require_changes_open(tx, order, each.event_id)
    if changes.is_other_person:
        if changes.name is None:
            raise Invalid(FieldError("/name", "Say who comes instead."))
        new = NewAttendee(name=changes.name, email=changes.email or "", answers=changes.answers)
        replace_attendee(tx, order.id, attendee.id, new=new)
    else:
        _correct(tx, order, attendee, changes)
    tx.flush()
    email = attendee.email or order.buyer_email
    for each in mine:
        if (each.holder_name, each.holder_email) != (attendee.name, email):
            tickets.rename(tx, each.id, holder_name=attendee.name, holder_email=email)
    if changes.is_other_person:
        tickets.renew_codes(tx, order.id, [each.id for each in mine])
    tx.publish(
        OrderAttendeeChanged(order_id=order.id, event_id=order.event_id, attendee_id=attendee.id)
    )
    answers = answers_of_attendee(tx, order.id, attendee.id)
    return from_attributes(OrderAttendee, attendee, answers=answers)


def _correct(
    tx: Transaction, order: OrderRow, attendee: OrderAttendeeRow, changes: AttendeeUpdate
) -> None:
    if changes.name is not None:
        attendee.name = changes.name
    if changes.email is not None:
        attendee.email = changes.email
    if changes.answers is not None:
        _update_answers(tx, order, attendee, given=changes.answers, is_new=False)


def _tickets_of(tx: Transaction, order_id: UUID, attendee_id: UUID) -> list[tickets.Ticket]:
    every = tickets.list_of(tx, order_id)
    return [each for each in every if each.is_valid and each.attendee_id == attendee_id]


def _require_changes_open(tx: Transaction, order: OrderRow, event_id: UUID) -> None:
    event = events.get_event(tx, event_id)
    closes_at = applicable_terms(tx, order).changes_close_at(event.starts_at)
    if not terms_rules.is_open(closes_at, tx.now):
        raise ChangesClosed
