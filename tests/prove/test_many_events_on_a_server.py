"""The public search over as many events as are asked for, kind by kind, by a real search server.

The index is filled by the product's own rebuild, once alone and once while it is searched.
`TURNOUT_SEARCH_HEAP` gives the server memory for many events; docs/why/benchmarks.md has figures.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.factories.many_events import ManyEvents, fill_events
from tests.factories.search import JOB, set_search
from tests.prove import search_servers
from tests.prove.counts import is_busy
from tests.prove.many_questions import EVENTS, Queries, late_among, measured, say
from tests.prove.results import record_result
from tests.prove.search_servers import SearchServer
from turnout.kernel import clock
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.modules.search_index import api as search_index
from turnout.modules.search_index.types import BuildState

PROMISED_MS: Final = 50.0
MOST_MS: Final = 2_000.0
"""Above which no visitor waits any more."""
WARM_UPS: Final = 3
"""A server compiles what it often does; after the first round a question may take twice its time."""
PARTS: Final = max(1, EVENTS // 500_000)
"""Of the index, as an operator would have it: one for each half a million events."""
PAUSE_SECONDS: Final = 0.2
"""Between two searches while the index is rebuilt."""


@pytest.fixture(scope="module")
def many(app: Any, running: Any, postgres: Any, database_name: str) -> Iterator[ManyEvents]:
    made = fill_events(postgres.superuser_url(database_name), count=EVENTS)
    yield made
    made.remove()


@pytest.fixture(scope="module", params=["opensearch", "elasticsearch"])
def server(
    request: Any, many: ManyEvents, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchServer]:
    started = (
        search_servers.opensearch(tmp_path_factory.mktemp("server"))
        if request.param == "opensearch"
        else search_servers.elasticsearch()
    )
    with started as server, set_search(request.param, {**server.settings, "shards": PARTS}):
        _rebuilt(f"{server.name} filled, nobody searching")
        say(f"the index takes {server.stored_bytes() / 1e6:,.0f} MB")
        yield server


def _rebuilt(how: str) -> None:
    began = time.monotonic()
    [build] = search_index.rebuild(JOB)
    seconds = time.monotonic() - began
    assert (build.state, build.copied) == (BuildState.SERVING, EVENTS)
    told = f"{EVENTS:,} events in {seconds:.0f} s, {EVENTS / seconds:.0f} a second"
    record_result(f"A search index of many events, {how}", told)
    say(f"{how}: {told}")


class Searches:
    """One search again and again, and how many events each finds; None where the server does not.

    A search that PostgreSQL answers counts to a thousand; the word is one that fewer events have
    than a server counts.
    """

    def __init__(self) -> None:
        # None of what it finds is over before the rebuild is.
        later = clock.now().date() + timedelta(days=2)
        self.asked = EventSearch(text="filesystems", order="relevance", starts_from=later)
        self.counts = [self._count()]
        self.slowest = 0.0
        self._over = threading.Event()

    def _count(self) -> int | None:
        found = public_search.facet_labels_of(self.asked)
        return None if found.is_total_least else found.total

    def _go_on(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            began = time.monotonic()
            self.counts.append(self._count())
            self.slowest = max(self.slowest, time.monotonic() - began)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        asking = threading.Thread(target=self._go_on)
        asking.start()
        try:
            yield
        finally:
            self._over.set()
            asking.join()


def test_each_kind_of_question_is_answered_by_the_server(
    server: SearchServer, many: ManyEvents
) -> None:
    queries = Queries(many)
    asked = queries.kinds()
    for number in range(WARM_UPS):
        say(f"to warm up, {number + 1}, by words that are not asked for later")
        measured(Queries(many, seed=f"to warm up {number}", but=queries.taken).kinds())
    say(f"asked of {server.name}")
    figures = measured(asked)
    told = late_among(figures, lambda _: PROMISED_MS)
    record_result(f"p95 in ms of the public search over {EVENTS:,} events on {server.name}", told)
    say(told)
    if not is_busy():
        assert max(p95 for _, p95 in figures.values()) < MOST_MS, told


def test_a_rebuild_of_many_events_is_seen_by_no_search(server: SearchServer) -> None:
    searches = Searches()
    with searches.going_on():
        _rebuilt(f"{server.name} rebuilt, searches going on")
    assert set(searches.counts) == {searches.counts[0]}
    assert searches.counts[0], "the server answers, and finds some"
    shown = f"{len(searches.counts)} searches found {searches.counts[0]:,} events each"
    told = f"{shown}, the slowest in {searches.slowest * 1000:.0f} ms"
    record_result(f"{server.name} while its index of {EVENTS:,} events is rebuilt", told)
    say(told)
