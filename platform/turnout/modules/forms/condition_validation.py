"""Whether a condition can be judged: it refers to earlier questions, in words that fit them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.modules.forms.definition import CHOICES, MOMENTS, TEXTS, Condition, Question, Type
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
    return _checked(condition, earlier, place, depth=1)


def _size(condition: Any) -> int:
    if isinstance(condition, Mapping):
        return 1 + sum(_size(each) for each in condition.values())
    return sum(_size(each) for each in condition) if isinstance(condition, list) else 0


def _checked(condition: Any, earlier: Earlier, place: str, *, depth: int) -> Checked:
    if depth > DEEPEST:
        return condition, [FieldError(place, f"Conditions nest at most {DEEPEST} deep.")]
    if not isinstance(condition, Mapping):
        return {}, [FieldError(place, "A condition is an object.")]
    if set(condition) == {"not"}:
        inner, faults = _checked(condition["not"], earlier, f"{place}/not", depth=depth + 1)
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
        _checked(each, earlier, f"{place}/{index}", depth=depth + 1)
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
    """One value as the question would keep it; its limits do not matter here."""
    if question.type == Type.MULTIPLE_CHOICE:
        return raw, isinstance(raw, str) and any(raw == each.value for each in question.options)
    free = replace(question, minimum=None, maximum=None, minimum_length=None, pattern=None)
    value, faults = clean(free, raw)
    return value, value is not None and not faults
