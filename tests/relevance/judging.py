"""Grades of talks for a query, by the rules of README.md: from what the talks say alone."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.relevance.talks import Talk, all_talks

HERE = Path(__file__).parent
LABELS = HERE / "judgements.json"
OFTEN = 3
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuery:
    text: str
    language: str
    kind: str
    is_held_out: bool
    need: Mapping[str, Any]
    """What is meant: `about`, `speaker`, `room` or `talks`."""


@cache
def all_queries() -> tuple[LabelledQuery, ...]:
    tuned = _read("queries.toml", is_held_out=False)
    return (*tuned, *_read("held_out.toml", is_held_out=True))


def _read(name: str, *, is_held_out: bool) -> list[LabelledQuery]:
    stated = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return [
        LabelledQuery(
            text=each.pop("text"),
            language=each.pop("language", "en"),
            kind=kind,
            is_held_out=is_held_out,
            need=each,
        )
        for kind, queries in stated.items()
        for each in queries
    ]


@cache
def subjects() -> Mapping[str, Sequence[str]]:
    """The words that each subject goes by."""
    found: Mapping[str, Sequence[str]] = tomllib.loads(
        (HERE / "subjects.toml").read_text(encoding="utf-8")
    )
    return found


def grades_of(query: LabelledQuery) -> dict[str, int]:
    """Talk → 1, 2 or 3; what is not named has no relevance."""
    graded = {talk.id: _grade(query.need, talk) for talk in all_talks()}
    return {talk_id: grade for talk_id, grade in graded.items() if grade}


def _grade(need: Mapping[str, Any], talk: Talk) -> int:
    if "talks" in need:
        return 3 if talk.id in need["talks"] else 0
    if "speaker" in need:
        return 3 if any(_has(person, need["speaker"]) for person in talk.persons) else 0
    if "room" in need:
        return 3 if _has(talk.room, need["room"]) else 0
    grades = [_grade_about(subject, talk) for subject in need["about"]]
    return sum(grades) // len(grades) if all(grades) else 0


def _grade_about(subject: str, talk: Talk) -> int:
    names = subjects().get(subject, [subject])
    if any(_has(talk.title, name) for name in names):
        return 3
    if any(_has(text, name) for text in (talk.subtitle, talk.track) for name in names):
        return 2
    times = sum(_count(talk.abstract, name) for name in names)
    return 2 if times >= OFTEN else min(times, 1)


def _has(text: str, phrase: str) -> bool:
    return _count(text, phrase) > 0


def _count(text: str, phrase: str) -> int:
    return _folded(text).count(_folded(phrase))


@cache
def _folded(text: str) -> str:
    """Words in lower case without marks, a blank around each."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return "".join(f" {word} " for word in WORD.findall(kept))


def labels() -> dict[str, dict[str, int]]:
    """What is kept beside this file: query → talk → grade."""
    kept: dict[str, dict[str, int]] = json.loads(LABELS.read_text(encoding="utf-8"))
    return kept


def judge(queries: Iterable[LabelledQuery]) -> dict[str, dict[str, int]]:
    return {each.text: grades_of(each) for each in queries}


def write_labels() -> None:
    """Judge all queries anew: `python -m tests.relevance.judging`."""
    lines = (
        f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(grades)}"
        for text, grades in judge(all_queries()).items()
    )
    LABELS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write_labels()
