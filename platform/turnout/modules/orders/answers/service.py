"""Answers to an event's form: validate and save them, name missing ones, take answer files."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.files import api as files
from turnout.modules.forms import api as forms
from turnout.modules.orders import policies, rules
from turnout.modules.orders.answers import queries
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.answers.rules import (
    LOOK_AFTER,
    MOST_FILES,
    Given,
    Retention,
    file_questions,
    retention_of,
)
from turnout.modules.orders.checkout.rules import AttendeeInput
from turnout.modules.orders.errors import FileInAnswer, NoFileAsked, TooManyFiles
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.queries import orders
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service.transitions import require_not_expired

ORDER, ATTENDEE = forms.Scope.ORDER, forms.Scope.ATTENDEE
Subject = tuple[UUID | None, forms.Scope, list[UUID], str]
"""Attendee (None: the order), scope, ticket types, and where its answers stand."""


def save_order_answers(tx: Transaction, order: Order, given: Given) -> None:
    """Judge by the form that is asked now, and keep; Invalid names what is wrong."""
    version_id = forms.find_version_id(tx, order.event_id)
    if version_id is None:
        return answer_rules.require_nothing(given, below="/answers")
    form = forms.get_form(tx, version_id)
    judged = answer_rules.validate(form, given, scope=ORDER, ticket_type_ids=_types(tx, order))
    cleaned = answer_rules.stored_answers(judged, below="/answers")
    require_files_of_order(tx, order, form, cleaned, below="/answers")
    return queries.save(tx, order.id, None, form_version_id=version_id, answers=cleaned)


def save_attendee_answers(
    tx: Transaction,
    order: Order,
    guests: Sequence[AttendeeInput],
    given: Sequence[Given],
    *,
    ids: Sequence[UUID],
) -> None:
    """The same for each attendee, in their order."""
    if not any(given):
        return
    version_id = forms.find_version_id(tx, order.event_id)
    for index, (guest, each, attendee_id) in enumerate(zip(guests, given, ids, strict=True)):
        below = f"/attendees/{index}/answers"
        if version_id is None:
            answer_rules.require_nothing(each, below=below)
            continue
        form = forms.get_form(tx, version_id)
        types = [guest.ticket_type_id]
        judged = answer_rules.validate(form, each, scope=ATTENDEE, ticket_type_ids=types)
        cleaned = answer_rules.stored_answers(judged, below=below)
        require_files_of_order(tx, order, form, cleaned, below=below)
        queries.save(tx, order.id, attendee_id, form_version_id=version_id, answers=cleaned)


def missing_answers(tx: Transaction, order: Order) -> list[str]:
    """Pointers to what is still to be answered, by the version that asked; [] when all is there."""
    current = forms.find_version_id(tx, order.event_id)
    found = queries.list_answers(tx, order.id)
    if current is None and not found:
        return []
    subjects: list[Subject] = [(None, ORDER, _types(tx, order), "/answers")]
    subjects += [
        (row.id, ATTENDEE, [row.ticket_type_id], f"/attendees/{index}/answers")
        for index, row in enumerate(orders.list_attendees(tx, order.id))
    ]
    pointers = []
    for attendee_id, scope, types, below in subjects:
        version_id, given = found.get(attendee_id, (current, {}))
        if version_id is not None:
            form = forms.get_form(tx, version_id)
            judged = answer_rules.validate(form, given, scope=scope, ticket_type_ids=types)
            pointers += [f"{below}{fault.pointer}" for fault in judged.missing]
    return pointers


def require_files_of_order(
    tx: Transaction, order: Order, form: forms.Form, cleaned: Given, *, below: str
) -> None:
    """Invalid unless each file that answers was sent for this very order."""
    named = {key: cleaned[key] for key in file_questions(form) if key in cleaned}
    if not named:
        return
    sent = {str(each) for each in queries.list_file_ids(tx, order.id)}
    faults = [
        FieldError(f"{below}/{key}", "Please send this file for this order.", "not-a-file")
        for key, file_id in named.items()
        if file_id not in sent
    ]
    if faults:
        raise Invalid(*faults)


def _types(tx: Transaction, order: Order) -> list[UUID]:
    return [line.ticket_type_id for line in orders.list_lines(tx, order.id)]


LINK_SECONDS = 600


def add_file(
    ctx: PublicContext | OrganizationContext, order_id: UUID, upload: files.Upload
) -> files.SharedFile:
    """Take one file for an order that may still be changed; its id is the answer.

    Asked before the file is looked at, so that nobody makes us work in vain, and again in the
    transaction that keeps it.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = orders.find_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        _require_open(tx, order)
    file = files.store_entrusted(ctx, upload, claim=partial(_claim, order_id))
    with transaction(ctx) as tx:
        [lent] = files.share_files(tx, [file.id], seconds=LINK_SECONDS)
    return lent


def list_files(ctx: PublicContext | OrganizationContext, order_id: UUID) -> list[files.SharedFile]:
    """What was sent for an order, with links that lapse: for its buyer, and who sees answers."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        policies.require_can_open(ctx, orders.find_order(tx, order_id).event_id)
        return files.share_files(tx, queries.list_file_ids(tx, order_id), seconds=LINK_SECONDS)


def remove_file(ctx: PublicContext | OrganizationContext, order_id: UUID, *, file_id: UUID) -> None:
    """Take a file back while the order may be changed; FileInAnswer while an answer names it."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = orders.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        row = queries.get_file(tx, order_id, file_id)
        _require_changeable(order)
        if _is_named(tx, order_id, file_id):
            raise FileInAnswer
        queries.delete_file(tx, row)
        files.discard(tx, file_id)


def list_due_files(ctx: SystemContext, *, limit: int = 500) -> list[tuple[UUID, UUID]]:
    """(organization, row) of files of which it should be asked what they are still for."""
    with transaction(ctx) as tx:
        return queries.list_due_files(tx, now=tx.now, limit=limit)


def sweep_file(ctx: OrganizationContext, row_id: UUID) -> Retention:
    """Remove the file of an order that came to nothing, or one that no answer names."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find_file(tx, row_id)
        if row is None or row.due_at is None or row.due_at > tx.now:
            return Retention.WAIT
        order = orders.lock_order(tx, row.order_id)
        chosen = retention_of(
            OrderState(order.state),
            ended_at=order.ended_at,
            was_confirmed=order.confirmed_at is not None,
            is_named=_is_named(tx, order.id, row.file_id),
            now=tx.now,
        )
        row.due_at = tx.now + LOOK_AFTER if chosen is Retention.WAIT else None
        if chosen is Retention.REMOVE:
            file_id = row.file_id
            queries.delete_file(tx, row)
            files.discard(tx, file_id)
        return chosen


def _claim(order_id: UUID, tx: Transaction, file_id: UUID) -> None:
    order = orders.lock_order(tx, order_id)
    _require_open(tx, order)
    queries.add_file(tx, order_id, file_id, due_at=tx.now + LOOK_AFTER)


def _require_open(tx: Transaction, order: Order) -> None:
    _require_changeable(order)
    version_id = forms.find_version_id(tx, order.event_id)
    if version_id is None or not file_questions(forms.get_form(tx, version_id)):
        raise NoFileAsked
    if len(queries.list_file_ids(tx, order.id)) >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def _require_changeable(order: Order) -> None:
    require_not_expired(order)
    rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)


def _is_named(tx: Transaction, order_id: UUID, file_id: UUID) -> bool:
    given = queries.list_answers(tx, order_id).values()
    return any(str(file_id) in answers.values() for _, answers in given)
