"""The index equals the database after a search server was killed under load, and while it is rebuilt.

On real servers of both families; each is killed as a machine that loses its power.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.factories.events import make_published_event
from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.factories.search import JOB, forget_circuits, set_search
from tests.factories.work import drain
from tests.prove import search_servers
from tests.prove.counts import SEED
from tests.prove.results import record_result
from tests.prove.search_servers import SearchServer
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.discovery.service import index
from turnout.modules.events import api as events
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.modules.search_index import api as search_index
from turnout.modules.search_index.types import BuildState

EVENTS = 60
LOAD_SECONDS = 20.0
AWAY_SECONDS = 5.0
SETTLE_SECONDS = 120.0


@pytest.fixture(params=["opensearch", "elasticsearch"])
def server(request: Any, app: Any, tmp_path: Path) -> Iterator[SearchServer]:
    started = (
        search_servers.opensearch(tmp_path)
        if request.param == "opensearch"
        else search_servers.elasticsearch()
    )
    with started as server, set_search(request.param, server.settings):
        yield server


class Fair:
    """Published events of one organization, and whoever changes them all the time."""

    def __init__(self) -> None:
        self.organization: MadeOrganization = make_organization(name="Proof Fair")
        self.organizer = context_of(self.organization, self.organization.owner)
        self.ids = [
            make_published_event(self.organizer, title=f"Calliope {number}").id
            for number in range(EVENTS)
        ]
        drain()
        self.chance = random.Random(SEED)  # noqa: S311 - no secret
        self.changes = 0
        self.taken_back: set[UUID] = set()

    def change(self) -> None:
        """Rename an event, or take it back, or publish it again; and index what changed."""
        event_id = self.chance.choice(self.ids)
        self.changes += 1
        if self.chance.random() < 0.7:
            title = f"Calliope {self.changes}"
            events.change_event(self.organizer, event_id, {"title": title}, version=None)
        else:
            is_back = event_id in self.taken_back
            action = events.Action.PUBLISH if is_back else events.Action.UNPUBLISH
            events.act_on_event(self.organizer, event_id, action)
            self.taken_back ^= {event_id}
        index.index_event(self.organizer, event_id)

    def found(self) -> public_search.SearchResult:
        wanted = EventSearch(organization_id=self.organization.id, text="calliope")
        return public_search.search(wanted, PageRequest(limit=100))


@contextmanager
def at_once(*work: Callable[[], Any]) -> Iterator[None]:
    """Do these again and again until the block ends; what one raises is raised here."""
    over = threading.Event()

    def repeat(each: Callable[[], Any]) -> None:
        while not over.is_set():
            each()
            time.sleep(0.01)

    with ThreadPoolExecutor(len(work)) as pool:
        running = [pool.submit(repeat, each) for each in work]
        try:
            yield
        finally:
            over.set()
        for each in running:
            each.result(timeout=60)


def settled() -> search_index.IndexCheck:
    """Everything is sent, and compared by count and checksum."""
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        forget_circuits()
        search_index.keep_up(JOB)
        search_index.send_changes(JOB)
        if not search_index.count_waiting(JOB):
            return search_index.check_all(JOB)["events"]
        assert time.monotonic() < until, "what waited was never sent"
        time.sleep(0.5)


def test_a_server_that_is_killed_under_load_has_everything_afterwards(
    server: SearchServer,
) -> None:
    fair = Fair()
    assert settled().drift == 0
    degraded: list[bool] = []
    with at_once(
        fair.change,
        lambda: search_index.send_changes(JOB),
        lambda: degraded.append(fair.found().is_degraded),
    ):
        time.sleep(LOAD_SECONDS / 2)
        assert not any(degraded), "the server answered until it was killed"
        server.kill()
        time.sleep(AWAY_SECONDS)
        assert degraded[-1], "PostgreSQL answers meanwhile"
        server.start()
        time.sleep(LOAD_SECONDS / 2)
    check = settled()
    assert check.drift == 0
    assert (check.documents, check.digest) == (check.kept, check.kept_digest)
    assert not fair.found().is_degraded
    shown = f"{fair.changes} changes, {check.documents} documents, the same checksum"
    record_result("A search server killed under load", shown)


def test_a_rebuild_under_load_is_seen_by_no_search(server: SearchServer) -> None:
    fair = Fair()
    settled()
    least = []
    with at_once(
        fair.change,
        lambda: search_index.send_changes(JOB),
        lambda: least.append((len(fair.found().events.items), fair.found().is_degraded)),
    ):
        for _ in range(3):
            [served] = search_index.rebuild(JOB)
            assert served.state is BuildState.SERVING
    check = settled()
    assert (check.drift, check.digest) == (0, check.kept_digest)
    assert not any(is_degraded for _, is_degraded in least)
    assert min(count for count, _ in least) > 0
    shown = f"3 rebuilds under {fair.changes} changes, {len(least)} searches without a gap"
    record_result("A search index rebuilt under load", shown)
