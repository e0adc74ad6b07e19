"""Nodes of a spread database: what lies on each, organizations moved while they sell, a node added.

Run as a superuser of the coordinator, who comes to every node by the same name and password: Citus
lets nobody else add nodes, and what is written during a move has to get past the row policies.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from turnout.kernel.db.distribution import NEEDED
from turnout.kernel.db.placements import HAS_CITUS, is_distributed

NODES: Final = """
    SELECT n.nodename || ':' || n.nodeport, n.shouldhaveshards, count(s.shardid)
    FROM pg_dist_node n LEFT JOIN pg_dist_placement p USING (groupid)
        LEFT JOIN pg_dist_shard s ON s.shardid = p.shardid AND p.shardstate = 1
            AND s.logicalrelid = 'organizations'::regclass
    WHERE n.noderole = 'primary' AND n.isactive GROUP BY n.groupid, 1, 2 ORDER BY n.groupid
"""
STANDING: Final = """
    SELECT (SELECT groupid = 0 FROM pg_dist_local_group),
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
"""
SIZES: Final = """
    SELECT nodename || ':' || nodeport, sum(shard_size)::bigint FROM citus_shards GROUP BY 1
"""
ORGANIZATIONS: Final = """
    SELECT nodename || ':' || nodeport,
        coalesce(sum(result::bigint) FILTER (WHERE success), 0)::bigint, bool_and(success)
    FROM run_command_on_placements('organizations', 'SELECT count(*) FROM %s') GROUP BY 1
"""
SHARD: Final = """
    SELECT s.shardid, n.nodename || ':' || n.nodeport, s.shardminvalue = s.shardmaxvalue
    FROM pg_dist_shard s JOIN pg_dist_placement p USING (shardid)
        JOIN pg_dist_node n USING (groupid)
    WHERE s.shardid = get_shard_id_for_distribution_column('organizations', %s)
        AND n.noderole = 'primary'
"""
ISOLATE: Final = """
    SELECT isolate_tenant_to_new_shard('organizations', %s::uuid, 'CASCADE',
        shard_transfer_mode := 'force_logical')
"""
"""A shard of its own, its rows copied while they are written to."""
IDENTIFY: Final = """
    CREATE OR REPLACE FUNCTION public.turnout_identify_shards() RETURNS event_trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    DECLARE made regclass;
    BEGIN
        IF current_setting('application_name') NOT LIKE 'citus%' THEN
            RETURN;
        END IF;
        FOR made IN SELECT objid FROM pg_event_trigger_ddl_commands()
            WHERE object_type = 'table' AND command_tag = 'CREATE TABLE'
        LOOP
            EXECUTE format('ALTER TABLE %s REPLICA IDENTITY FULL', made);
        END LOOP;
    END $$
"""
IDENTIFIED: Final = """
    CREATE EVENT TRIGGER turnout_identify_shards ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.turnout_identify_shards()
"""
IDENTIFIED_NO_MORE: Final = "DROP FUNCTION IF EXISTS public.turnout_identify_shards() CASCADE"
PLUGIN: Final = "citus"
PLUGINS: Final = "SELECT current_setting('output_plugin_libraries', true)"
"""What may tell of changes; null of versions before November 2026, which let everything."""
MOVE: Final = "SELECT citus_move_shard_placement(%s, %s, %s, %s, %s, 'force_logical')"
COPIES: Final = "SELECT replicate_reference_tables('force_logical')"
"""Tables with a copy on every node come to those that have none yet."""
PLAN: Final = """
    SELECT shardid, sourcename || ':' || sourceport, targetname || ':' || targetport
    FROM get_rebalance_table_shards_plan('organizations'::regclass, drain_only := %s)
    WHERE table_name = 'organizations'::regclass
