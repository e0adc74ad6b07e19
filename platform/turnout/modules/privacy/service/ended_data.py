"""Data whose time is over: taken out along with orders or an event, whoever is meant in it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.files import api as files
from turnout.modules.privacy.queries import audit_log, personal_rows
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service.erasures import Found, Tables, of_organization
from turnout.modules.privacy.types import PersonalTable, Subject, TakenOut

NOBODY = Subject(user_id=None, emails=())


def take_out_along(
    tx: Transaction,
    anchors: Mapping[str, Sequence[UUID]],
    *,
    only: Collection[str] | None = None,
) -> TakenOut:
    """Take every person out of these rows, and out of what the registry says goes along.

    `anchors` are ids by table; `only` names the tables in which something changes, all without it.
    The log's entries keep their contents until `erase_entries` of the ids that come back.
    """
    columns = personal_rows.columns_of_tables(tx)
    tables = _needed(of_organization(personal_tables(), columns), only)
    found: Found = {name: list(ids) for name, ids in anchors.items()}
    for name, table in tables.items():
        if name not in anchors and (ids := personal_rows.find_ids_along(tx, table, found)):
            found[name] = ids
    changing = {
        name: tables[name]
        for name in found
        if name in tables and tables[name].is_changed and (only is None or name in only)
    }
    taken = _clear(tx, changing, found, columns)
    for name in reversed([each for each in tables if each in changing]):
        if changing[name].deletes_rows:
            personal_rows.delete_rows(tx, changing[name], found[name])
    for file_id in taken:
        files.discard(tx, file_id)
    ids = [each for name in changing for each in found[name] if isinstance(each, UUID)]
    return TakenOut(
        ids=[*ids, *taken],
        deleted={name: len(found[name]) for name, each in changing.items() if each.deletes_rows},
        anonymised={
            name: len(found[name]) for name, each in changing.items() if not each.deletes_rows
        },
        files=len(taken),
    )


def erase_entries(ctx: SystemContext, organization_id: UUID, ids: Sequence[UUID]) -> int:
    """Empty the log's entries of these rows, which are committed; how many there were."""
    kept = [name for name, table in personal_tables().items() if not table.is_changed]
    with transaction(ctx) as tx:
        audit_log.seal_logs(tx)
    with transaction(ctx) as tx:
        return audit_log.erase_entries(tx, organization_id, subjects=ids, subject=NOBODY, kept=kept)


def _needed(tables: Tables, only: Collection[str] | None) -> dict[str, PersonalTable]:
    """The tables that change, and those by whose rows theirs are found; in their order."""
    if only is None:
        return dict(tables)
    needed = set(only)
    for name in reversed(list(tables)):
        if name in needed:
            table = tables[name]
            references = (*table.of, *table.named_in, *table.ends_with)
            needed |= {each.table for each in references}
    return {name: table for name, table in tables.items() if name in needed}


def _clear(
    tx: Transaction, changing: Tables, found: Found, columns: Mapping[str, Mapping[str, Any]]
) -> list[UUID]:
    """Empty the columns of rows that stay; the files that rows on their way out name."""
    taken: list[UUID] = []
    for name, table in changing.items():
        if table.files:
            taken += personal_rows.list_files(tx, table, found[name])
        if not table.deletes_rows:
            personal_rows.clear_whole_rows(tx, table, found[name], columns[name])
    return taken
