"""Which rows of a table name things of another module: in a column, or by links in their texts.

A module that others refer to asks them by a hook; each answers with one of these statements about
its own tables. Names and expressions are the calling module's own, never somebody's input.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction

ID: Final = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
IN_COLUMN: Final = """
    SELECT t.{column}, {owner} FROM {table} t
    WHERE t.organization_id = %(organization_id)s AND t.{column} IS NOT NULL
"""
IN_TEXTS: Final = """
    SELECT link.found[1]::uuid, {owner} FROM {table} t
    CROSS JOIN LATERAL regexp_matches({words}, '{link}', 'gi') AS link (found)
    WHERE t.organization_id = %(organization_id)s
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that is named, and by what; no owner where that is the organization itself."""

    id: UUID
    owner_id: UUID | None


def column_references(table: str, column: str, *, owner: str) -> str:
    """Select what a column of the table, `t`, names; `owner` is an expression over it."""
    return IN_COLUMN.format(table=table, column=column, owner=owner)


def text_references(table: str, texts: Sequence[str], *, owner: str, path: str) -> str:
    """Select what addresses below `path` (such as `files`) in texts of the table, `t`, name."""
    words = " || ' ' || ".join(f"coalesce({each}, '')" for each in texts)
    return IN_TEXTS.format(table=table, words=words, owner=owner, link=f"/{path}/{ID}")


def list_references(tx: Transaction, *statements: str) -> list[Reference]:
    """What these statements find in this transaction's organization, each pair once."""
    rows = tx.query(" UNION ".join(statements), {"organization_id": tx.organization_id})
    return [Reference(*row) for row in rows]


def owners_by_id(found: Iterable[Reference]) -> defaultdict[UUID, set[UUID | None]]:
    """What names each thing; nothing for those that nothing names."""
    owners = defaultdict[UUID, set[UUID | None]](set)
    for each in found:
        owners[each.id].add(each.owner_id)
    return owners