"""
LEFT_BEHIND: Final = "CALL citus_cleanup_orphaned_resources()"
"""What moves that were broken off have left on the nodes, and copies from which has been moved."""
WRITERS: Final = r"""
    SELECT rolname FROM pg_roles WHERE NOT rolbypassrls
        AND rolname ~ '^citus_shard_(move|split)_subscription_role_\d+_\d+$'
"""
"""As whom Citus writes at the new place what happens at the old one; they go with the move."""
LOOK_SECONDS: Final = 0.05
JUST_CHANGED: Final = (psycopg.errors.InternalError_, psycopg.errors.UndefinedObject)
"""Citus has changed or dropped a role in the same moment: the next look sees how it is."""
NUMBERS: Final = """
    SELECT sequencename::text, coalesce(last_value, start_value) FROM pg_sequences
    WHERE schemaname = 'public'
"""
AHEAD: Final = 2**30
"""No organization writes so many rows while it is moved."""
MOST: Final = 2**63 - 1
ROLES: Final = ("turnout_owner", "turnout_app", "turnout_operator")
NAMES: Final = "SELECT belongs_to FROM organization_slugs WHERE slug = %s"
KNOWN: Final = "SELECT count(*) FROM organizations WHERE id = %s"
LONGEST_NAME: Final = 63
"""Characters of a restore point's name: PostgreSQL cuts what is longer."""


Coordinator: TypeAlias = psycopg.Connection[Any]
"""A connection to the coordinator, as `coordinator` opens it."""


class NodeError(Exception):
    """What was asked of the nodes cannot be done; the text says what to do instead."""


@dataclass(frozen=True, slots=True)
class Node:
    """One that can hold organizations, or the coordinator."""

    name: str
    takes_shards: bool
    shards: int
    organizations: int
    size_bytes: int
    answers: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A shard that lies on another node now."""

    shard: int
    source: str
    target: str


@contextmanager
def coordinator(url: str) -> Iterator[Coordinator]:
    """The coordinator of a spread database, asked as a superuser; NodeError unless it is that."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            _require_coordinator(connection)
            # A move ends with the command that began it, also when that is killed.
            connection.execute("SET client_connection_check_interval = '2s'")
            yield connection
    except psycopg.Error as error:
        raise NodeError(f"The nodes refused: {str(error).strip()}") from error


def _require_coordinator(connection: Coordinator) -> None:
    if not is_distributed(connection):
        raise NodeError("This database is plain PostgreSQL: it has no nodes.")
    [(is_coordinator, is_superuser)] = connection.execute(STANDING).fetchall()
    if not (is_coordinator and is_superuser):
        raise NodeError("The address must be the coordinator's, of a superuser.")


def list_nodes(connection: Coordinator) -> list[Node]:
    """Every node and what lies on it, the coordinator first."""
    sizes = dict(connection.execute(SIZES).fetchall())
    held = {name: found for name, *found in connection.execute(ORGANIZATIONS).fetchall()}
    listed = []
    for name, takes_shards, shards in connection.execute(NODES).fetchall():
        organizations, answers = held.get(name, (0, True))
        size = sizes.get(name) or 0
        listed.append(Node(name, takes_shards, shards, organizations, size, answers))
    return listed


def find_organization(connection: Coordinator, said: str) -> UUID:
    """An organization by its id or by a name it has or had; NodeError without one."""
    try:
        [(count,)] = connection.execute(KNOWN, [UUID(said)]).fetchall()
        found = [UUID(said)] if count else []
    except ValueError:
        found = [each for (each,) in connection.execute(NAMES, [said]).fetchall()]
    if not found:
        raise NodeError(f"There is no organization {said}: say its id or its name in addresses.")
    return found[0]


def move(connection: Coordinator, organization_id: UUID, to: str) -> Move | None:
    """Give an organization a shard of its own and move it, while it sells; None if it lies there.

    Writes wait twice: for a moment as the shard is split off, those of others in it too, and its
    own at the end of the move.
    """
    _require(connection, to)
    [(shard, source, is_alone)] = connection.execute(SHARD, [organization_id]).fetchall()
    if source == to:
        return None
    connection.execute(LEFT_BEHIND)
    if not is_alone:
        shard = _split_off(connection, organization_id, source)
    found = Move(shard, source, to)
    _carry_out(connection, found)
    return found


