"""Data whose time is over: taken out along with orders or an event, whoever is meant in it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction
from turnout.modules.files import api as files
from turnout.modules.privacy.queries import personal_rows
from turnout.modules.privacy.registry import personal_tables, tables_of_field
from turnout.modules.privacy.service import erasures
from turnout.modules.privacy.service.erasures import Columns, Ids, Tables
from turnout.modules.privacy.types import PersonalTable, Subject, TakenOut

NOBODY: Final = Subject(user_id=None, emails=())


def take_out_along(
    tx: Transaction, known: Ids, *, columns: Columns, only: Collection[str] | None = None
) -> TakenOut:
    """Take every person out of the known rows, and out of what the registry says goes along.

    `known` are ids by table; `only` names the tables in which something changes, all without it.
    The log's entries keep their contents until `erase_entries` of the ids that come back.
    """
    tables = _needed(erasures.of_organization(personal_tables(), columns), only)
    return _take_out(tx, tables, _find(tx, tables, known, only), columns)


def take_out_field(tx: Transaction, field: str, known: Ids, *, columns: Columns) -> TakenOut:
    """Take out what the rows of one field say of people; other rows stay.

    `known` are the orders, or the events, on which they hang.
    """
    only = tables_of_field(field)
    every = _needed(erasures.of_organization(personal_tables(), columns), only)
    tables = {name: _of_field(table) for name, table in every.items()}
    found = _find(tx, tables, known, only)
    speaking = {
        name: personal_rows.list_speaking(tx, tables[name], ids) for name, ids in found.items()
    }
    return _take_out(tx, tables, {name: ids for name, ids in speaking.items() if ids}, columns)


def _of_field(table: PersonalTable) -> PersonalTable:
    """With what its rows are found by for the time of their field alone."""
    return replace(table, ends_with=(*table.ends_with, *table.field_of))


def _find(
    tx: Transaction, tables: Tables, known: Ids, only: Collection[str] | None
) -> dict[str, list[Any]]:
    """The rows that hang on the known ones, of tables in which something changes."""
    return {
        name: ids
        for name, ids in erasures.find_rows(tx, tables, None, known=known).items()
        if name in tables and tables[name].is_changed and (only is None or name in only)
    }


def _take_out(
    tx: Transaction, tables: Tables, found: dict[str, list[Any]], columns: Columns
) -> TakenOut:
    taken = erasures.take_out(tx, tables, found, subject=None, columns=columns)
    erasures.delete_found(tx, tables, found)
    for file_id in taken:
        files.discard(tx, file_id)
    counts = {name: len(ids) for name, ids in found.items()}
    return TakenOut(
        ids=[*erasures.changed_ids(tables, found), *taken],
        deleted={name: number for name, number in counts.items() if tables[name].deletes_rows},
        anonymised={
            name: number for name, number in counts.items() if not tables[name].deletes_rows
        },
        files=len(taken),
    )


def erase_entries(ctx: SystemContext, organization_id: UUID, ids: Sequence[UUID]) -> int:
    """Empty the log's entries of these rows, which are committed; how many there were."""
    return erasures.erase_log(ctx, organization_id, ids, NOBODY)


def _needed(tables: Tables, only: Collection[str] | None) -> dict[str, PersonalTable]:
    """The tables that change, and those by whose rows theirs are found; in their order."""
    if only is None:
        return dict(tables)
    needed = set(only)
    for name in reversed(list(tables)):
        if name in needed:
            table = tables[name]
            needed |= {each.table for each in (*table.hangs_on, *table.named_in)}
    return {name: table for name, table in tables.items() if name in needed}
