r"""Patterns that organizers write for short texts: a small, safe part of regular expressions.

A pattern is a row of signs and classes, each with a number of times: `[A-Z]{2}-\d{4,6}[a-z]?`.
There are no groups, alternatives or endless repetitions, and matching takes time that grows with
the length of text and pattern only; it is our own matcher, the same in both languages.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MOST_ATOMS: Final = 60
MOST_TIMES: Final = 100
SPECIAL: Final = frozenset("[](){}?*+.|^$\\")
DIGITS: Final = "0123456789"
TIMES: Final = re.compile(r"\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}")


class BadPattern(ValueError):
    """What is wrong with a pattern, for its author."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Signs of which one stands at each place, `least` to `most` times."""

    signs: frozenset[str]
    least: int
    most: int


@lru_cache(maxsize=1000)
def parse(pattern: str) -> tuple[Atom, ...]:
    """Read a pattern, or BadPattern."""
    atoms: list[Atom] = []
    place = 0
    while place < len(pattern):
        signs, place = _signs(pattern, place)
        least, most, place = _times(pattern, place)
        atoms.append(Atom(signs, least, most))
        if len(atoms) > MOST_ATOMS:
            raise BadPattern(f"A pattern has at most {MOST_ATOMS} parts.")
    return tuple(atoms)


def _signs(pattern: str, place: int) -> tuple[frozenset[str], int]:
    sign = pattern[place]
    if sign == "[":
        return _class(pattern, place + 1)
    if sign == "\\":
        return _escaped(pattern, place)
    if sign in SPECIAL:
        raise BadPattern(f"Write \\{sign} for the sign {sign}.")
    return frozenset(_plain(sign)), place + 1


def _plain(sign: str) -> str:
    if not " " <= sign <= "~":
        raise BadPattern("A pattern is written in plain ASCII signs.")
    return sign


def _escaped(pattern: str, place: int) -> tuple[frozenset[str], int]:
    sign = pattern[place + 1 : place + 2]
    if sign == "d":
        return frozenset(DIGITS), place + 2
    if sign in SPECIAL or sign in {"-", "/"}:
        return frozenset(sign), place + 2
    raise BadPattern("A backslash stands before a special sign, or as \\d for a digit.")


def _class(pattern: str, place: int) -> tuple[frozenset[str], int]:
    signs: set[str] = set()
    while place < len(pattern) and pattern[place] != "]":
        if pattern[place] in "[^":
            raise BadPattern("Inside brackets write [ and ^ with a backslash.")
        first, place = _member(pattern, place)
        if pattern[place : place + 1] == "-" and pattern[place + 1 : place + 2] not in ("", "]"):
            last, place = _member(pattern, place + 1)
            if len(first) > 1 or len(last) > 1 or min(first) > min(last):
                raise BadPattern("A range in brackets runs from a lower to a higher sign.")
            signs.update(map(chr, range(ord(min(first)), ord(min(last)) + 1)))
        else:
            signs |= first
    if place >= len(pattern) or not signs:
        raise BadPattern("A bracket is not closed, or is empty.")
    return frozenset(signs), place + 1


def _member(pattern: str, place: int) -> tuple[frozenset[str], int]:
    if pattern[place] == "\\":
        return _escaped(pattern, place)
    return frozenset(_plain(pattern[place])), place + 1


def _times(pattern: str, place: int) -> tuple[int, int, int]:
    if pattern[place : place + 1] == "?":
        return 0, 1, place + 1
    if pattern[place : place + 1] != "{":
        return 1, 1, place
    found = TIMES.match(pattern, place)
    if found is None:
        raise BadPattern("Write {3} or {2,5} for a number of times.")
    least = int(found[1])
    most = int(found[2]) if found[2] is not None else least
    if not (least <= most and 1 <= most <= MOST_TIMES):
        raise BadPattern(f"A number of times goes from low to high, up to {MOST_TIMES}.")
    return least, most, found.end()


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits the pattern."""
    size = len(text)
    reached = [True] + [False] * size
    for atom in parse(pattern):
        reached = _after(atom, text, reached)
    return reached[size]


def _after(atom: Atom, text: str, reached: list[bool]) -> list[bool]:
    """Where one can stand behind an atom: some place before, and only its signs in between."""
    before = [0]
    for flag in reached:
        before.append(before[-1] + flag)
    run_start = 0
    after = [False] * len(reached)
    for end in range(len(reached)):
        if end and text[end - 1] not in atom.signs:
            run_start = end
        low, high = max(end - atom.most, run_start), end - atom.least
        after[end] = high >= low and before[high + 1] - before[low] > 0
    return after
