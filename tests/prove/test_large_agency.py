"""An agency of 1,000 members with 200 clients: switcher and overview within 100 ms (p95).

Over HTTP, as the agency's owner: sign-in, rights and answer included. The number of statements is
the same as for an agency of two clients. Times are judged on a machine that does nothing else, and
only written down on a busy one.
"""

import time
from typing import Any

import psycopg
import pytest

from tests.factories.people import bearer, make_organization
from tests.modules.overviews.test_large_agency import CLIENTS, EVENTS, MEMBERS, furnish
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from turnout.kernel.db import tx
from turnout.kernel.settings import Settings

ROUNDS = 60
WARM = 5
PROMISED_SECONDS = 0.1
PLACES = {"switcher": "/api/v1/me/organizations", "overview": "/api/v1/me/overview"}


def agency_of(settings: Settings, clients: int) -> dict[str, str]:
    """Headers of the owner of an agency with so many clients."""
    agency = make_organization(kind="agency")
    assert settings.database_owner_url is not None
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        furnish(owner, agency.id, clients=clients)
    return bearer(agency.owner)


def statements_of(client: Any, path: str, headers: dict[str, str]) -> int:
    sent: list[str] = []
    before, tx.observer = tx.observer, sent.append
    try:
        assert client.get(path, headers=headers).status_code == 200
    finally:
        tx.observer = before
    return len(sent)


@pytest.fixture(scope="module")
def large(client: Any, settings: Settings) -> dict[str, str]:
    return agency_of(settings, CLIENTS)


@pytest.fixture(scope="module")
def small(client: Any, settings: Settings) -> dict[str, str]:
    return agency_of(settings, 2)


@pytest.mark.parametrize("name", PLACES)
def test_the_answer_is_there_within_a_tenth_of_a_second(
    client: Any, large: dict[str, str], small: dict[str, str], name: str
) -> None:
    path = PLACES[name]
    counts = [statements_of(client, path, headers) for headers in (large, small)]
    assert counts[0] == counts[1]
    was_busy = is_busy()
    times = []
    for number in range(WARM + ROUNDS):
        began = time.perf_counter()
        assert client.get(path, headers=large).status_code == 200
        if number >= WARM:
            times.append(time.perf_counter() - began)
    p50, p95 = sorted(times)[ROUNDS // 2], sorted(times)[int(ROUNDS * 0.95) - 1]
    size = f"{MEMBERS} members, {CLIENTS} clients, {EVENTS} events each"
    shown = f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {counts[0]} statements ({size})"
    print(f"{name}: {shown}")  # noqa: T201  figures are what this proof is for
    record_result(f"{name} of a large agency", shown)
    if not was_busy:
        assert p95 < PROMISED_SECONDS, shown
