"""Statements about pictures and interests of people."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id

INSERT_AVATAR: Final = """
    INSERT INTO avatars (id, user_id, image, created_at)
    VALUES (%(id)s, %(user_id)s, %(image)s, %(now)s)
"""
DELETE_AVATARS: Final = """
    DELETE FROM avatars WHERE user_id = %(user_id)s AND id IS DISTINCT FROM %(but)s::uuid
"""
FIND_AVATAR: Final = "SELECT image FROM avatars WHERE id = %(id)s"
LIST_INTERESTS: Final = """
    SELECT kind, value FROM interests WHERE user_id = %(user_id)s ORDER BY id
"""
DELETE_INTERESTS: Final = """
    DELETE FROM interests WHERE user_id = %(user_id)s AND kind = %(kind)s
        AND value <> ALL(%(kept)s)
"""
INSERT_INTERESTS: Final = """
    INSERT INTO interests (id, user_id, kind, value, created_at)
    SELECT new.id, %(user_id)s, %(kind)s, new.value, %(now)s
    FROM unnest(%(ids)s::uuid[], %(values)s::text[]) AS new (id, value)
    ON CONFLICT (user_id, kind, value) DO NOTHING
"""


def insert_avatar(tx: Transaction, user_id: UUID, image: bytes) -> UUID:
    avatar_id = new_id()
    values = {"id": avatar_id, "user_id": user_id, "image": image, "now": tx.now}
    tx.query(INSERT_AVATAR, values)
    return avatar_id


def delete_avatars(tx: Transaction, user_id: UUID, *, but: UUID | None = None) -> None:
    """Delete a person's pictures, all but the present one."""
    tx.query(DELETE_AVATARS, {"user_id": user_id, "but": but})


def find_avatar(tx: Transaction, avatar_id: UUID) -> bytes | None:
    found = tx.query(FIND_AVATAR, {"id": avatar_id})
    return bytes(found[0][0]) if found else None


def list_interests(tx: Transaction, user_id: UUID) -> dict[str, tuple[str, ...]]:
    """By kind, in the order in which they were chosen."""
    rows = tx.query(LIST_INTERESTS, {"user_id": user_id})
    return {
        kind: tuple(value for each, value in rows if each == kind) for kind in ("category", "place")
    }


def replace_interests(tx: Transaction, user_id: UUID, kind: str, values: Sequence[str]) -> None:
    """Leave exactly these of a kind; one that was there stays as it was."""
    where = {"user_id": user_id, "kind": kind}
    tx.query(DELETE_INTERESTS, {**where, "kept": list(values)})
    new = {"ids": sorted(new_id() for _ in values), "values": list(values), "now": tx.now}
    tx.query(INSERT_INTERESTS, {**where, **new})
