"""PostgreSQL spread over nodes by organization (Citus): where each table lies, and is to lie.

A table with `organization_id` is cut into shards by it, `organizations` by its own id; what such
tables refer to and no organization owns (people) has a copy on each node, as have the names that
lead to organizations; the rest stays with the coordinator.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import psycopg
from sqlalchemy import Connection

BY_ORGANIZATION: Final = "organization_id"
ITSELF: Final = "organizations"
ON_EVERY_NODE: Final = ("organization_slugs",)
"""Read with an organization's rows whenever a page is opened."""

HAS_CITUS: Final = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'"
TABLES: Final = """
    SELECT c.relname::text, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
        AND a.attname = 'organization_id' AND NOT a.attisdropped)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1
"""
REFERRED: Final = """
    SELECT c.conrelid::regclass::text, c.confrelid::regclass::text
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE c.contype = 'f' AND n.nspname = 'public'
"""
PLACED: Final = """
    SELECT p.logicalrelid::regclass::text,
        CASE WHEN p.partmethod = 'h' THEN 'distributed' WHEN p.repmodel = 't' THEN 'reference'
            ELSE 'local' END,
        CASE WHEN p.partmethod = 'h' THEN column_to_column_name(p.logicalrelid, p.partkey) END
    FROM pg_dist_partition p
"""


class Kind(StrEnum):
    DISTRIBUTED = "distributed"
    REFERENCE = "reference"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a table lies or is to lie; `column` is what it is cut by."""

    table: str
    kind: Kind
    column: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} by {self.column}" if self.column else str(self.kind)


def find_placements(connection: psycopg.Connection[Any]) -> dict[str, Placement]:
    """Where the tables lie that the server spreads, by name; empty on plain PostgreSQL."""
    [(extensions,)] = connection.execute(HAS_CITUS).fetchall()
    if not extensions:
        return {}
    return {
        name: Placement(name, Kind(kind), column)
        for name, kind, column in connection.execute(PLACED).fetchall()
    }


def is_distributed(connection: psycopg.Connection[Any]) -> bool:
    """Whether this database is spread over nodes."""
    return any(each.kind is Kind.DISTRIBUTED for each in find_placements(connection).values())


def list_placements(connection: psycopg.Connection[Any]) -> list[Placement]:
    """Where every table of ours is to lie, by name."""
    owned = dict(connection.execute(TABLES).fetchall())
    spread = {name for name, has_organization in owned.items() if has_organization} | {ITSELF}
    shared = {to for table, to in connection.execute(REFERRED).fetchall() if table in spread}
    shared = (shared - spread) | set(ON_EVERY_NODE)
    return [_placement(name, spread, shared) for name in owned]


def list_misplaced(connection: psycopg.Connection[Any], *, is_distributed: bool) -> list[str]:
    """A sentence for each table that does not lie where the setting has it; none when all do."""
    placed = find_placements(connection)
    if not is_distributed:
        spread = [each for each in placed.values() if each.kind is not Kind.LOCAL]
        return [f"{each.table} is {each}, and is to be local." for each in spread]
    found = []
    for wanted in list_placements(connection):
        present = placed.get(wanted.table, Placement(wanted.table, Kind.LOCAL))
        if present != wanted:
            found.append(f"{wanted.table} is {present}, and is to be {wanted}.")
    return found


def examine(url: str, *, is_distributed: bool) -> tuple[bool, list[str]]:
    """Whether the database at an address is spread, and what lies elsewhere than it is to."""
    with psycopg.connect(url) as connection:
        placed = find_placements(connection).values()
        is_spread = any(each.kind is Kind.DISTRIBUTED for each in placed)
        return is_spread, list_misplaced(connection, is_distributed=is_distributed)


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    """The driver's connection below one of the library."""
    found = connection.connection.driver_connection
    assert isinstance(found, psycopg.Connection)  # noqa: S101  it is the only driver
    return found


def _placement(table: str, spread: set[str], shared: set[str]) -> Placement:
    if table in spread:
        column = "id" if table == ITSELF else BY_ORGANIZATION
        return Placement(table, Kind.DISTRIBUTED, column)
    return Placement(table, Kind.REFERENCE if table in shared else Kind.LOCAL)
