"""The public search over as many events as are asked for, kind by kind, by PostgreSQL.

`TURNOUT_EVENTS` says how many (100,000 unless it does), `TURNOUT_QUERIES` how many questions of each
kind. What takes longer than is promised is named; docs/why/benchmarks.md has figures.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.factories.many_events import CITIES, TICKETS, ManyEvents, fill_events
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import Circle, EventSearch
from turnout.modules.public_search.service import complete_speakers, suggest
from turnout.places.lookup import find_city

EVENTS: Final = int(os.environ.get("TURNOUT_EVENTS", "100000"))
ASKED: Final = int(os.environ.get("TURNOUT_QUERIES", "60"))
"""Of each kind; no two of a kind are the same."""
PROMISED_MS: Final = 150.0
PROMISED_COMPLETION_MS: Final = 50.0
MOST_MS: Final = 2_000.0
"""Above which no visitor waits any more."""
COMPLETIONS: Final = ("completion", "speakers completed")

Ask = Callable[[], Any]


@pytest.fixture(scope="module")
def many(app: Any, running: Any, postgres: Any, database_name: str) -> Iterator[ManyEvents]:
    began = time.monotonic()
    made = fill_events(postgres.superuser_url(database_name), count=EVENTS)
    _say(f"{EVENTS:,} events written in {time.monotonic() - began:.0f} s")
    yield made
    made.remove()


def _say(text: str) -> None:
    sys.stdout.write(f"\n{text}")
    sys.stdout.flush()


class Queries:
    """What visitors ask, of the words that the events have; no two alike."""

    def __init__(self, many: ManyEvents) -> None:
        self.chance = random.Random("asked")  # noqa: S311 - no secret
        known = many.vocabulary
        self.titles = [each for each in known.talks if len(each.split()) > 2]
        words = {word for each in known.talks for word in each.split() if word.isalpha()}
        self.words = sorted(word for word in words if len(word) > 4)
        self.people = known.last_names
        self.firsts = known.first_names
        self.tracks = known.tracks

    def several(self, source: Sequence[str]) -> list[str]:
        return self.chance.sample(list(source), min(ASKED, len(source)))

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
        took.sort()
        found[kind] = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.95))]
        _say(f"{kind:24} {found[kind][0]:8.1f} {found[kind][1]:8.1f}")
    return found


def test_each_kind_of_question_is_answered(many: ManyEvents) -> None:
    figures = measured(Queries(many).kinds())
    shown = ", ".join(f"{kind} {p95:.0f}" for kind, (_, p95) in figures.items())
    late = [
        kind
        for kind, (_, p95) in figures.items()
        if p95 > (PROMISED_COMPLETION_MS if kind in COMPLETIONS else PROMISED_MS)
    ]
    told = f"{shown}; later than promised: {', '.join(late) or 'none'}"
    record_result(f"p95 in ms of the public search over {EVENTS:,} events", told)
    _say(told)
    if not is_busy():
        assert max(p95 for _, p95 in figures.values()) < MOST_MS, shown
