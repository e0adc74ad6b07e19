"""Evaluation of answers: which questions are asked, what is wrong, what is kept. Pure."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.modules.forms.types import (
    MISSING,
    Condition,
    Evaluation,
    Fault,
    Form,
    Question,
    Scope,
    Type,
)
from turnout.modules.forms.values import clean

Answers = Mapping[str, Any]


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; an unanswered question fails every comparison with it."""
    if "all" in condition:
        return all(holds(each, answers) for each in condition["all"])
    if "any" in condition:
        return any(holds(each, answers) for each in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    key = condition["question"]
    if condition["is"] == "answered":
        return key in answers
    return key in answers and _compare(condition["is"], answers[key], condition["value"])


def _compare(word: str, answer: Any, value: Any) -> bool:
    if word == "equals":
        return _same(answer, value)
    if word == "in":
        return any(_same(answer, each) for each in value)
    if word == "contains":
        return value in answer
    step = compare(answer, value)
    return {
        "greater": step > 0,
        "less": step < 0,
        "at_least": step >= 0,
        "at_most": step <= 0,
    }[word]


def _same(answer: Any, value: Any) -> bool:
    return type(answer) is type(value) and bool(answer == value)


def compare(answer: str, value: str) -> int:
    """Numbers by their size; dates and times are written so that their text sorts."""
    if "-" in answer[1:] or ":" in answer:
        return (answer > value) - (answer < value)
    left, right = Decimal(answer), Decimal(value)
    return (left > right) - (left < right)


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


WORDS: Final = {
    "required": "Please answer this question.",
    "wrong-type": "This answer has another type than the question.",
    "invalid-character": "This has a sign that cannot be kept.",
    "pattern": "This does not have the form that is asked for.",
    "too-short": "This is too short.",
    "too-long": "This is too long.",
    "not-a-number": "Please enter a number, such as 12 or 12.5, as a text.",
    "too-many-decimals": "Please enter fewer digits after the point.",
    "too-small": "This is less than is allowed.",
    "too-large": "This is more than is allowed.",
    "not-an-option": "Please choose one of the options.",
    "repeated": "Please choose each option once.",
    "too-few": "Please choose more.",
    "too-many": "Please choose fewer.",
    "not-a-date": "Please enter a date, as 2026-05-31.",
    "not-a-time": "Please enter a time, as 09:30.",
    "not-a-date-time": "Please enter a date and a time, as 2026-05-31T09:30.",
    "too-early": "This is earlier than is allowed.",
    "too-late": "This is later than is allowed.",
    "not-an-email": "Please enter a valid email address.",
    "not-a-phone": "Please enter a valid phone number with its country code.",
    "not-a-url": "Please enter an address that starts with https://.",
    "not-a-country": "Please give two capital letters (ISO 3166-1).",
    "not-a-file": "Please give the id of a file.",
    "unknown-member": "An address has no such part.",
    "unknown-question": "This is not asked.",
}


def field_error(fault: Fault, *, below: str) -> FieldError:
    """The fault as part of a refusal; `below` is where the answers stand in the request."""
    return FieldError(f"{below}{fault.pointer}", WORDS[fault.code], fault.code)
