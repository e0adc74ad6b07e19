"""Organizations move between nodes while they write; nodes come and go with nothing lost."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner

from tests.distributed.nodes import HOST, NODES, Nodes
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from turnout.cli import main
from turnout.kernel.db import nodes
from turnout.kernel.ids import new_id
from turnout.kernel.settings import load_settings

DATABASE = "turnout_moving"
INSERT = """
    INSERT INTO organizations (id, slug, name, description, website, contact_email, kind, state,
        currency, time_zone, locale, brand_color, created_at, version)
    VALUES (%(id)s, %(slug)s, 'Meridian', '', '', '', 'organization', 'active', 'EUR', 'UTC', 'en',
        '#000000', now(), 1)
"""
CLAIM = """
    INSERT INTO organization_slugs (id, slug, belongs_to, claimed_at)
    VALUES (%(claim)s, %(slug)s, %(id)s, now())
"""
WRITE = "UPDATE organizations SET version = version + 1 WHERE id = %s"
ACTOR = "SET LOCAL turnout.actor = 'tests'"
LEFT = """
    SELECT (SELECT count(*) FROM pg_event_trigger WHERE evtname = 'turnout_identify_shards'),
        (SELECT count(*) FROM pg_class WHERE relreplident = 'f')
"""
LOG = "SELECT seq, at, (after ->> 'version')::bigint FROM audit_entries WHERE organization_id = %s"
RELOAD = "SELECT pg_reload_conf(), pg_sleep(1)"
TIMEOUT_SECONDS = 120.0
WAIT_SECONDS = 4.0


@pytest.fixture(scope="module")
def filled(postgres: Nodes) -> Iterator[str]:
    """A spread database with some organizations; the address of its coordinator."""
    postgres.create_database(DATABASE)
    try:
        postgres.migrate(DATABASE, Path(__file__).parents[2] / "migrations")
        postgres.distribute(DATABASE)
        url = postgres.superuser_url(DATABASE)
        with psycopg.connect(url) as connection:
            connection.execute(ACTOR)
            for number in range(12):
                values = {"id": new_id(), "claim": new_id(), "slug": f"meridian-{number}"}
                connection.execute(INSERT, values)
                connection.execute(CLAIM, values)
        yield url
    finally:
        postgres.drop_database(DATABASE)


@pytest.fixture
def coordinator(filled: str) -> Iterator[nodes.Coordinator]:
    with nodes.coordinator(filled) as found:
        yield found


@pytest.fixture
def settings_of_environment() -> Iterator[None]:
    """A process reads its settings once; a test that changes them has them read anew."""
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def organization_of(coordinator: nodes.Coordinator, number: int) -> UUID:
    return nodes.find_organization(coordinator, f"meridian-{number}")


def node_of(coordinator: nodes.Coordinator, organization_id: UUID) -> str:
    [(_, node, _)] = coordinator.execute(nodes.SHARD, [organization_id]).fetchall()
    return str(node)


def other_than(coordinator: nodes.Coordinator, node: str) -> str:
    names = [each.name for each in nodes.list_nodes(coordinator) if each.takes_shards]
    return next(each for each in names if each != node)


@dataclass(slots=True)
class Writes:
    done: int = 0
    refused: list[str] = field(default_factory=list)
    longest: float = 0.0
    """Seconds that one took."""


@contextmanager
def writing(url: str, organization_id: UUID) -> Iterator[Writes]:
    """Somebody who changes an organization for as long as the block lasts."""
    tally, has_ended = Writes(), threading.Event()

    def go_on() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not has_ended.wait(0.01):
                began = time.monotonic()
                try:
                    with connection.transaction():
                        connection.execute(ACTOR)
                        connection.execute(WRITE, [organization_id])
                except psycopg.Error as error:
                    tally.refused.append(str(error))
                else:
                    tally.done += 1
                    tally.longest = max(tally.longest, time.monotonic() - began)

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        until = time.monotonic() + TIMEOUT_SECONDS
        while not tally.done and time.monotonic() < until:
            time.sleep(0.05)
        yield tally
    finally:
        has_ended.set()
        writer.join(TIMEOUT_SECONDS)


def test_an_organization_moves_there_and_back_while_it_writes(
    filled: str, coordinator: nodes.Coordinator
) -> None:
    """Back is to a node with a lower range of numbers: the log goes on upwards all the same."""
    organization_id = organization_of(coordinator, 1)
    first = node_of(coordinator, organization_id)
    second = other_than(coordinator, first)
    for to in (second, first, second):
        with writing(filled, organization_id) as tally:
            found = nodes.move(coordinator, organization_id, to)
            assert found is not None
            before = tally.done
            until = time.monotonic() + TIMEOUT_SECONDS
            while tally.done < before + 5 and time.monotonic() < until:
                time.sleep(0.05)
        assert tally.refused == []
        assert node_of(coordinator, organization_id) == to
    entries = sorted(coordinator.execute(LOG, [organization_id]).fetchall())
    versions = [version for _, _, version in entries]
    assert versions == list(range(1, len(versions) + 1))
    [(version,)] = coordinator.execute(
        "SELECT version FROM organizations WHERE id = %s", [organization_id]
    ).fetchall()
    assert version == len(versions)


def test_neighbours_write_on_while_a_shard_is_split_off(
    filled: str, postgres: Nodes, coordinator: nodes.Coordinator
) -> None:
    """What is written before the parts have their keys comes to them as well; nothing is left."""
    moved, shard, node = next(
        (each, shard, node)
        for each in (organization_of(coordinator, number) for number in range(6, 12))
        for shard, node, is_alone in coordinator.execute(nodes.SHARD, [each]).fetchall()
        if not is_alone
    )
    neighbour = next(
        each
        for each in (new_id() for _ in range(1000))
        if coordinator.execute(nodes.SHARD, [each]).fetchall()[0][0] == shard
    )
    values = {"id": neighbour, "claim": new_id(), "slug": f"neighbour-{neighbour.hex}"}
    with coordinator.transaction():
        coordinator.execute(ACTOR)
        coordinator.execute(INSERT, values)
        coordinator.execute(CLAIM, values)
    with writing(filled, neighbour) as others, writing(filled, moved) as own:
        nodes.move(coordinator, moved, other_than(coordinator, node))
    assert (others.refused, own.refused) == ([], [])
    assert node_of(coordinator, neighbour) == node
    for organization_id, tally in ((neighbour, others), (moved, own)):
        versions = sorted(each for _, _, each in coordinator.execute(LOG, [organization_id]))
        assert versions == list(range(1, len(versions) + 1))
        assert len(versions) > tally.done
    for number in range(len(postgres.ports)):
        with psycopg.connect(postgres.superuser_url(DATABASE, node=number)) as connection:
            assert connection.execute(LEFT).fetchall() == [(0, 0)]
    took = f"neighbours waited {others.longest:.1f} s at most, itself {own.longest:.1f} s"
    record_result("An organization gets a shard of its own while it writes", took)
    if PROVE and not is_busy():
        assert others.longest < WAIT_SECONDS, took


def test_a_split_that_would_not_be_followed_is_refused_at_once(
    postgres: Nodes, coordinator: nodes.Coordinator
) -> None:
    """Versions of PostgreSQL that know the setting; earlier ones let every plugin tell."""
    if coordinator.execute(nodes.PLUGINS).fetchall() == [(None,)]:
        pytest.skip("this version lets every plugin tell of changes")
    organization_id = organization_of(coordinator, 0)
    node = node_of(coordinator, organization_id)
    number = next(each for each in range(NODES) if postgres.address(each) == node)
    url = postgres.superuser_url(DATABASE, node=number)
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute("ALTER SYSTEM SET output_plugin_libraries = pgoutput")
            connection.execute(RELOAD)
            with pytest.raises(nodes.NodeError, match="output_plugin_libraries is to name citus"):
                nodes.move(coordinator, organization_id, other_than(coordinator, node))
        finally:
            connection.execute("ALTER SYSTEM RESET output_plugin_libraries")
            connection.execute(RELOAD)
    assert node_of(coordinator, organization_id) == node


def test_only_the_organization_that_moves_is_moved(coordinator: nodes.Coordinator) -> None:
    every = [organization_of(coordinator, number) for number in range(12)]
    before = {each: node_of(coordinator, each) for each in every}
    moved = every[2]
    to = other_than(coordinator, before[moved])
    nodes.move(coordinator, moved, to)
    after = {each: node_of(coordinator, each) for each in every}
    assert after == before | {moved: to}
    assert nodes.move(coordinator, moved, to) is None


def test_what_writes_during_a_move_may_pass_policies_only_meanwhile(
    postgres: Nodes, coordinator: nodes.Coordinator
) -> None:
    organization_id = organization_of(coordinator, 3)
    nodes.move(
        coordinator, organization_id, other_than(coordinator, node_of(coordinator, organization_id))
    )
    for node in range(3):
        with psycopg.connect(postgres.superuser_url(DATABASE, node=node)) as connection:
            found = connection.execute(
                "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
            ).fetchall()
            assert found == []


def test_a_node_is_removed_added_and_filled_again(
    filled: str, coordinator: nodes.Coordinator
) -> None:
    organization_id = organization_of(coordinator, 4)
    node = node_of(coordinator, organization_id)
    held = sum(each.organizations for each in nodes.list_nodes(coordinator))
    with writing(filled, organization_id) as tally:
        assert list(nodes.remove(coordinator, node))
        assert node not in {each.name for each in nodes.list_nodes(coordinator)}
        with pytest.raises(nodes.NodeError, match="only node"):
            list(nodes.remove(coordinator, other_than(coordinator, node)))
        nodes.add(coordinator, node)
        with pytest.raises(nodes.NodeError, match="already"):
            nodes.add(coordinator, node)
        moves = list(nodes.rebalance(coordinator))
    assert tally.refused == []
    assert {each.target for each in moves} == {node}
    after = {each.name: each for each in nodes.list_nodes(coordinator)}
    assert sum(each.organizations for each in after.values()) == held
    assert after[node].shards > 0
    assert all(each.answers for each in after.values())


def test_a_restore_point_is_named_in_the_log_of_every_node(coordinator: nodes.Coordinator) -> None:
    place = nodes.create_restore_point(coordinator, "before-the-change")
    assert "/" in place
    with pytest.raises(nodes.NodeError, match="1 to 63"):
        nodes.create_restore_point(coordinator, "x" * 64)


def test_what_cannot_be_moved_is_refused_with_what_to_say(
    postgres: Nodes, coordinator: nodes.Coordinator
) -> None:
    organization_id = organization_of(coordinator, 5)
    with pytest.raises(nodes.NodeError, match="no node that holds organizations; these are"):
        nodes.move(coordinator, organization_id, postgres.address(0))
    with pytest.raises(nodes.NodeError, match="no organization"):
        nodes.find_organization(coordinator, "nobody")
    with pytest.raises(nodes.NodeError, match="no organization"):
        nodes.find_organization(coordinator, str(new_id()))
    with pytest.raises(nodes.NodeError, match="host and port"):
        nodes.add(coordinator, "db-9")
    with pytest.raises(nodes.NodeError, match="does not answer"):
        nodes.add(coordinator, f"{HOST}:1")


def test_only_a_superuser_of_the_coordinator_may(postgres: Nodes, filled: str) -> None:
    for url in (
        postgres.url("turnout_owner", DATABASE),
        postgres.superuser_url(DATABASE, node=1),
    ):
        with (
            pytest.raises(nodes.NodeError, match="coordinator's, of a superuser"),
            nodes.coordinator(url),
        ):
            pass
    with (
        pytest.raises(nodes.NodeError, match="plain PostgreSQL"),
        nodes.coordinator(postgres.superuser_url("postgres")),
    ):
        pass


def test_a_removal_that_was_broken_off_is_taken_up_again(coordinator: nodes.Coordinator) -> None:
    node = node_of(coordinator, organization_of(coordinator, 7))
    removal = nodes.remove(coordinator, node)
    next(removal)
    removal.close()
    assert list(nodes.remove(coordinator, node))
    nodes.add(coordinator, node)
    with pytest.raises(nodes.NodeError, match="no node beside the coordinator"):
        list(nodes.remove(coordinator, f"{HOST}:1"))
    assert list(nodes.rebalance(coordinator))


def test_a_node_that_is_away_is_listed_as_such(
    postgres: Nodes, coordinator: nodes.Coordinator
) -> None:
    postgres.stop(2)
    try:
        found = {each.name: each.answers for each in nodes.list_nodes(coordinator)}
    finally:
        postgres.start(2)
    assert found == {postgres.address(node): node != 2 for node in range(3)}


@pytest.mark.usefixtures("settings_of_environment")
def test_commands_say_what_lies_where_and_what_was_done(
    postgres: Nodes, filled: str, coordinator: nodes.Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNOUT_DATABASE_URL", postgres.url("turnout_app", DATABASE))
    monkeypatch.setenv("TURNOUT_DATABASE_OPERATOR_URL", postgres.url("turnout_operator", DATABASE))
    organization_id = organization_of(coordinator, 6)
    node = node_of(coordinator, organization_id)
    run = CliRunner().invoke
    without = run(main, ["nodes", "list"])
    assert "Set TURNOUT_DATABASE_SUPERUSER_URL" in without.output
    monkeypatch.setenv("TURNOUT_DATABASE_SUPERUSER_URL", filled)
    load_settings.cache_clear()
    assert f"{node}: " in run(main, ["nodes", "list"]).output
    again = run(main, ["nodes", "move", "meridian-6", "--to", node])
    assert again.output == f"meridian-6 lies on {node} already.\n"
    refused = run(main, ["nodes", "move", "nobody", "--to", node])
    assert refused.exit_code == 1
    assert "There is no organization nobody" in refused.output
    to = other_than(coordinator, node)
    moved = run(main, ["nodes", "move", str(organization_id), "--to", to])
    assert f"moved from {node} to {to}" in moved.output
    assert run(main, ["nodes", "restore-point", "today"]).output.startswith("today is at ")
