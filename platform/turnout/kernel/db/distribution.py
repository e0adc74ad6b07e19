"""Putting a migrated database over the nodes of Citus, in one transaction: whole or not at all.

Three foreign keys cannot come along, as they lead from a table without shards to one that has
them: `organization_slugs`, `proven_hosts` and `short_link_codes`. Their rows are written, and
deleted, with what they belong to.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import psycopg
from psycopg import sql

from turnout.kernel.db import distributed_rules
from turnout.kernel.db.placements import (
    BY_ORGANIZATION,
    HAS_CITUS,
    ITSELF,
    Kind,
    Placement,
    find_placements,
    list_placements,
)

SHARDS: Final = 32
"""Of each table, and so the most nodes among which organizations can be spread."""
SETTINGS: Final = {
    "citus.multi_shard_modify_mode": "sequential",
    "citus.enable_unsafe_triggers": "on",
    "citus.allow_nested_distributed_execution": "on",
    "lock_timeout": "10s",
}
"""Of the session that distributes: one connection to each node does it all, triggers come along."""
NEEDED: Final = {
    "citus.enable_unsafe_triggers": "on",
    "citus.propagate_set_commands": "local",
    "citus.allow_nested_distributed_execution": "on",
}
"""Of every node, for as long as it serves: whose rows a transaction sees is told by SET LOCAL, and
the audit triggers write where the row is."""
ALONE: Final = "SELECT pg_advisory_xact_lock(7081991)"
"""Migrations take it as well."""
NODES: Final = """
    SELECT count(*) FILTER (WHERE shouldhaveshards), count(*) FILTER (WHERE groupid = 0)
    FROM pg_dist_node WHERE isactive AND noderole = 'primary'
"""
ON_WORKERS: Final = """
    SELECT nodename || ':' || nodeport, result FROM run_command_on_workers(%s) JOIN pg_dist_node
    USING (nodename, nodeport)
"""
TRIGGER_FUNCTIONS: Final = """
    SELECT create_distributed_function(p.oid::regprocedure)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
"""Those of a database that was migrated before it had nodes are not on them yet."""
DELEGATED: Final = """
    SELECT create_distributed_function(p.oid::regprocedure, 'organization',
        colocate_with := 'organizations', force_delegation := true)
    FROM pg_proc p WHERE p.proname IN ('turnout_delete_organization', 'turnout_loose_files')
        AND p.pronamespace = 'public'::regnamespace
"""
"""The owner's functions about one organization: each runs whole on the node where that one lies, as
the coordinator refuses one role what another has changed in the same transaction."""
REFERENCES: Final = """
    SELECT c.conrelid::regclass::text, c.conname::text, c.confrelid::regclass::text,
        pg_get_constraintdef(c.oid), c.confdeltype::text, a.names, f.names
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace,
        LATERAL (SELECT array_agg(t.attname::text ORDER BY k.place) AS names
            FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
            JOIN pg_attribute t ON t.attrelid = c.conrelid AND t.attnum = k.number) a,
        LATERAL (SELECT array_agg(t.attname::text ORDER BY k.place) AS names
            FROM unnest(c.confkey) WITH ORDINALITY k (number, place)
            JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = k.number) f
    WHERE c.contype = 'f' AND n.nspname = 'public' AND c.conparentid = 0 ORDER BY 1, 2
"""
ACTION: Final = re.compile(r" ON DELETE (?:CASCADE|SET NULL(?: \([^)]*\))?)")
FOLLOW: Final = (
    "DROP POLICY IF EXISTS follows ON {table}",
    "CREATE POLICY follows ON {table} TO turnout_owner USING (true) WITH CHECK (true)",
    """
    CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
    SECURITY {rights} SET search_path = pg_catalog, public, pg_temp AS $body$
    BEGIN
        {change} WHERE {found};
        RETURN OLD;
    END $body$
    """,
    "REVOKE ALL ON FUNCTION {function}() FROM PUBLIC",
    """
    CREATE TRIGGER {trigger} BEFORE DELETE ON {to} FOR EACH ROW EXECUTE FUNCTION {function}()
    """,
)
"""A key follows a deletion whoever deletes; so does the function of the owner, who sees all. Copies
are changed with the rights of who deletes: two roles that change them at once wait for each other.
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key as the catalogue has it."""

    table: str
    name: str
    to: str
    definition: str
    action: str
    """Of a deletion, by the catalogue's letter: `n` sets null, `c` deletes, `a` does nothing."""
    columns: Sequence[str]
    to_columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Distribution:
    """What was done: tables that were placed, and foreign keys that could not come along."""

    placed: Sequence[Placement]
    left_out: Sequence[Reference]


