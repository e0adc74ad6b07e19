"""Statements of user_merges: merges, and rows that change hands by the registry's names."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.privacy import api as privacy
from turnout.modules.user_merges.types import MergeReport, NewUserMerge, UserMerge

COLUMNS: Final = """id, from_user_id, into_user_id, '' AS from_email, '' AS into_email, reason,
    asked_by, asked_at, done_at, report"""
LEASE: Final = timedelta(hours=1)
INSERT: Final = f"""
    INSERT INTO user_merges (id, from_user_id, into_user_id, reason, asked_by, asked_at)
    VALUES (%(id)s, %(from_user_id)s, %(into_user_id)s, %(reason)s, %(asked_by)s, %(now)s)
    RETURNING {COLUMNS}
"""
IS_UNDER_WAY: Final = """
    SELECT EXISTS (SELECT FROM user_merges WHERE done_at IS NULL
        AND (from_user_id = %(user_id)s OR into_user_id = %(user_id)s))
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM user_merges WHERE id > %(after)s ORDER BY id LIMIT %(limit)s
"""
FIND: Final = f"SELECT {COLUMNS} FROM user_merges WHERE id = %(id)s"
LIST_DUE: Final = """
    SELECT id FROM user_merges
    WHERE done_at IS NULL AND (leased_until IS NULL OR leased_until <= %(now)s) ORDER BY id
"""
CLAIM: Final = f"""
    UPDATE user_merges SET leased_until = %(until)s
    WHERE id = %(id)s AND done_at IS NULL
        AND (leased_until IS NULL OR leased_until <= %(now)s)
    RETURNING {COLUMNS}
"""
NOTE: Final = "UPDATE user_merges SET report = %(report)s::jsonb WHERE id = %(id)s"
FINISH: Final = """
    UPDATE user_merges SET done_at = %(now)s, leased_until = NULL, report = %(report)s::jsonb
    WHERE id = %(id)s
"""
# Whoever has two accounts may have the same thing twice: what a unique index forbids goes first.
UNIQUE_INDEXES: Final = """
    SELECT i.indrelid::regclass::text AS table_name,
        array(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            ORDER BY k.place) AS columns,
        coalesce(pg_get_expr(i.indpred, i.indrelid), 'true') AS predicate
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND i.indexprs IS NULL AND c.relnamespace = 'public'::regnamespace
        AND c.relkind = 'r'
"""


class UniqueIndex(NamedTuple):
    """Columns of a table that no two rows share, among the rows of a predicate."""

    table_name: str
    columns: Sequence[str]
    predicate: str

    def is_of(self, table: str, column: str) -> bool:
        return self.table_name == table and column in self.columns


def insert_merge(tx: Transaction, new: NewUserMerge, *, asked_by: str) -> UserMerge:
    values = {
        "id": new_id(),
        "from_user_id": new.from_user_id,
        "into_user_id": new.into_user_id,
        "reason": new.reason,
        "asked_by": asked_by,
        "now": tx.now,
    }
    [made] = tx.query(INSERT, values, into=UserMerge.of)
    return made


def lock_merges(tx: Transaction) -> None:
    """One merge is asked for after the other: none gives an account to one that is given up."""
    tx.query("LOCK TABLE user_merges IN SHARE ROW EXCLUSIVE MODE")


def is_under_way(tx: Transaction, user_id: UUID) -> bool:
    """Whether an account is just being merged, as either of the two."""
    [(found,)] = tx.query(IS_UNDER_WAY, {"user_id": user_id})
    return bool(found)


def list_merges(tx: Transaction, request: PageRequest) -> list[UserMerge]:
    """A page, oldest first."""
    after = request.after[1] if request.after else UUID(int=0)
    return tx.query(LIST, {"after": after, "limit": request.limit + 1}, into=UserMerge.of)


def find_merge(tx: Transaction, merge_id: UUID) -> UserMerge | None:
    return next(iter(tx.query(FIND, {"id": merge_id}, into=UserMerge.of)), None)


def list_due(tx: Transaction) -> list[UUID]:
    return [merge_id for (merge_id,) in tx.query(LIST_DUE, {"now": tx.now})]


def claim(tx: Transaction, merge_id: UUID) -> UserMerge | None:
    """Take a merge that is not done for this worker."""
    values = {"id": merge_id, "now": tx.now, "until": tx.now + LEASE}
    return next(iter(tx.query(CLAIM, values, into=UserMerge.of)), None)


def note(tx: Transaction, merge_id: UUID, report: MergeReport) -> None:
    """Keep what was done so far: a worker that stops is followed by one that goes on."""
    tx.query(NOTE, {"id": merge_id, "report": _json(report)})


def finish(tx: Transaction, merge_id: UUID, report: MergeReport) -> None:
    tx.query(FINISH, {"id": merge_id, "report": _json(report), "now": tx.now})


def list_unique_indexes(tx: Transaction) -> list[UniqueIndex]:
    return [UniqueIndex(*row) for row in tx.query(UNIQUE_INDEXES)]


def knows(tx: Transaction, columns: Mapping[str, Sequence[str]], user_id: UUID) -> bool:
    """Whether this organization has a row of an account in any of these columns: one statement."""
    here = privacy.here(tx)
    asked = [
        f"EXISTS (SELECT FROM {table} WHERE {here}{column} = %(user_id)s)"
        for table, names in columns.items()
        for column in names
    ]
    [(found,)] = tx.query(f"SELECT {' OR '.join(asked)}", {"user_id": user_id, **privacy.place(tx)})
    return bool(found)


def move_rows(
    tx: Transaction,
    table: str,
    column: str,
    merge: UserMerge,
    *,
    unique: Sequence[UniqueIndex],
    has_version: bool,
) -> tuple[int, int]:
    """Give rows to the other account; how many moved, and how many went as both had the same."""
    values = {"from": merge.from_user_id, "into": merge.into_user_id, **privacy.place(tx)}
    here, ended = privacy.here(tx), 0
    for index in unique:
        others = [each for each in index.columns if each not in (column, "organization_id")]
        same = (
            f"({', '.join(others)}) IN (SELECT {', '.join(others)}" if others else "EXISTS (SELECT"
        )
        ended += _count(
            tx,
            f"DELETE FROM {table} WHERE {here}{column} = %(from)s AND ({index.predicate})"
            f" AND {same} FROM {table} WHERE {here}{column} = %(into)s AND ({index.predicate}))",
            values,
        )
    change = f"{column} = %(into)s" + (", version = version + 1" if has_version else "")
    statement = f"UPDATE {table} SET {change} WHERE {here}{column} = %(from)s"
    return _count(tx, statement, values), ended


def end_rows(tx: Transaction, table: str, column: str, merge: UserMerge) -> int:
    statement = f"DELETE FROM {table} WHERE {privacy.here(tx)}{column} = %(from)s"
    return _count(tx, statement, {"from": merge.from_user_id, **privacy.place(tx)})


def _count(tx: Transaction, statement: str, values: Mapping[str, object]) -> int:
    return len(tx.query(f"{statement} RETURNING 1", values))


def _json(report: MergeReport) -> str:
    return as_json(msgspec.to_builtins(report))
