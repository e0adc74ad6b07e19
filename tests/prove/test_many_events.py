"""The public search over as many events as are asked for, kind by kind, by PostgreSQL.

What takes longer than is promised is named; docs/why/benchmarks.md has figures.
"""

import time
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.factories.many_events import ManyEvents, fill_events
from tests.prove.counts import is_busy
from tests.prove.many_questions import EVENTS, Queries, late_among, measured, say
from tests.prove.results import record_result

PROMISED_MS: Final = 150.0
PROMISED_COMPLETION_MS: Final = 50.0
MOST_MS: Final = 2_000.0
"""Above which no visitor waits any more."""
COMPLETIONS: Final = ("completion", "speakers completed")


@pytest.fixture(scope="module")
def many(app: Any, running: Any, postgres: Any, database_name: str) -> Iterator[ManyEvents]:
    began = time.monotonic()
    made = fill_events(postgres.superuser_url(database_name), count=EVENTS)
    say(f"{EVENTS:,} events written in {time.monotonic() - began:.0f} s")
    yield made
    made.remove()


def _promised(kind: str) -> float:
    return PROMISED_COMPLETION_MS if kind in COMPLETIONS else PROMISED_MS


def test_each_kind_of_question_is_answered(many: ManyEvents) -> None:
    figures = measured(Queries(many).kinds())
    told = late_among(figures, _promised)
    record_result(f"p95 in ms of the public search over {EVENTS:,} events", told)
    say(told)
    if not is_busy():
        assert max(p95 for _, p95 in figures.values()) < MOST_MS, told