def _split_off(connection: Coordinator, organization_id: UUID, node: str) -> int:
    """Its own shard, on the node where it lies.

    Citus gives the parts their keys after it has begun to follow what is written. What is written
    in between would be told without any key, which PostgreSQL refuses for ever: so each part tells
    whole rows from when it is made. Citus takes that back with the keys.
    """
    with _connected(connection, node) as found:
        _require_plugin(found, node)
        found.execute(IDENTIFIED_NO_MORE)
        found.execute(IDENTIFY)
        found.execute(IDENTIFIED)
        try:
            with _past_policies(connection, node):
                [(shard,)] = connection.execute(ISOLATE, [organization_id]).fetchall()
        finally:
            found.execute(IDENTIFIED_NO_MORE)
    return int(shard)


def rebalance(connection: Coordinator) -> Iterator[Move]:
    """Move shards until all nodes hold alike, one after the other; each once it is done."""
    return _planned(connection, drain_only=False)


def add(connection: Coordinator, node: str) -> None:
    """Make a server one of the nodes, with nothing on it yet; NodeError says what it lacks."""
    if any(name == node for name, *_ in connection.execute(NODES)):
        raise NodeError(f"{node} is one of the nodes already.")
    host, port = _address(node)
    _require_ready(connection, node)
    connection.execute("SELECT citus_add_node(%s, %s)", [host, port])
    with _past_policies(connection, node):
        connection.execute(COPIES)


def remove(connection: Coordinator, node: str) -> Iterator[Move]:
    """Move everything off a node, then let it be none; each move once it is done."""
    host, port = _address(node)
    (_, *others) = connection.execute(NODES).fetchall()
    if all(name != node for name, *_ in others):
        raise NodeError(f"{node} is no node beside the coordinator.")
    if not any(takes_shards and name != node for name, takes_shards, _ in others):
        raise NodeError(f"{node} is the only node that holds organizations: add another first.")
    connection.execute(
        "SELECT citus_set_node_property(%s, %s, 'shouldhaveshards', false)", [host, port]
    )
    yield from _planned(connection, drain_only=True)
    connection.execute(LEFT_BEHIND)
    connection.execute("SELECT citus_remove_node(%s, %s)", [host, port])


