"""Validation of a form that an organizer wrote: refused by its place, or tidied to be stored."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from turnout.kernel import codec
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.forms import pattern
from turnout.modules.forms.rules import compare
from turnout.modules.forms.types import (
    CHOICES,
    MOMENTS,
    TEXTS,
    Condition,
    Form,
    Question,
    Type,
    read_form,
)
from turnout.modules.forms.values import clean

DEEPEST: Final = 5
MOST_PARTS: Final = 50
COMPARED: Final = frozenset({Type.NUMBER, Type.RATING, *MOMENTS})
SAME: Final = frozenset(
    {Type.YES_NO, Type.EMAIL, Type.PHONE, Type.URL, Type.COUNTRY, *TEXTS, *COMPARED}
) | (CHOICES - {Type.MULTIPLE_CHOICE})
FITS: Final[Mapping[str, frozenset[Type]]] = {
    "equals": SAME,
    "in": SAME,
    "contains": TEXTS | {Type.MULTIPLE_CHOICE},
    "greater": COMPARED,
    "less": COMPARED,
    "at_least": COMPARED,
    "at_most": COMPARED,
}
"""The words of a comparison, and the types that they fit; `answered` fits all."""

Earlier = Mapping[str, Question]
Checked = tuple[Condition, list[FieldError]]


def checked_condition(condition: Condition, earlier: Earlier, place: str) -> Checked:
    """The condition with its values as answers have them, and what is wrong with it.

    Only earlier questions can be named, so no question depends on itself by any way round.
    """
    if _size(condition) > MOST_PARTS:
        return condition, [FieldError(place, f"A condition has at most {MOST_PARTS} parts.")]
    return _checked_condition(condition, earlier, place, depth=1)


def _size(condition: Any) -> int:
    if isinstance(condition, Mapping):
        return 1 + sum(_size(each) for each in condition.values())
    return sum(_size(each) for each in condition) if isinstance(condition, list) else 0


def _checked_condition(condition: Any, earlier: Earlier, place: str, *, depth: int) -> Checked:
    if depth > DEEPEST:
        return condition, [FieldError(place, f"Conditions nest at most {DEEPEST} deep.")]
    if not isinstance(condition, Mapping):
        return {}, [FieldError(place, "A condition is an object.")]
    if set(condition) == {"not"}:
        inner, faults = _checked_condition(
            condition["not"], earlier, f"{place}/not", depth=depth + 1
        )
        return {"not": inner}, faults
    for word in ("all", "any"):
        if set(condition) == {word}:
            return _checked_list(condition[word], earlier, f"{place}/{word}", depth=depth)
    return _checked_comparison(condition, earlier, place)


def _checked_list(parts: Any, earlier: Earlier, place: str, *, depth: int) -> Checked:
    word = place.rpartition("/")[2]
    if not isinstance(parts, list) or not parts:
        return {word: []}, [FieldError(place, "Give a list of conditions, at least one.")]
    found = [
        _checked_condition(each, earlier, f"{place}/{index}", depth=depth + 1)
        for index, each in enumerate(parts)
    ]
    return {word: [inner for inner, _ in found]}, [fault for _, wrong in found for fault in wrong]


def _checked_comparison(condition: Condition, earlier: Earlier, place: str) -> Checked:
    key, word = condition.get("question"), str(condition.get("is"))
    question = earlier.get(key) if isinstance(key, str) else None
    if question is None or question.type == Type.HEADING:
        says = "Name an earlier question that is asked in the same place."
        return condition, [FieldError(f"{place}/question", says)]
    if word == "answered":
        return _only({"question": key, "is": word}, condition, place)
    if word not in FITS or question.type not in FITS[word]:
        says = f"This does not fit a question of type {question.type}."
        return condition, [FieldError(f"{place}/is", says)]
    value, fits = _checked_value(question, word, condition.get("value"))
    if not fits:
        says = "This is no possible answer to that question."
        return condition, [FieldError(f"{place}/value", says)]
    return _only({"question": key, "is": word, "value": value}, condition, place)


def _only(tidy: Condition, given: Condition, place: str) -> Checked:
    unknown = [name for name in given if name not in tidy]
    return tidy, [FieldError(f"{place}/{name}", "This does not belong here.") for name in unknown]


def _checked_value(question: Question, word: str, raw: Any) -> tuple[Any, bool]:
    if word == "in":
        if not isinstance(raw, list) or not raw:
            return raw, False
        found = [_one(question, each) for each in raw]
        return [value for value, _ in found], all(fits for _, fits in found)
    return _one(question, raw)


def _one(question: Question, raw: Any) -> tuple[Any, bool]:
    """Clean a value that a condition compares with, whatever limits the question sets."""
    if question.type == Type.MULTIPLE_CHOICE:
        return raw, isinstance(raw, str) and any(raw == each.value for each in question.options)
    free = replace(question, minimum=None, maximum=None, minimum_length=None, pattern=None)
    value, faults = clean(free, raw)
    return value, value is not None and not faults


BELONGS: Final[Mapping[str, Collection[Type]]] = {
    "options": CHOICES,
    "minimum_length": TEXTS,
    "maximum_length": TEXTS,
    "pattern": {Type.SHORT_TEXT},
    "minimum": {Type.NUMBER, *MOMENTS},
    "maximum": {Type.NUMBER, *MOMENTS},
    "decimals": {Type.NUMBER},
    "minimum_choices": {Type.MULTIPLE_CHOICE},
    "maximum_choices": {Type.MULTIPLE_CHOICE},
    "steps": {Type.RATING},
    "text": {Type.CONSENT},
    "text_version": {Type.CONSENT},
}
"""Fields that only some types have."""
LONGEST_TEXT: Final = {Type.SHORT_TEXT: 1000, Type.LONG_TEXT: 10_000, Type.HIDDEN: 500}
Faults = list[FieldError]


def checked_form(
    definition: Mapping[str, Any], *, ticket_type_ids: Collection[str]
) -> dict[str, Any]:
    """The definition as it will be stored, or Invalid with every fault at its place.

    Limits and values of conditions come out in the form that answers have.
    """
    faults: Faults = []
    form = read_form(definition)
    questions: list[Question] = []
    for index, question in enumerate(form.questions):
        place = f"/questions/{index}"
        given = definition["questions"][index]
        earlier = {each.key: each for each in questions if each.scope == question.scope}
        if any(question.key == each.key for each in questions):
            faults.append(FieldError(f"{place}/key", "Another question has this key."))
        tidy = _tidied(question, place, faults)
        faults += _field_faults(tidy, given, place)
        faults += _text_faults(tidy, form, place)
        faults += _type_faults(tidy, place, ticket_type_ids)
        conditions: dict[str, Any] = {}
        for name in ("show_if", "require_if"):
            if getattr(tidy, name) is not None:
                wanted, place_of = getattr(tidy, name), f"{place}/{name}"
                conditions[name], wrong = checked_condition(wanted, earlier, place_of)
                faults += wrong
        tidy = replace(tidy, **conditions)
        questions.append(tidy)
    if faults:
        raise Invalid(*faults)
    return _without_blanks(replace(form, questions=tuple(questions)))


ALWAYS: Final = ("key", "type", "scope")


def _as_json(value: Any) -> Any:
    return codec.decode(msgspec.json.encode(value))


BLANK: Final[dict[str, Any]] = _as_json(Question(key="", type=Type.HEADING))


def _without_blanks(form: Form) -> dict[str, Any]:
    """As JSON, without what says nothing: equal forms are stored equally."""
    return {
        "language": form.language,
        "questions": [
            {
                name: value
                for name, value in _as_json(question).items()
                if name in ALWAYS or value != BLANK[name]
            }
            for question in form.questions
        ],
    }


def _tidied(question: Question, place: str, faults: Faults) -> Question:
    """Limits of numbers and moments in the form that answers have."""
    if question.type not in BELONGS["minimum"]:
        return question
    plain = replace(question, minimum=None, maximum=None)
    limits: dict[str, Any] = {"minimum": None, "maximum": None}
    for name in limits:
        given = getattr(question, name)
        value, wrong = clean(plain, given)
        if wrong:
            faults.append(FieldError(f"{place}/{name}", "This is no answer to this question."))
        limits[name] = value
    least, most = limits["minimum"], limits["maximum"]
    if least and most and compare(least, most) > 0:
        faults.append(FieldError(f"{place}/maximum", "The maximum lies below the minimum."))
    return replace(plain, **limits)


def _field_faults(question: Question, given: Mapping[str, Any], place: str) -> Faults:
    return [
        FieldError(f"{place}/{name}", f"A question of type {question.type} does not have this.")
        for name, types in BELONGS.items()
        if name in given and given[name] is not None and question.type not in types
    ]


def _text_faults(question: Question, form: Form, place: str) -> Faults:
    """Every text is there in the form's own language; others fall back to it."""
    faults: Faults = []
    says = f"Write this in the form's own language ({form.language})."
    if question.type != Type.HIDDEN and not question.label.get(form.language, "").strip():
        faults.append(FieldError(f"{place}/label", says, "missing"))
    if question.type == Type.CONSENT:
        if not question.text.get(form.language, "").strip():
            faults.append(FieldError(f"{place}/text", says, "missing"))
        if not question.text_version:
            says = "Number the text, so that it is known who agreed to what."
            faults.append(FieldError(f"{place}/text_version", says, "missing"))
    return faults


