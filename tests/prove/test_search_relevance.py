"""The public search finds what is meant, by labelled queries over two real programmes.

On PostgreSQL and on real servers of both families; see tests/relevance/README.md.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.factories.search import JOB, set_search
from tests.prove import search_servers
from tests.prove.results import record_result
from tests.relevance.directory import Directory
from tests.relevance.judging import LabelledQuery, all_queries, labels
from tests.relevance.measure import FIRST, mean, ndcg
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.modules.search_index import api as search_index

LEAST = {"postgresql": 0.75, "opensearch": 0.85, "elasticsearch": 0.85}
PATIENCE = 200
"""Rounds of sending, at most."""

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture(scope="module")
def directory(app: Any) -> Directory:
    return Directory()


@contextmanager
def engine(name: str, folder: Path) -> Iterator[None]:
    if name == "postgresql":
        yield
        return
    server = (
        search_servers.opensearch(folder)
        if name == "opensearch"
        else search_servers.elasticsearch()
    )
    with server as started, set_search(name, started.settings):
        search_index.rebuild(JOB)
        for _ in range(PATIENCE):
            search_index.keep_up(JOB)
            search_index.send_changes(JOB)
            if not search_index.count_waiting(JOB):
                break
        yield


def found_by(directory: Directory, query: LabelledQuery) -> list[str]:
    wanted = EventSearch(
        text=query.text, order="relevance", organization_id=directory.organization_id
    )
    result = public_search.search(wanted, PageRequest(limit=FIRST))
    return [directory.ids.get(each.id, "") for each in result.events.items]


@pytest.mark.parametrize("name", LEAST)
def test_what_is_meant_stands_first(directory: Directory, name: str, tmp_path: Path) -> None:
    kept = labels()
    scores: dict[str, list[float]] = defaultdict(list)
    poor: list[tuple[float, str, str]] = []
    with engine(name, tmp_path):
        for query in all_queries():
            score = ndcg(found_by(directory, query), kept[query.text])
            part = "held out" if query.is_held_out else "tuned"
            scores[part].append(score)
            scores[query.kind].append(score)
            scores["all"].append(score)
            poor.append((score, part, query.text))
    shown = ", ".join(f"{kind} {mean(each):.3f}" for kind, each in scores.items())
    sys.stdout.write(f"\n{name}: {shown}\n")
    if place := os.environ.get("TURNOUT_POOR_QUERIES"):
        told = [each for each in sorted(poor) if each[1] == "tuned"]
        Path(place, f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=0))
    record_result(f"nDCG@10 of the public search on {name}", shown)
    assert mean(scores["all"]) >= LEAST[name], shown
    assert mean(scores["held out"]) >= LEAST[name], shown
