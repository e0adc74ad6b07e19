"""Answers: which are missing or wrong by the form, and how long answer files are kept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.forms import api as forms
from turnout.modules.orders.models import OrderState

Given: TypeAlias = Mapping[str, Any]
"""Question key → answer, as it was sent or kept."""
MOST_FILES: Final = 20
MAX_FILE_BYTES: Final = 10_000_000
LOOK_AFTER: Final = timedelta(days=1)
"""So long after it was sent, and again and again, it is asked what became of the order."""
KEPT_AFTER: Final = timedelta(days=7)
"""A payment that comes late still finds the files of an order that had expired."""


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """Answers of an order or an attendee, by the version of the form that asked them."""

    form_version_id: UUID
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswers:
    """The same with whose they are; `attendee_name` is empty for answers of the whole order."""

    order_id: UUID
    order_number: str
    event_id: UUID
    attendee_id: UUID | None
    attendee_name: str
    form_version_id: UUID
    answers: dict[str, Any]


def validate(
    form: forms.Form, given: Given, *, scope: forms.Scope, ticket_type_ids: Sequence[UUID]
) -> forms.Evaluation:
    return forms.evaluate(
        form, given, scope=scope, ticket_type_ids=[str(each) for each in ticket_type_ids]
    )


def carry(
    before: forms.Form,
    form: forms.Form,
    given: Given,
    *,
    scope: forms.Scope,
    ticket_type_ids: Sequence[UUID],
) -> dict[str, Any]:
    """Return the answers that hold in another event's form: where it asks the same, and takes them.

    The same question has the same key and type; a consent also the same text.
    """
    former = {each.key: each for each in before.questions}
    asked = {
        each.key
        for each in form.questions
        if each.scope is scope and each.key in former and _is_same(former[each.key], each)
    }
    kept = {key: value for key, value in given.items() if key in asked}
    return validate(form, kept, scope=scope, ticket_type_ids=ticket_type_ids).cleaned


def _is_same(one: forms.Question, other: forms.Question) -> bool:
    return (one.type, one.text, one.text_version) == (other.type, other.text, other.text_version)


def are_needed(form: forms.Form, *, lines: Sequence[UUID], seats: Mapping[UUID, int]) -> bool:
    """Whether an order that answered nothing would still lack something."""
    subjects = [(forms.Scope.ORDER, list(lines))]
    subjects += [(forms.Scope.ATTENDEE, [type_id]) for type_id, number in seats.items() if number]
    return any(
        validate(form, {}, scope=scope, ticket_type_ids=ids).missing for scope, ids in subjects
    )


def stored_answers(evaluation: forms.Evaluation, *, below: str) -> dict[str, Any]:
    """Return the answers to store; Invalid names wrong ones, missing ones are no fault here."""
    if evaluation.wrong:
        faults = [forms.field_error(fault, below=below) for fault in evaluation.wrong]
        raise Invalid(*faults)
    return evaluation.cleaned


def require_nothing(given: Given, *, below: str) -> None:
    """Refuse answers where nothing is asked."""
    if given:
        raise Invalid(FieldError(below, "This event asks nothing.", "unknown-question"))


class Retention(StrEnum):
    WAIT = "wait"
    KEEP = "keep"
    REMOVE = "remove"


def retention_of(
    state: OrderState,
    *,
    ended_at: datetime | None,
    was_confirmed: bool,
    is_named: bool,
    now: datetime,
) -> Retention:
    """Decide whether a due answer file is kept, removed or waits; `is_named` by an answer."""
    if was_confirmed:
        return Retention.KEEP if is_named else Retention.REMOVE
    if state not in (OrderState.EXPIRED, OrderState.CANCELLED):
        return Retention.WAIT
    return (
        Retention.WAIT if ended_at is not None and now < ended_at + KEPT_AFTER else Retention.REMOVE
    )


def file_questions(form: forms.Form) -> list[str]:
    """Keys of the questions that are answered by a file."""
    return [each.key for each in form.questions if each.type is forms.QuestionType.FILE]
