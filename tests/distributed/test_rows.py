"""No connection of the pool, and none that a node keeps, answers for another organization."""

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.distributed.nodes import Nodes
from tests.factories.people import (
    MadeOrganization,
    add_member,
    make_organization,
    make_user,
    person_context,
)
from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import Transaction, report_transaction, transaction

pytestmark = pytest.mark.usefixtures("running")
SEEN = "SELECT DISTINCT organization_id FROM memberships"
KEEP = """
    INSERT INTO idempotency_keys (organization_id, scope, key, fingerprint, started_at)
    VALUES (%(organization_id)s, 'nodes', %(key)s, '\\x00', now()) RETURNING organization_id
"""


@pytest.fixture(scope="module")
def many(running: Any) -> list[MadeOrganization]:
    """Organizations on every node."""
    return [make_organization() for _ in range(12)]


def inside(organization: MadeOrganization) -> OrganizationContext:
    return system_in(organization.id, "tests.nodes")


def seen_by(organization: MadeOrganization) -> set[UUID]:
    """What a statement over all shards of all nodes shows."""
    with transaction(inside(organization)) as tx:
        return {found for (found,) in tx.query(SEEN)}


def divide(tx: Transaction) -> None:
    tx.query("SELECT 1 / (count(*) - count(*)) FROM memberships")


def fail_hot(tx: Transaction) -> None:
    tx.ask("SELECT 1 / (count(*) - count(*)) FROM memberships", {})


def take_back(tx: Transaction) -> None:
    tx.query(SEEN)
    raise ValueError


def take_back_a_part(tx: Transaction) -> None:
    with suppress(SQLAlchemyError, psycopg.Error), tx.savepoint():
        divide(tx)
    assert {found for (found,) in tx.query(SEEN)} == {tx.organization_id}
    raise ValueError


def roll_back(tx: Transaction) -> None:
    tx.query(SEEN)
    tx.query("ROLLBACK")
    raise ValueError


def test_the_organizations_lie_on_several_nodes(
    many: list[MadeOrganization], owner_connection: psycopg.Connection
) -> None:
    nodes = {
        owner_connection.execute(
            "SELECT nodename, nodeport FROM pg_dist_shard_placement WHERE shardid ="
            " get_shard_id_for_distribution_column('organizations', %s)",
            [each.id],
        ).fetchone()
        for each in many
    }
    assert len(nodes) > 1


@pytest.mark.parametrize("spoil", [divide, fail_hot, take_back, take_back_a_part, roll_back])
def test_each_sees_its_own_rows_after_another_failed(
    many: list[MadeOrganization], spoil: Callable[[Transaction], None]
) -> None:
    for mine, other in pairwise(many):
        with (
            suppress(ValueError, SQLAlchemyError, psycopg.Error),
            transaction(inside(other)) as tx,
        ):
            spoil(tx)
        assert seen_by(mine) == {mine.id}


def test_hot_statements_see_the_rows_of_their_own(many: list[MadeOrganization]) -> None:
    for each in many:
        with transaction(inside(each)) as tx:
            assert {found for (found,) in tx.ask(SEEN, {})} == {each.id}
            [(kept,)] = tx.ask(KEEP, tx.here(key="first"), is_last=True)
            assert kept == each.id
        with transaction(inside(each)) as tx:  # the first statement, with BEGIN and COMMIT
            assert {found for (found,) in tx.ask(SEEN, {}, is_last=True)} == {each.id}


def test_a_hot_statement_of_another_organization_is_refused(many: list[MadeOrganization]) -> None:
    mine, other = many[:2]
    values = {"organization_id": other.id, "key": "stolen"}
    for is_last in (True, False):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            transaction(inside(mine)) as tx,
        ):
            tx.ask(KEEP, values, is_last=is_last)
    with transaction(inside(other)) as tx:
        assert tx.query("SELECT 1 FROM idempotency_keys WHERE key = 'stolen'") == []


def test_a_report_sees_its_own_rows_and_writes_nothing(many: list[MadeOrganization]) -> None:
    for each in many:
        with report_transaction(inside(each)) as tx:
            assert {found for (found,) in tx.query(SEEN)} == {each.id}
    with (
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
        report_transaction(inside(many[0])) as tx,
    ):
        tx.query(KEEP, tx.here(key="report"))


def test_a_person_sees_their_own_organizations(many: list[MadeOrganization]) -> None:
    from turnout.modules.organizations import api as organizations

    person = make_user()
    for each in many[:3]:
        add_member(each, "admin", user=person)
    found = organizations.list_my_organizations(person_context(person))
    assert {each.id for each in found} == {each.id for each in many[:3]}
    assert organizations.list_my_organizations(person_context(make_user())) == []


def test_a_node_shows_nothing_without_a_context(
    many: list[MadeOrganization], postgres: Nodes, database_name: str
) -> None:
    for node in range(len(postgres.ports)):
        with psycopg.connect(postgres.url("turnout_app", database_name, node=node)) as direct:
            assert direct.execute(SEEN).fetchall() == []
            assert direct.execute("SELECT id FROM organizations").fetchall() == []
