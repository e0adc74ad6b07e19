"""Every statement of bulk edits."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.bulk_edits.errors import BulkEditNotFound
from turnout.modules.bulk_edits.types import BulkEdit, EditedType

LATEST: Final = 20
EDITS: Final = """
    SELECT id, event_id, created_at, items, undone_at FROM bulk_edits
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
OF_EVENT: Final = f"{EDITS} ORDER BY id DESC LIMIT {LATEST}"
LOCKED: Final = f"{EDITS} AND id = %(id)s FOR UPDATE"
INSERT: Final = """
    INSERT INTO bulk_edits (organization_id, id, event_id, items, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(items)s::jsonb, %(now)s, %(created_by)s)
"""
SET_UNDONE: Final = """
    UPDATE bulk_edits SET undone_at = %(now)s, undone_by = %(undone_by)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_edits(tx: Transaction, event_id: UUID) -> list[BulkEdit]:
    """The latest of an event, the newest first; none of them says yet that it can be undone."""
    return tx.query(OF_EVENT, tx.here(event_id=event_id), into=_edit)


def lock_edit(tx: Transaction, event_id: UUID, bulk_edit_id: UUID) -> BulkEdit:
    """The bulk edit, which nobody else undoes meanwhile; BulkEditNotFound."""
    for found in tx.query(LOCKED, tx.here(event_id=event_id, id=bulk_edit_id), into=_edit):
        return found
    raise BulkEditNotFound


def insert_edit(tx: Transaction, event_id: UUID, items: Sequence[EditedType]) -> UUID:
    edit_id = new_id()
    said = as_json(msgspec.to_builtins(list(items)))
    who = str(tx.ctx.actor)
    tx.query(INSERT, tx.here(id=edit_id, event_id=event_id, items=said, created_by=who))
    return edit_id


def set_undone(tx: Transaction, bulk_edit_id: UUID) -> None:
    tx.query(SET_UNDONE, tx.here(id=bulk_edit_id, undone_by=str(tx.ctx.actor)))


def _edit(*, items: Any, **columns: Any) -> BulkEdit:
    return BulkEdit(items=codec.convert(items, list[EditedType]), can_undo=False, **columns)
