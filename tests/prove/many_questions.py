"""What visitors ask of the public search over many events, kind by kind, and how long each takes.

`TURNOUT_EVENTS` says how many events there are (100,000 unless it does), `TURNOUT_QUERIES` how many
questions of each kind.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from tests.factories.many_events import CITIES, TICKETS, ManyEvents
from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import Circle, EventSearch
from turnout.modules.public_search.service import complete_speakers, suggest
from turnout.places.lookup import find_city

EVENTS: Final = int(os.environ.get("TURNOUT_EVENTS", "100000"))
ASKED: Final = int(os.environ.get("TURNOUT_QUERIES", "60"))
"""Of each kind; no two of a kind are the same."""

Ask = Callable[[], Any]


def say(text: str) -> None:
    sys.stdout.write(f"\n{text}")
    sys.stdout.flush()


class Queries:
    """What visitors ask, of the words that the events have; no two alike, and none of `but`."""

    def __init__(
        self, many: ManyEvents, *, seed: str = "asked", but: Collection[str] = frozenset()
    ) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.but, self.taken = but, set[str]()
        known = many.vocabulary
        self.titles = [each for each in known.talks if len(each.split()) > 2]
        words = {word for each in known.talks for word in each.split() if word.isalpha()}
        self.words = sorted(word for word in words if len(word) > 4)
        self.people = known.last_names
        self.firsts = known.first_names
        self.tracks = known.tracks

    def several(self, source: Sequence[str]) -> list[str]:
        known = [each for each in source if each not in self.but]
        found = self.chance.sample(known, min(ASKED, len(known)))
        self.taken.update(found)
        return found

    def kinds(self) -> dict[str, list[Ask]]:
        words, titles = self.several(self.words), self.several(self.titles)
        people = self.several(self.people)
        return {
            "one word": [_search(text=each, order="relevance") for each in words],
            "one word by date": [_search(text=each) for each in self.several(self.words)],
            "words of a title": [
                _search(text=" ".join(each.split()[:3]), order="relevance") for each in titles
            ],
            "mistyped": [_search(text=_mistyped(each), order="relevance") for each in words],
            "no words": [_search(order=each) for each in ("date", "price", "popularity") * 20],
            "filters": [_search(**each) for each in self._filters(ASKED)],
            "a word and filters": [
                _search(**each | {"text": word, "order": "relevance"})
                for word, each in zip(words, self._filters(ASKED), strict=False)
            ],
            "speaker": [_search(speaker=each) for each in people],
            "mistyped speaker": [_search(speaker=_mistyped(each)) for each in people],
            "ticket name": [
                _search(ticket_name=each.split()[0], text=word)
                for each, word in zip(TICKETS * 5, words, strict=False)
            ],
            "facets": [_facets(text=each) for each in words],
            "facets of filters": [_facets(**each) for each in self._filters(ASKED)],
            "map": [_map(text=each) for each in words],
            "completion": [_completed(each[:length]) for each in words for length in (2, 3, 5)],
            "speakers completed": [
                _speakers(each[:length]) for each in people for length in (2, 4)
            ],
        }

    def _filters(self, count: int) -> Iterator[dict[str, Any]]:
        for _ in range(count):
            yield self.chance.choice(
                (self._near, self._dated, self._tagged, self._priced, self._ticketed)
            )()

    def _near(self) -> dict[str, Any]:
        at = find_city(*self.chance.choice(CITIES))
        assert at is not None
        kilometres = self.chance.choice((10.0, 25.0, 100.0))
        near = Circle(latitude=at.latitude, longitude=at.longitude, kilometres=kilometres)
        return {"near": near, "order": self.chance.choice(("date", "distance"))}

    def _dated(self) -> dict[str, Any]:
        day = clock.now().date() + timedelta(days=self.chance.randrange(1, 600))
        return {"starts_from": day, "starts_until": day + timedelta(days=3)}

    def _tagged(self) -> dict[str, Any]:
        first = self.chance.choice(self.firsts).lower()
        return {"tags": (first,), "languages": ("de", "fr")}

    def _priced(self) -> dict[str, Any]:
        category = self.chance.choice(self.tracks)
        return {"categories": (category,), "most_minor": 5000, "currency": "EUR"}

    def _ticketed(self) -> dict[str, Any]:
        return {"ticket_kinds": ("free", "group"), "kinds": ("online",)}


def _search(**wanted: Any) -> Ask:
    wanted = {"order": "date"} | wanted
    return lambda: public_search.search(EventSearch(**wanted), PageRequest(limit=24))


def _facets(**wanted: Any) -> Ask:
    return lambda: public_search.facet_labels_of(EventSearch(**wanted))


def _map(**wanted: Any) -> Ask:
    return lambda: public_search.list_map_points(EventSearch(**wanted))


def _completed(typed: str) -> Ask:
    return lambda: suggest(typed)


def _speakers(typed: str) -> Ask:
    return lambda: complete_speakers(typed)


def _mistyped(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 : middle + 2] + word[middle] + word[middle + 2 :]


def measured(kinds: Mapping[str, Sequence[Ask]]) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of each kind, in milliseconds; each is asked once."""
    found = {}
    for kind, asked in kinds.items():
        took = []
        for ask in asked:
            began = time.perf_counter()
            ask()
            took.append((time.perf_counter() - began) * 1000)
        found[kind] = percentiles(took)
        say(f"{kind:24} {found[kind][0]:8.1f} {found[kind][1]:8.1f}")
    return found


def percentiles(took: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    in_order = sorted(took)
    return in_order[len(took) // 2], in_order[min(len(took) - 1, int(len(took) * 0.95))]


def late_among(figures: Mapping[str, tuple[float, float]], promised: Callable[[str], float]) -> str:
    """Name the kinds whose 95th percentile is above what is promised of them."""
    late = [kind for kind, (_, p95) in figures.items() if p95 > promised(kind)]
    shown = ", ".join(f"{kind} {p95:.0f}" for kind, (_, p95) in figures.items())
    return f"{shown}; later than promised: {', '.join(late) or 'none'}"
