"""Statements about copies of personal data: asked for, gathered in pieces, done, over."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.privacy.types import PersonalDataCopy, WaitingCopy

LEASE: Final = timedelta(minutes=5)
COLUMNS: Final = """
    id, CASE WHEN done_at IS NULL THEN 'waiting' ELSE 'ready' END AS state, asked_at, done_at,
    expires_at, pieces, bytes
"""
DELETE_DONE: Final = """
    DELETE FROM personal_data_copies WHERE user_id = %(user_id)s AND done_at IS NOT NULL
"""
INSERT: Final = f"""
    INSERT INTO personal_data_copies (id, user_id, asked_at)
    VALUES (%(id)s, %(user_id)s, %(now)s)
    ON CONFLICT (user_id) DO NOTHING RETURNING {COLUMNS}
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM personal_data_copies
    WHERE user_id = %(user_id)s AND (expires_at IS NULL OR expires_at > %(now)s)
"""
DELETE: Final = "DELETE FROM personal_data_copies WHERE user_id = %(user_id)s RETURNING id"
LIST_DUE: Final = """
    SELECT id FROM personal_data_copies
    WHERE done_at IS NULL AND (leased_until IS NULL OR leased_until <= %(now)s) ORDER BY asked_at
"""
CLAIM: Final = """
    UPDATE personal_data_copies SET leased_until = %(until)s
    WHERE id = %(id)s AND done_at IS NULL AND (leased_until IS NULL OR leased_until <= %(now)s)
    RETURNING id, user_id, pieces, last_organization_id
"""
NOTE: Final = """
    UPDATE personal_data_copies SET last_organization_id = %(last)s, leased_until = %(until)s,
        pieces = pieces + %(pieces)s, bytes = bytes + %(bytes)s
    WHERE id = %(id)s AND done_at IS NULL RETURNING pieces
"""
INSERT_PIECE: Final = """
    INSERT INTO personal_data_pieces (id, user_id, copy_id, position, sealed)
    SELECT %(piece_id)s, user_id, id, %(position)s, %(sealed)s FROM personal_data_copies
    WHERE id = %(id)s
"""
READ_PIECE: Final = """
    SELECT id, sealed FROM personal_data_pieces
    WHERE copy_id = %(id)s AND position = %(position)s
"""
FINISH: Final = """
    UPDATE personal_data_copies
    SET done_at = %(now)s, expires_at = %(expires_at)s, leased_until = NULL
    WHERE id = %(id)s AND done_at IS NULL RETURNING id
"""
FORGET: Final = "DELETE FROM personal_data_copies WHERE expires_at <= %(now)s RETURNING id"


def insert_copy(tx: Transaction, user_id: UUID) -> PersonalDataCopy | None:
    """Put a new copy in the place of one that is done; None while one is being made."""
    values = {"id": new_id(), "user_id": user_id, "now": tx.now}
    tx.query(DELETE_DONE, values)
    return next(iter(tx.query(INSERT, values, into=PersonalDataCopy)), None)


def find_copy(tx: Transaction, user_id: UUID) -> PersonalDataCopy | None:
    """The person's copy, being made or ready; None when its time is over."""
    values = {"user_id": user_id, "now": tx.now}
    return next(iter(tx.query(FIND, values, into=PersonalDataCopy)), None)


def delete_copy(tx: Transaction, user_id: UUID) -> bool:
    """Delete the person's copy with its pieces; False where there was none."""
    return bool(tx.query(DELETE, {"user_id": user_id}))


def list_due(tx: Transaction) -> list[UUID]:
    """Copies to be made that no worker is at."""
    return [copy_id for (copy_id,) in tx.query(LIST_DUE, {"now": tx.now})]


def claim(tx: Transaction, copy_id: UUID) -> WaitingCopy | None:
    """Take a copy to be made for this worker."""
    values = {"id": copy_id, "now": tx.now, "until": tx.now + LEASE}
    return next(iter(tx.query(CLAIM, values, into=WaitingCopy)), None)


def note(
    tx: Transaction, copy_id: UUID, *, last: UUID | None, piece: bytes = b"", is_kept: bool = True
) -> int | None:
    """Keep how far it is, counting a piece if there is one; how many pieces there are by now.

    The lease goes on, or ends where the copy is not kept. None when the copy was deleted.
    """
    values = {
        "id": copy_id,
        "last": last,
        "pieces": 1 if piece else 0,
        "bytes": len(piece),
        "until": tx.now + LEASE if is_kept else tx.now,
    }
    return next((pieces for (pieces,) in tx.query(NOTE, values)), None)


def insert_piece(
    tx: Transaction, copy_id: UUID, piece_id: UUID, *, position: int, sealed: bytes
) -> None:
    values = {"id": copy_id, "piece_id": piece_id, "position": position, "sealed": sealed}
    tx.query(INSERT_PIECE, values)


def read_piece(tx: Transaction, copy_id: UUID, position: int) -> tuple[UUID, bytes] | None:
    """A piece with its id, as it was sealed."""
    rows = tx.query(READ_PIECE, {"id": copy_id, "position": position})
    return next(((piece_id, bytes(sealed)) for piece_id, sealed in rows), None)


def finish(tx: Transaction, copy_id: UUID, *, days: int) -> bool:
    """Call a copy ready from now on for some days; False when it was deleted."""
    expires_at = tx.now + timedelta(days=days)
    return bool(tx.query(FINISH, {"id": copy_id, "now": tx.now, "expires_at": expires_at}))


def forget(tx: Transaction) -> int:
    """Delete the copies whose time is over; how many."""
    return len(tx.query(FORGET, {"now": tx.now}))
