"""What a form makes of answers: which questions are asked, what is wrong, what is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from turnout.modules.forms.conditions import holds
from turnout.modules.forms.definition import Form, Question, Scope, Type
from turnout.modules.forms.values import clean


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`pointer` is a JSON Pointer into the answers; the words for `code` are the reader's."""

    pointer: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Cleaned answers hold only what was asked, answered and right."""

    visible: tuple[str, ...]
    required: tuple[str, ...]
    faults: tuple[Fault, ...]
    cleaned: dict[str, Any]

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """Faults of what was answered; answers that are merely missing may still come."""
        return tuple(fault for fault in self.faults if fault.code != MISSING)

    @property
    def missing(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.code == MISSING)


MISSING = "required"


def evaluate(
    form: Form,
    answers: Mapping[str, Any],
    *,
    scope: Scope,
    ticket_type_ids: Collection[str],
) -> Evaluation:
    """Ask the questions of a scope in their order; each sees the answers before it.

    `ticket_type_ids` is what the order holds, or the one ticket type of the attendee. An answer
    to a question that is not asked any more is dropped; one to no question is a fault.
    """
    visible: list[str] = []
    required: list[str] = []
    faults: list[Fault] = []
    cleaned: dict[str, Any] = {}
    asked = [question for question in form.questions if question.scope == scope]
    for question in asked:
        if not _is_visible(question, cleaned, ticket_type_ids):
            continue
        visible.append(question.key)
        if question.type == Type.HEADING:
            continue
        needed = question.required or _holds(question, cleaned)
        if needed:
            required.append(question.key)
        value, found = clean(question, answers.get(question.key))
        faults += [Fault(f"/{question.key}{place}", code) for place, code in found]
        if value is not None:
            cleaned[question.key] = value
        elif needed and not found:
            faults.append(Fault(f"/{question.key}", MISSING))
    known = {question.key for question in asked}
    faults += [Fault(f"/{escaped(key)}", "unknown-question") for key in answers if key not in known]
    return Evaluation(
        visible=tuple(visible), required=tuple(required), faults=tuple(faults), cleaned=cleaned
    )


def _is_visible(
    question: Question, cleaned: Mapping[str, Any], ticket_type_ids: Collection[str]
) -> bool:
    wanted = question.ticket_type_ids
    if wanted is not None and not any(each in wanted for each in ticket_type_ids):
        return False
    return question.show_if is None or holds(question.show_if, cleaned)


def _holds(question: Question, cleaned: Mapping[str, Any]) -> bool:
    return question.require_if is not None and holds(question.require_if, cleaned)


def escaped(key: str) -> str:
    """A key as a part of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
