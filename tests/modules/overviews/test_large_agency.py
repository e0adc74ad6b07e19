"""An agency of a thousand people and two hundred clients: switcher and overview at once.

100 ms are promised (p95) on a machine that does nothing else; `tests/prove` holds them, over HTTP.
Here others work beside, so ten times that is refused.
"""

import time
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection
from tests.factories.people import make_organization, person_context

from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings
from turnout.modules.organizations import api as organizations
from turnout.modules.overviews import api as overviews
from turnout.modules.overviews import queries

CLIENTS, MEMBERS, EVENTS = 200, 1_000, 40
REFUSED_SECONDS = 1.0
ROUNDS = 20
AGENCY = """
    WITH people AS (
        INSERT INTO users (id, email, display_name, locale, time_zone, created_at, version)
        SELECT id, id || '@people.example', 'Ada', 'en', 'UTC', now(), 1
        FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, %s)) AS made RETURNING id)
    INSERT INTO memberships (organization_id, id, user_id, role, created_at, version)
    SELECT %s, gen_random_uuid(), id, 'staff', now(), 1 FROM people
"""
CLIENT = """
    INSERT INTO organizations (id, slug, name, description, website, contact_email, kind, state,
        currency, time_zone, locale, brand_color, created_at, version)
    VALUES (%(id)s, 'c-' || %(id)s, 'Client ' || %(id)s, '', '', '', 'organization', 'active',
        'EUR', 'UTC', 'en', '', now(), 1)
"""
LINK = """
    INSERT INTO agency_links (organization_id, id, agency_id, role, state, offered_at, accepted_at)
    VALUES (%(id)s, gen_random_uuid(), %(agency)s, 'admin', 'active', now(), now())
"""
FIGURES = """
    INSERT INTO overview_events (organization_id, id, is_stale, title, state, starts_at, capacity,
        sold, open_orders, revenue, counted_at)
    SELECT %(id)s, gen_random_uuid(), false, 'Event ' || n, 'published', now() + n * interval '1 d',
        100, n, 1, '{"EUR": 1000, "KES": 5}', now() FROM generate_series(1, %(events)s) AS n
"""
ENTER = (
    "SELECT set_config('turnout.organization', %s, true),"
    " set_config('turnout.actor', 'system:tests', true)"
)


def furnish(owner: Connection[Any], agency_id: UUID, *, clients: int = CLIENTS) -> None:
    owner.execute(ENTER, [str(agency_id)])
    owner.execute(AGENCY, [MEMBERS, agency_id])
    for _ in range(clients):
        values = {"id": new_id(), "agency": agency_id, "events": EVENTS}
        owner.execute(ENTER, [str(values["id"])])
        for statement in (CLIENT, LINK, FIGURES):
            owner.execute(statement, values)
    owner.commit()
    for table in ("memberships", "agency_links", "organizations", "overview_events"):
        owner.execute(f"ANALYZE {table}")
    owner.commit()


def times_of(work: Any) -> list[float]:
    """How long it took, the fastest first: what a busy machine adds stands at the end."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return sorted(times)


@pytest.fixture(scope="module")
def person(plain_postgresql: None, running: Any, settings: Settings) -> PersonContext:
    agency = make_organization(kind="agency")
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        furnish(owner, agency.id)
    return person_context(agency.owner)


def test_switcher_and_overview_of_a_large_agency_are_there_at_once(
    person: PersonContext, record_property: Any
) -> None:
    wanted = overviews.OverviewFilter()
    found = overviews.get_overview(person, wanted)
    assert len(found.organizations) == CLIENTS + 1
    assert found.upcoming_events == CLIENTS * EVENTS
    for name, work in (
        ("switcher", lambda: organizations.list_my_organizations(person)),
        ("overview", lambda: overviews.get_overview(person, wanted)),
    ):
        times = times_of(work)
        record_property(f"{name}-p95", times[int(ROUNDS * 0.95) - 1])
        assert times[ROUNDS // 2] < REFUSED_SECONDS, (name, times)


def test_the_figures_are_found_by_their_key(person: PersonContext) -> None:
    with transaction(person) as tx:
        ids = [each.organization.id for each in organizations.list_my_access(tx)]
        where = queries.values_of(tx, ids[:3], {}, overviews.OverviewFilter())
        plan = "\n".join(line for (line,) in tx.query("EXPLAIN " + queries.SUMS, where))
    assert "pk_overview_events" in plan, plan
    assert "Seq Scan on overview_events" not in plan, plan