class NotDistributable(Exception):
    """The server is not one over which tables can be spread; the text says what to do."""


def distribute(owner_url: str, *, shards: int = SHARDS) -> Distribution:
    """Put every table where it is to lie, in one transaction; NotDistributable says why it cannot.

    What lies there already stays. Tables are locked meanwhile: it is done before customers come,
    or in a window of maintenance.
    """
    try:
        with psycopg.connect(owner_url) as connection:
            require_nodes(connection)
            for name, value in {**SETTINGS, "citus.shard_count": str(shards)}.items():
                connection.execute(sql.SQL("SET LOCAL {} = {}").format(_setting(name), value))
            connection.execute(ALONE)
            return _distribute(connection)
    except psycopg.errors.OutOfMemory as error:
        raise NotDistributable(
            "A node has too few locks for so many shards: raise max_locks_per_transaction on every"
            " node (4096 is enough for 32 shards), or ask for fewer --shards."
        ) from error


def _distribute(connection: psycopg.Connection[Any]) -> Distribution:
    placed = {
        each.table for each in find_placements(connection).values() if each.kind is not Kind.LOCAL
    }
    wanted = list_placements(connection)
    waiting = [each for each in wanted if each.kind is not Kind.LOCAL and each.table not in placed]
    if not waiting:
        return Distribution(placed=(), left_out=())
    is_first = ITSELF not in placed
    references = _take_references(connection, {each.table for each in waiting})
    if is_first:
        for statement in distributed_rules.statements():
            connection.execute(statement)
        connection.execute(TRIGGER_FUNCTIONS)
    for each in sorted(waiting, key=_order):
        _place(connection, each)
    kinds = {each.table: each.kind for each in wanted}
    left_out = [each for each in references if not _give_back(connection, each, kinds)]
    if is_first:
        connection.execute(DELEGATED)
        connection.execute(distributed_rules.list_reference())
    return Distribution(placed=waiting, left_out=left_out)


def require_nodes(connection: psycopg.Connection[Any]) -> None:
    """Raise NotDistributable, with what to do, unless the server's nodes can take tables."""
    if not _row(connection, HAS_CITUS)[0]:
        raise NotDistributable(
            "The extension citus is not in this database: as a superuser, CREATE EXTENSION citus"
            " in the database of the same name on every node."
        )
    with_shards, coordinators = _row(connection, NODES)
    if not coordinators:
        raise NotDistributable(
            "The coordinator is not named: as a superuser,"
            " SELECT citus_set_coordinator_host('its address', its port)."
        )
    if not with_shards:
        raise NotDistributable(
            "No node takes shards yet: as a superuser,"
            " SELECT citus_add_node('its address', its port) for each."
        )
    for name, value in NEEDED.items():
        wrong = _nodes_without(connection, name, value)
        if wrong:
            raise NotDistributable(f"{name} is to be {value} on every node; not so on {wrong}.")


def _nodes_without(connection: psycopg.Connection[Any], name: str, value: str) -> str:
    asked = f"SELECT current_setting('{name}', true)"
    [(own,)] = connection.execute(asked.encode()).fetchall()
    answers = [("the coordinator", own), *connection.execute(ON_WORKERS, [asked]).fetchall()]
    return ", ".join(node for node, found in answers if found != value)


def _row(connection: psycopg.Connection[Any], statement: str) -> tuple[Any, ...]:
    [row] = connection.execute(statement).fetchall()
    return tuple(row)


