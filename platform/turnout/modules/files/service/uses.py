"""Where files are used, and what of them a membership that is limited to some events reaches.

Such a member sees what its events use, what the organization uses, and what nothing uses yet; it
changes only what no other place shows or links.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.files import queries, rules
from turnout.modules.files.errors import FileNotFound, UsedElsewhere
from turnout.modules.files.hooks import FILE_USES
from turnout.modules.files.models import FileRow
from turnout.modules.files.types import FileUse
from turnout.modules.organizations import api as organizations


def get_visible(tx: Transaction, file_id: UUID) -> FileRow:
    """One of the organization's own files that this member may see."""
    row = queries.get_file(tx, file_id)
    if not _visible(tx, [row]):
        raise FileNotFound
    return row


def get_changeable(tx: Transaction, file_id: UUID) -> FileRow:
    """The same, where this member may change every place that uses it; else UsedElsewhere."""
    row, event_ids = get_visible(tx, file_id), _limit(tx)
    if event_ids is not None:
        used_by = _used_by(tx, [row])[row.id]
        if not rules.is_changeable(used_by, event_ids):
            raise UsedElsewhere
    return row


def list_visible(tx: Transaction, request: PageRequest) -> list[FileRow]:
    """Those that this member may see, newest first, one more than asked for."""
    most, found = request.limit + 1, list[FileRow]()
    before = request.after[1] if request.after else None
    while len(found) < most:
        rows = queries.list_files(tx, before=before, limit=most)
        found += _visible(tx, rows)
        if len(rows) < most:
            break
        before = rows[-1].id
    return found[:most]


def _limit(tx: Transaction) -> frozenset[UUID] | None:
    return tx.ctx.event_ids if isinstance(tx.ctx, OrganizationContext) else None


def _visible(tx: Transaction, rows: list[FileRow]) -> list[FileRow]:
    event_ids = _limit(tx)
    if event_ids is None or not rows:
        return rows
    used_by = _used_by(tx, rows)
    return [row for row in rows if rules.is_visible(used_by[row.id], event_ids)]


def _used_by(tx: Transaction, rows: list[FileRow]) -> defaultdict[UUID, set[UUID | None]]:
    """The events that use each of these; None among them: the organization itself does."""
    ids = [row.id for row in rows]
    used_by = defaultdict[UUID, set[UUID | None]](set)
    for file_id in organizations.list_used_files(tx, ids):
        used_by[file_id].add(None)
    answers: Iterable[list[FileUse]] = (uses(tx, ids) for uses in FILE_USES)
    for use in chain(queries.list_event_file_uses(tx, ids), *answers):
        used_by[use.file_id].add(use.event_id)
    return used_by
