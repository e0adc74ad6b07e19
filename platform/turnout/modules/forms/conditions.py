"""Conditions between questions: whether one holds for the answers so far."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from turnout.modules.forms.definition import Condition

Answers = Mapping[str, Any]


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; of what was not answered only `answered` can be told."""
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
    step = order(answer, value)
    return {
        "greater": step > 0,
        "less": step < 0,
        "at_least": step >= 0,
        "at_most": step <= 0,
    }[word]


def _same(answer: Any, value: Any) -> bool:
    return type(answer) is type(value) and bool(answer == value)


def order(answer: str, value: str) -> int:
    """Numbers by their size; dates and times are written so that their text sorts."""
    if "-" in answer[1:] or ":" in answer:
        return (answer > value) - (answer < value)
    left, right = Decimal(answer), Decimal(value)
    return (left > right) - (left < right)
