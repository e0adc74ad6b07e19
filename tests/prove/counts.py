"""How much is tried: a little in every run of the tests, the promised numbers in `make prove`."""

import os
import random
import time
from collections.abc import Sequence
from typing import TypeVar

Each = TypeVar("Each")

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
KEEPS_PICTURES = PROVE or os.environ.get("TURNOUT_PICTURES") == "1"
"""Whether what browsers show is kept for people to look at: a third of the time of some tests."""
SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_261_120))

SEQUENCES = 5000 if PROVE else 40
"""Orders of arrival for each provider, over the pure projection."""
CRASHES = 200 if PROVE else 1
"""Lives of an order in which processes are killed, over a real database."""
HISTORIES = 200 if PROVE else 6
"""Histories of one order with its payments or its returns, step by step over a real database."""
PURCHASES = 2000 if PROVE else 10
"""Purchases through a provider that misbehaves."""
EXAMPLES = 100 if PROVE else 20
"""Examples of a property that says no number of its own; `adapters/conftest.py` has the same."""

ONLY_AT_LENGTH = (
    "test_adapter_outside_a_checkout.py",
    "test_audit_stream_outage.py",
    "test_dashboards_at_once.py",
    "test_dashboards_at_the_gates.py",
    "test_equal_times.py",
    "test_export_kinds.py",
    "test_export_rate.py",
    "test_gate_rush.py",
    "test_large_agency.py",
    "test_listeners_at_once.py",
    "test_many_attendees.py",
    "test_many_events.py",
    "test_many_events_on_a_server.py",
    "test_neighbours.py",
    "test_new_adapter.py",
    "test_outside.py",
    "test_reconnect_storm.py",
    "test_sale_beside_reports.py",
    "test_search_index.py",
    "test_search_relevance.py",
    "test_search_servers.py",
    "test_secrets.py",
    "test_ten_refunds.py",
    "test_ticket_speed.py",
)
"""Each needs a running stack or environment for half a minute, or an idle machine."""
CALM_SECONDS = 120


def is_busy() -> bool:
    """Whether the machine does other work: times are then written down, and not judged.

    In `make prove` what a test itself has just done is waited for, two minutes at most.
    """
    until = time.monotonic() + (CALM_SECONDS if PROVE else 0)
    while (found := os.getloadavg()[0] > (os.cpu_count() or 1)) and time.monotonic() < until:
        time.sleep(1)
    return found


def examples(proved: int) -> int:
    """How many examples of a property are tried: a sixth of them in every run."""
    return proved if PROVE else max(1, proved // 6)


def one_in(proved: int, items: Sequence[Each], *, what: str = "") -> list[Each]:
    """Every so-manieth of them, beginning where the seed says; all of them in `make prove`.

    `what` sets several crowds apart that would otherwise begin at the same place.
    """
    if PROVE:
        return list(items)
    return list(items[chance(f"one in {proved} {what}").randrange(proved) :: proved])


def chance(what: str) -> random.Random:
    """A source of its own for each proof, so that none depends on the order in which they run."""
    return random.Random(f"{SEED} {what}")  # noqa: S311  sequences, no secrets
