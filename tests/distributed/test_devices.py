"""A device at the door counts by the transactions of the node on which its event lies."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.distributed.nodes import Nodes
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization
from tests.factories.tickets import make_occasion
from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.checkin_devices import queries

NODE = """
    SELECT p.nodeport FROM pg_dist_shard_placement p
    WHERE p.shardid = get_shard_id_for_distribution_column('tickets', %s)
"""
OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@pytest.fixture
def organization(running: Any) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def node(
    organization: MadeOrganization,
    owner_connection: psycopg.Connection,
    postgres: Nodes,
    database_name: str,
) -> Iterator[psycopg.Connection]:
    """The server that has the organization's tickets, spoken to directly."""
    found = owner_connection.execute(NODE, [organization.id]).fetchone()
    assert found is not None
    url = postgres.url("turnout_app", database_name, node=postgres.ports.index(found[0]))
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def join(client: Any, organization: MadeOrganization) -> UUID:
    event_id = make_occasion(context_of(organization, organization.owner)).event_id
    base = f"/api/v1/organizations/{organization.id}"
    issued = client.post(
        f"{base}/events/{event_id}/checkin-joining-codes",
        json={"ends_at": (clock.now() + timedelta(days=2)).isoformat()},
        headers=bearer(organization.owner),
    )
    wanted = {"code": issued.json["code"], "name": "Phone"}
    joined = client.post(f"{base}/checkin-device/join", json=wanted)
    return UUID(joined.json["device"]["id"])


def test_a_device_asks_its_node_what_is_open(
    client: Any, organization: MadeOrganization, node: psycopg.Connection
) -> None:
    device_id = join(client, organization)
    [(before,)] = node.execute(OLDEST).fetchall()
    with transaction(system_in(organization.id, "tests.nodes")) as tx:
        number = queries.first_open_transaction(tx, device_id)
    [(after,)] = node.execute(OLDEST).fetchall()
    assert before <= number <= after
