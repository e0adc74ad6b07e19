"""The list of cities: read on first use, kept as two blocks of text and looked through by halves.

All the names, folded and sorted, are one text: six thousand cities with forty thousand names take
few megabytes and no object each.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from turnout.places.types import City
from turnout.search_words.texts import words

LIST: Final = "cities.txt"
AFTER_ALL: Final = "\U0010ffff"


class Cities:
    """Cities by number (the largest is 0) and the numbers of cities by name."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        self._lines = [line.encode() for line in lines]
        said = sorted(
            (name, number) for number, line in enumerate(lines) for name in _names_of(line)
        )
        self._text = "".join(name for name, _ in said)
        self._numbers = array("H", (number for _, number in said))
        ends = array("I", [0])
        for name, _ in said:
            ends.append(ends[-1] + len(name))
        self._ends = ends

    def __len__(self) -> int:
        return len(self._lines)

    def city(self, number: int) -> City:
        return _read(self._lines[number].decode())

    def name(self, at: int) -> str:
        """The name at a place of the sorted list."""
        return self._text[self._ends[at] : self._ends[at + 1]]

    def span(self, beginning: str, low: int = 0, high: int | None = None) -> tuple[int, int]:
        """Where the names stand that begin so, among those from `low` to below `high`."""
        high = len(self._numbers) if high is None else high
        first = bisect_left(range(high), beginning, lo=low, key=self.name)
        return first, bisect_left(range(high), beginning + AFTER_ALL, lo=first, key=self.name)

    def named(self, name: str) -> list[int]:
        """The numbers of cities that have the name, the largest first."""
        return sorted(set(self._named(name)))

    def beginning(self, beginning: str) -> list[int]:
        """The numbers of cities of which a name begins so, the largest first."""
        first, last = self.span(beginning)
        return sorted(set(self._numbers[first:last]))

    def has(self, name: str) -> bool:
        return next(self._named(name), None) is not None

    def _named(self, name: str) -> Iterator[int]:
        at = bisect_left(range(len(self._numbers)), name, key=self.name)
        while at < len(self._numbers) and self.name(at) == name:
            yield self._numbers[at]
            at += 1


@lru_cache(maxsize=1)
def all_cities() -> Cities:
    return Cities((files("turnout.places") / LIST).read_text(encoding="utf-8"))


def folded(name: str) -> str:
    """The name as the list has it: its words without case and marks."""
    return " ".join(words(name))


def _read(line: str) -> City:
    city_id, country, latitude, longitude, name, names, aliases = line.split("\t")
    said = (each.partition(" ") for each in names.split("|") if each)
    return City(
        id=int(city_id),
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        name=name,
        names={tag: other for tag, _, other in said},
        aliases=tuple(filter(None, aliases.split("|"))),
    )


def _names_of(line: str) -> set[str]:
    city = _read(line)
    return {*map(folded, city.spellings), *city.aliases} - {""}