def _type_faults(question: Question, place: str, ticket_type_ids: Collection[str]) -> Faults:
    faults = [
        FieldError(f"{place}/ticket_type_ids/{index}", "This is no ticket type of the event.")
        for index, each in enumerate(question.ticket_type_ids or ())
        if each not in ticket_type_ids
    ]
    if question.type == Type.HEADING and (question.required or question.require_if is not None):
        faults.append(FieldError(f"{place}/required", "A heading cannot be answered."))
    if question.type in TEXTS:
        faults += _length_faults(question, place)
    if question.type in CHOICES:
        faults += _option_faults(question, place)
    return faults


def _length_faults(question: Question, place: str) -> Faults:
    faults: Faults = []
    least, most = question.minimum_length or 0, question.maximum_length
    limit = LONGEST_TEXT[question.type]
    if most is not None and most > limit:
        faults.append(FieldError(f"{place}/maximum_length", f"At most {limit} signs."))
    if least > (most or limit):
        says = "The least length lies above the greatest."
        faults.append(FieldError(f"{place}/minimum_length", says))
    if question.pattern is not None:
        try:
            pattern.parse(question.pattern)
        except pattern.BadPattern as error:
            faults.append(FieldError(f"{place}/pattern", str(error)))
    return faults


def _option_faults(question: Question, place: str) -> Faults:
    values = [option.value for option in question.options]
    if not values:
        return [FieldError(f"{place}/options", "Give at least one option.", "missing")]
    faults = [
        FieldError(f"{place}/options/{index}/value", "Another option has this value.")
        for index, value in enumerate(values)
        if value in values[:index]
    ]
    least, most = question.minimum_choices or 0, question.maximum_choices or len(values)
    if not least <= most <= len(values):
        says = "These numbers do not fit the number of options."
        faults.append(FieldError(f"{place}/maximum_choices", says))
    return faults
