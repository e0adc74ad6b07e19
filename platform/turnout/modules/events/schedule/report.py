"""What an import could not take as it stood: where, why, and what the file said there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

MAX_PROBLEMS = 1_000
MAX_VALUE = 200


class Effect(StrEnum):
    SKIPPED = "skipped"
    """The item is not in the programme."""
    CHANGED = "changed"
    """The item is there, without or with another form of this value."""
    NOTED = "noted"
    """Everything is there; somebody should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`reason` is a stable code, `detail` a sentence, `value` the file's text, cut to 200."""

    line: int
    place: str
    reason: str
    detail: str
    value: str
    effect: Effect


@dataclass(slots=True)
class Report:
    """Collects problems; keeps the first thousand and counts the rest."""

    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def add(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.left_out += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)


def excerpt(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= MAX_VALUE else flat[: MAX_VALUE - 1] + "…"
