"""Put right what orders say of a person: their name everywhere, or one written answer.

For who has asked whether it may be, and has proof of the person's address. Invoices and what was
printed or sent stay as they are.
"""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import NotFound
from turnout.modules.forms import api as forms
from turnout.modules.orders import queries
from turnout.modules.orders.answers import queries as stored
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.facts import OrderAttendeeChanged, OrderUpdated
from turnout.modules.orders.models import OrderRow
from turnout.modules.orders.rectifications.queries import (
    list_own_places,
    rename_attendees,
    rename_buyer,
)
from turnout.modules.orders.rectifications.types import AnswerPlace, CorrectableAnswer
from turnout.modules.tickets import api as tickets

MOST_PLACES: Final = 500
BELOW: Final = "/answers"


def correct_name(tx: Transaction, email: str, name: str) -> int:
    """Write a name on the orders, places and valid tickets of an address; how many rows changed.

    A guest for whom the buyer gave no address keeps their own name.
    """
    renamed = rename_buyer(tx, email, name)
    places = rename_attendees(tx, email, name, renamed=renamed)
    mine = {attendee_id for _, _, attendee_id in places}
    theirs = [
        each
        for each in tickets.list_held(tx, email)
        if each.is_valid
        and each.holder_name != name
        and (each.is_transferred or each.attendee_id in mine)
    ]
    for each in theirs:
        tickets.rename(tx, each.id, holder_name=name, holder_email=each.holder_email)
    for order_id, event_id, attendee_id in places:
        tx.publish(
            OrderAttendeeChanged(order_id=order_id, event_id=event_id, attendee_id=attendee_id)
        )
    for order in renamed:
        tx.publish(OrderUpdated(order_id=order.order_id, event_id=order.event_id))
    return len(renamed) + len(places) + len(theirs)


def list_correctable_answers(tx: Transaction, email: str) -> list[CorrectableAnswer]:
    """Written answers on an address's confirmed orders, each with its question as it was asked."""
    mine = list_own_places(tx, email, limit=MOST_PLACES)
    found = []
    for given in stored.list_answers_of_orders(tx, sorted({order_id for order_id, _ in mine})):
        if (given.order_id, given.attendee_id) not in mine:
            continue
        form = forms.get_form(tx, given.form_version_id)
        for each in form.questions:
            answer = given.answers.get(each.key)
            if isinstance(answer, str) and _is_written(each):
                found.append(
                    CorrectableAnswer(
                        order_id=given.order_id,
                        order_number=given.order_number,
                        event_id=given.event_id,
                        attendee_id=given.attendee_id,
                        attendee_name=given.attendee_name,
                        question=each.key,
                        label=forms.text_in(each.label, form.language, language=form.language),
                        answer=answer,
                    )
                )
    return found


def require_answer_fits(tx: Transaction, place: AnswerPlace, answer: str) -> None:
    """Invalid unless the question takes the answer; NotFound where nothing was answered."""
    _judged(tx, queries.find_order(tx, place.order_id), place, answer)


def correct_answer(tx: Transaction, place: AnswerPlace, answer: str) -> None:
    """Put another answer in the place of one; judged by the version of the form that asked it."""
    order = queries.lock_order(tx, place.order_id)
    version_id, cleaned = _judged(tx, order, place, answer)
    stored.save(tx, order.id, place.attendee_id, form_version_id=version_id, answers=cleaned)
    if place.attendee_id is None:
        tx.publish(OrderUpdated(order_id=order.id, event_id=order.event_id))
    else:
        tx.publish(
            OrderAttendeeChanged(
                order_id=order.id, event_id=order.event_id, attendee_id=place.attendee_id
            )
        )


def _judged(
    tx: Transaction, order: OrderRow, place: AnswerPlace, answer: str
) -> tuple[UUID, dict[str, Any]]:
    known = stored.list_answers(tx, order.id).get(place.attendee_id)
    if known is None or place.question not in known.answers:
        raise NotFound
    form = forms.get_form(tx, known.form_version_id)
    if place.attendee_id is None:
        scope = forms.Scope.ORDER
        types = [line.ticket_type_id for line in queries.list_lines(tx, order.id)]
    else:
        scope = forms.Scope.ATTENDEE
        types = [queries.get_attendee(tx, order.id, place.attendee_id).ticket_type_id]
    whole = {**known.answers, place.question: answer}
    judged = answer_rules.validate(form, whole, scope=scope, ticket_type_ids=types)
    return known.form_version_id, answer_rules.stored_answers(judged, below=BELOW)


def _is_written(question: forms.Question) -> bool:
    """Whether the answer is a text of the person's own, neither chosen nor a file."""
    return not question.options and question.type is not forms.QuestionType.FILE
