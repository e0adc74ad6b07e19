"""Answers to an event's form: kept as far as they are right, asked for until all are there."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.orders import answers
from turnout.modules.orders.answers import Given
from turnout.modules.orders.models import Order
from turnout.modules.orders.queries import answering as queries
from turnout.modules.orders.queries import changing
from turnout.modules.orders.queries import files as sent_files
from turnout.modules.orders.rules import Guest
from turnout.modules.orders.sent_files import file_questions

ORDER, ATTENDEE = catalog.Scope.ORDER, catalog.Scope.ATTENDEE
Subject = tuple[UUID | None, catalog.Scope, list[UUID], str]
"""Attendee (None: the order), scope, ticket types, and where its answers stand."""


def save_of_order(tx: Transaction, order: Order, given: Given) -> None:
    """Judge by the form that is asked now, and keep; Invalid names what is wrong."""
    version_id = catalog.find_version_id(tx, order.event_id)
    if version_id is None:
        return answers.require_nothing(given, below="/answers")
    form = catalog.get_form(tx, version_id)
    judged = answers.judge(form, given, scope=ORDER, ticket_type_ids=_types(tx, order))
    cleaned = answers.kept(judged, below="/answers")
    require_sent(tx, order, form, cleaned, below="/answers")
    return queries.save(tx, order.id, None, form_version_id=version_id, answers=cleaned)


def save_of_attendees(
    tx: Transaction,
    order: Order,
    guests: Sequence[Guest],
    given: Sequence[Given],
    *,
    ids: Sequence[UUID],
) -> None:
    """The same for each attendee, in their order."""
    if not any(given):
        return
    version_id = catalog.find_version_id(tx, order.event_id)
    for index, (guest, each, attendee_id) in enumerate(zip(guests, given, ids, strict=True)):
        below = f"/attendees/{index}/answers"
        if version_id is None:
            answers.require_nothing(each, below=below)
            continue
        form = catalog.get_form(tx, version_id)
        types = [guest.ticket_type_id]
        judged = answers.judge(form, each, scope=ATTENDEE, ticket_type_ids=types)
        cleaned = answers.kept(judged, below=below)
        require_sent(tx, order, form, cleaned, below=below)
        queries.save(tx, order.id, attendee_id, form_version_id=version_id, answers=cleaned)


def missing(tx: Transaction, order: Order) -> list[str]:
    """Pointers to what is still to be answered, by the version that asked; [] when all is there."""
    current = catalog.find_version_id(tx, order.event_id)
    found = queries.list_answers(tx, order.id)
    if current is None and not found:
        return []
    subjects: list[Subject] = [(None, ORDER, _types(tx, order), "/answers")]
    subjects += [
        (row.id, ATTENDEE, [row.ticket_type_id], f"/attendees/{index}/answers")
        for index, row in enumerate(changing.list_attendees(tx, order.id))
    ]
    pointers = []
    for attendee_id, scope, types, below in subjects:
        version_id, given = found.get(attendee_id, (current, {}))
        if version_id is not None:
            form = catalog.get_form(tx, version_id)
            judged = answers.judge(form, given, scope=scope, ticket_type_ids=types)
            pointers += [f"{below}{fault.pointer}" for fault in judged.missing]
    return pointers


def require_sent(
    tx: Transaction, order: Order, form: catalog.Form, cleaned: Given, *, below: str
) -> None:
    """Invalid unless each file that answers was sent for this very order."""
    named = {key: cleaned[key] for key in file_questions(form) if key in cleaned}
    if not named:
        return
    sent = {str(each) for each in sent_files.list_ids(tx, order.id)}
    faults = [
        FieldError(f"{below}/{key}", "Please send this file for this order.", "not-a-file")
        for key, file_id in named.items()
        if file_id not in sent
    ]
    if faults:
        raise Invalid(*faults)


def _types(tx: Transaction, order: Order) -> list[UUID]:
    return [line.ticket_type_id for line in changing.list_lines(tx, order.id)]