def create_restore_point(connection: Coordinator, name: str) -> str:
    """Name this moment in the log of every node; the coordinator's place in it.

    Nothing is committed over several nodes meanwhile, so all nodes restored to the name fit.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        raise NodeError(f"The name of a restore point has 1 to {LONGEST_NAME} characters.")
    [(place,)] = connection.execute("SELECT citus_create_restore_point(%s)", [name]).fetchall()
    return str(place)


def _planned(connection: Coordinator, *, drain_only: bool) -> Iterator[Move]:
    connection.execute(LEFT_BEHIND)
    for each in connection.execute(PLAN, [drain_only]).fetchall():
        found = Move(*each)
        _carry_out(connection, found)
        yield found


def _carry_out(connection: Coordinator, found: Move) -> None:
    _raise_numbers(connection, found)
    with _past_policies(connection, found.target):
        connection.execute(COPIES)
        connection.execute(MOVE, [found.shard, *_address(found.source), *_address(found.target)])
    connection.execute(LEFT_BEHIND)


def _raise_numbers(connection: Coordinator, found: Move) -> None:
    """What is numbered at the new place is numbered beyond what the old one has given.

    Each node numbers in a range of its own. An organization that comes to a lower one would go on
    with smaller numbers, and its log is read and sealed in their order.
    """
    with _connected(connection, found.source) as source:
        given = dict(source.execute(NUMBERS).fetchall())
    with _connected(connection, found.target) as target:
        own = dict(target.execute(NUMBERS).fetchall())
        for name in own.keys() & given.keys():
            wanted = given[name] + AHEAD
            if own[name] < wanted:
                sequence = sql.Identifier("public", name)
                target.execute(
                    sql.SQL("ALTER SEQUENCE {} MAXVALUE {}").format(sequence, sql.Literal(MOST))
                )
                target.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', wanted])


@contextmanager
def _past_policies(connection: Coordinator, node: str) -> Iterator[None]:
    """Let the roles of a move write every organization's rows, as soon as Citus has made them.

    Their tables force row policies on their owner, whose rights these roles have; PostgreSQL
    refuses replication to whomever a policy could hide rows from.
    """
    has_ended = threading.Event()

    def let_in(found: psycopg.Connection[Any]) -> None:
        while not has_ended.wait(LOOK_SECONDS):
            for (role,) in found.execute(WRITERS).fetchall():
                with suppress(*JUST_CHANGED):
                    found.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(role)))

    with _connected(connection, node) as found:
        watcher = threading.Thread(target=let_in, args=(found,), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            has_ended.set()
            watcher.join()


@contextmanager
def _connected(connection: Coordinator, node: str) -> Iterator[psycopg.Connection[Any]]:
    """A node asked for itself: what is done there is done nowhere else."""
    host, port = _address(node)
    password = {"password": connection.info.password} if connection.info.password else {}
    url = make_conninfo(connection.info.dsn, host=host, port=port, **password)
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as found:
        if found.execute(HAS_CITUS).fetchall() != [(0,)]:
            found.execute("SET citus.enable_ddl_propagation = off")
        yield found


def _require(connection: Coordinator, node: str) -> None:
    """NodeError unless this is a node that takes shards."""
    taking = [name for name, takes_shards, _ in connection.execute(NODES) if takes_shards]
    if node not in taking:
        raise NodeError(
            f"{node} is no node that holds organizations; these are: {', '.join(taking)}."
        )


def _require_ready(connection: Coordinator, node: str) -> None:
    """NodeError unless a server can become a node, before anything has been changed."""
    try:
        with _connected(connection, node) as found:
            if found.execute(HAS_CITUS).fetchall() != [(1,)]:
                raise NodeError(f"The extension citus is not in this database of {node}.")
            known = {name for (name,) in found.execute("SELECT rolname FROM pg_roles").fetchall()}
            lacking = [each for each in ROLES if each not in known]
            if lacking:
                raise NodeError(f"{node} has no role {lacking[0]}: make all three there first.")
            for name, value in {**NEEDED, "wal_level": "logical"}.items():
                [(own,)] = found.execute("SELECT current_setting(%s, true)", [name]).fetchall()
                if own != value:
                    raise NodeError(f"{name} is to be {value} on {node}, and is {own}.")
            _require_plugin(found, node)
    except psycopg.OperationalError as error:
        raise NodeError(f"{node} does not answer: {str(error).strip()}") from error


def _require_plugin(found: psycopg.Connection[Any], node: str) -> None:
    """NodeError where PostgreSQL does not let Citus tell of changes as they are written."""
    [(named,)] = found.execute(PLUGINS).fetchall()
    if named is not None and PLUGIN not in (each.strip() for each in named.split(",")):
        raise NodeError(
            f"output_plugin_libraries is to name {PLUGIN} on {node}: "
            f"ALTER SYSTEM SET output_plugin_libraries = pgoutput, {PLUGIN}, and reload it."
        )


def _address(node: str) -> tuple[str, int]:
    """Host and port; NodeError for a text that is no address."""
    host, _, port = node.rpartition(":")
    if not host or not port.isdecimal():
        raise NodeError(f"{node} is no address of a node: say host and port, such as db-1:5432.")
    return host, int(port)
