"""Every table lies where it belongs, and a database is put over nodes whole or not at all."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.distributed.nodes import Nodes
from turnout.kernel import runtime
from turnout.kernel.db import distribution, placements
from turnout.kernel.db.placements import Kind

LEFT_OUT = {
    "fk_abuse_reports_tenant_id",
    "fk_agency_links_agency_id",
    "fk_log_streams_belongs_to",
    "fk_organization_handovers_agency_id",
    "fk_organization_slugs_belongs_to",
    "fk_proven_hosts_belongs_to_domain_id",
    "fk_short_link_codes_belongs_to_short_link_id",
}
SHARDS = r"SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '_\d{6,}$'"
END_OWNERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = 'turnout_owner' AND pid <> pg_backend_pid()
"""


def test_every_table_lies_where_it_belongs(owner_connection: psycopg.Connection) -> None:
    assert placements.list_misplaced(owner_connection, is_distributed=True) == []
    placed = placements.find_placements(owner_connection)
    kinds = Counter(each.kind for each in placed.values())
    assert kinds[Kind.DISTRIBUTED] > 200
    assert {name for name, each in placed.items() if each.kind is Kind.REFERENCE} == {
        "organization_slugs",
        "push_subscriptions",
        "users",
    }
    assert placed["organizations"].column == "id"
    assert placed["orders"].column == "organization_id"


def test_every_table_of_organizations_is_cut_alike(owner_connection: psycopg.Connection) -> None:
    [(groups,)] = owner_connection.execute(
        "SELECT count(DISTINCT colocationid) FROM pg_dist_partition WHERE partmethod = 'h'"
    ).fetchall()
    assert groups == 1


def test_a_second_run_does_nothing(postgres: Nodes, database_name: str) -> None:
    again = postgres.distribute(database_name)
    assert (again.placed, again.left_out) == ((), ())


def test_what_cannot_come_along_is_known(owner_connection: psycopg.Connection) -> None:
    """Keys to another organization's shard: each is named in the guide, with what holds instead."""
    found = owner_connection.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname = ANY(%s)",
        [sorted(LEFT_OUT)],
    ).fetchall()
    assert found == []


def test_a_process_that_is_told_otherwise_does_not_start(running: runtime.Runtime) -> None:
    plain = running.settings.model_copy(update={"database_distributed": False})
    with pytest.raises(RuntimeError, match="set TURNOUT_DATABASE_DISTRIBUTED=true"):
        runtime.start(plain, role="web")
    runtime.start(running.settings, role="web")


@pytest.fixture
def another(postgres: Nodes) -> Iterator[str]:
    """A migrated database that is not distributed yet."""
    name = "turnout_another"
    postgres.create_database(name)
    postgres.migrate(name, Path(__file__).parents[2] / "migrations")
    yield name
    postgres.drop_database(name)


def test_a_run_that_is_killed_leaves_nothing_half(postgres: Nodes, another: str) -> None:
    failed: list[Exception] = []

    def run() -> None:
        try:
            postgres.distribute(another)
        except psycopg.OperationalError as error:
            failed.append(error)

    running = threading.Thread(target=run)
    running.start()
    with psycopg.connect(postgres.superuser_url(another, node=1), autocommit=True) as worker:
        _wait_for_shards(postgres, another)
        with psycopg.connect(postgres.superuser_url(another), autocommit=True) as coordinator:
            coordinator.execute(END_OWNERS)
        running.join(60)
        assert failed
        assert worker.execute(SHARDS).fetchall() == [(0,)]
    with psycopg.connect(postgres.url("turnout_owner", another)) as owner:
        assert not placements.is_distributed(owner)
        [policy] = owner.execute(
            "SELECT qual FROM pg_policies WHERE tablename = 'custom_roles' AND policyname = 'person'"
        ).fetchall()
        assert "memberships m" in policy[0]


def _wait_for_shards(postgres: Nodes, database: str) -> None:
    """Until the run has gone so far that nodes hold locks for it."""
    with psycopg.connect(postgres.superuser_url(database, node=1), autocommit=True) as worker:
        for _ in range(300):
            [(locks,)] = worker.execute(
                "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
            ).fetchall()
            if locks > 50:
                return
            time.sleep(0.1)
    pytest.fail("nothing was distributed in thirty seconds")


def test_a_server_without_nodes_is_told_what_it_lacks(postgres: Nodes) -> None:
    with pytest.raises(distribution.NotDistributable, match="CREATE EXTENSION citus"):
        distribution.distribute(postgres.superuser_url("template1"))
