"""One test tried with many values: every sixth of them in a whole run, all in `make prove`.

Whoever runs a file or folder runs all of it.
"""

import os
from collections import defaultdict

import pytest

from tests.prove.counts import PROVE, one_in

IS_WHOLE_RUN = os.environ.get("TURNOUT_WHOLE_RUN") == "1"
FEWEST = 9
ONE_IN = 6
EACH_COUNTS = (
    "tests/architecture/",
    "tests/browser/",
    "tests/deploy/",
    "tests/isolation/test_database.py",
    "tests/modules/notifications/test_renderer.py",
    "tests/modules/orders/test_hot_statements.py",
    "tests/site/l10n/",
)
"""Their values are files, texts and statements of the project: one left out could be wrong."""

HELD_BY_CHECK = (
    "tests/architecture/test_grain.py",
    "tests/architecture/test_import_cycles.py",
    "tests/architecture/test_migrations.py",
    "tests/architecture/test_tree.py",
    "tests/stack/test_client.py::test_the_document_is_that_of_the_application",
)
"""`make check` has them; once for a change is enough."""
AT_LENGTH = (
    "tests/architecture/test_imports.py::test_a_planted_import_breaks_its_contract",
    "tests/architecture/test_planted_breaches.py",
    "tests/architecture/test_scaffold.py",
    "tests/flows/test_generated_clients.py",
)
"""Proofs about our own tools and others', half a minute each: `make prove` has them."""
ELSEWHERE = () if PROVE else HELD_BY_CHECK + AT_LENGTH


def left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """Mark the crowds among the tests; those of them that a whole run leaves to `make prove`."""
    crowds: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        name, _, value = item.nodeid.partition("[")
        if value and not name.startswith(EACH_COUNTS):
            crowds[name].append(item)
    left = [item for item in items if IS_WHOLE_RUN and item.nodeid.startswith(ELSEWHERE)]
    for name, crowd in crowds.items():
        if len(crowd) < FEWEST:
            continue
        for item in crowd:
            item.add_marker("crowd")
        if IS_WHOLE_RUN:
            crowd.sort(key=lambda item: item.nodeid)
            taken = {item.nodeid for item in one_in(ONE_IN, crowd, what=name)}
            left += [item for item in crowd if item.nodeid not in taken]
    return left