def _order(placement: Placement) -> tuple[bool, bool, str]:
    """Copies first, then the organizations, with which all others lie together."""
    is_distributed = placement.kind is Kind.DISTRIBUTED
    return is_distributed, is_distributed and placement.table != ITSELF, placement.table


def _take_references(connection: psycopg.Connection[Any], tables: set[str]) -> list[Reference]:
    """Drop the foreign keys of and to these tables: they come back once all have their place."""
    every = [Reference(*row) for row in connection.execute(REFERENCES).fetchall()]
    found = [each for each in every if tables & {each.table, each.to}]
    for each in found:
        connection.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
                sql.Identifier(each.table), sql.Identifier(each.name)
            )
        )
    return found


def _place(connection: psycopg.Connection[Any], placement: Placement) -> None:
    if placement.kind is Kind.REFERENCE:
        connection.execute("SELECT create_reference_table(%s::regclass)", [placement.table])
        return
    together = "none" if placement.table == ITSELF else ITSELF
    connection.execute(
        "SELECT create_distributed_table(%s::regclass, %s, colocate_with => %s)",
        [placement.table, placement.column, together],
    )


def _give_back(
    connection: psycopg.Connection[Any], each: Reference, kinds: Mapping[str, Kind]
) -> bool:
    """Make a foreign key anew; False where it would lead to another organization's shard."""
    if kinds[each.to] is Kind.DISTRIBUTED and not _stays_in_shard(each, kinds):
        return False
    follows = _is_followed_by_trigger(each, kinds)
    connection.execute(
        sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
            sql.Identifier(each.table),
            sql.Identifier(each.name),
            sql.SQL(ACTION.sub("", each.definition) if follows else each.definition),
        )
    )
    if follows:
        is_copy = kinds[each.table] is Kind.REFERENCE
        _follow_deletions(connection, each, rights="INVOKER" if is_copy else "DEFINER")
    return True


def _stays_in_shard(each: Reference, kinds: Mapping[str, Kind]) -> bool:
    mine, theirs = ("id" if table == ITSELF else BY_ORGANIZATION for table in (each.table, each.to))
    pairs = zip(each.columns, each.to_columns, strict=True)
    return kinds[each.table] is Kind.DISTRIBUTED and (mine, theirs) in pairs


def _is_followed_by_trigger(each: Reference, kinds: Mapping[str, Kind]) -> bool:
    """Whether Citus has no such action: SET NULL from a shard, any from a copy to no copy."""
    if kinds[each.table] is Kind.DISTRIBUTED:
        return each.action == "n"
    is_from_copy = kinds[each.table] is Kind.REFERENCE and kinds[each.to] is Kind.LOCAL
    return is_from_copy and each.action in "nc"


def _follow_deletions(
    connection: psycopg.Connection[Any], each: Reference, *, rights: Literal["DEFINER", "INVOKER"]
) -> None:
    """Do by a trigger what the key's action would do as the row goes that it leads to."""
    pairs = list(zip(each.columns, each.to_columns, strict=True))
    emptied = sql.SQL(", ").join(
        sql.SQL("{} = NULL").format(sql.Identifier(column))
        for column, _ in pairs
        if column != BY_ORGANIZATION
    )
    table, name = sql.Identifier(each.table), each.name.removeprefix("fk_")
    values = {
        "function": sql.Identifier(f"turnout_{name}"),
        "table": table,
        "to": sql.Identifier(each.to),
        "trigger": sql.Identifier(f"follows_{name}"),
        "rights": sql.SQL(rights),
        "change": sql.SQL("DELETE FROM {}").format(table)
        if each.action == "c"
        else sql.SQL("UPDATE {} SET {}").format(table, emptied),
        "found": sql.SQL(" AND ").join(
            sql.SQL("{} = OLD.{}").format(sql.Identifier(column), sql.Identifier(theirs))
            for column, theirs in pairs
        ),
    }
    for statement in FOLLOW:
        connection.execute(sql.SQL(statement).format(**values))


def _setting(name: str) -> sql.Composed:
    return sql.SQL(".").join(sql.Identifier(part) for part in name.split("."))
