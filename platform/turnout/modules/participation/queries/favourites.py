"""Statements about favourites and followed organizers."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id

ADD = """
    INSERT INTO event_favourites (organization_id, id, user_id, event_id, created_at)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(event_id)s, %(now)s)
    ON CONFLICT (organization_id, event_id, user_id) DO NOTHING
"""
REMOVE = """
    DELETE FROM event_favourites WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND user_id = %(user_id)s
"""
FOLLOW = """
    INSERT INTO event_followers (organization_id, id, user_id, created_at)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(now)s)
    ON CONFLICT (organization_id, user_id) DO NOTHING
"""
UNFOLLOW = """
    DELETE FROM event_followers
    WHERE organization_id = %(organization_id)s AND user_id = %(user_id)s
"""
FAVOURITES = """
    SELECT organization_id, event_id, created_at FROM event_favourites
    WHERE user_id = %(user_id)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
FOLLOWED = """
    SELECT organization_id, created_at FROM event_followers
    WHERE user_id = %(user_id)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""


def add_favourite(tx: Transaction, event_id: UUID, user_id: UUID) -> None:
    tx.query(ADD, _values(tx, user_id, event_id=event_id))


def remove_favourite(tx: Transaction, event_id: UUID, user_id: UUID) -> None:
    tx.query(REMOVE, _values(tx, user_id, event_id=event_id))


def follow(tx: Transaction, user_id: UUID) -> None:
    tx.query(FOLLOW, _values(tx, user_id))


def unfollow(tx: Transaction, user_id: UUID) -> None:
    tx.query(UNFOLLOW, _values(tx, user_id))


def list_favourites(
    tx: Transaction, user_id: UUID, *, limit: int
) -> list[tuple[UUID, UUID, datetime]]:
    """(organization, event, since), the latest first, over all organizations."""
    return [tuple(row) for row in tx.query(FAVOURITES, {"user_id": user_id, "limit": limit})]


def list_followed(tx: Transaction, user_id: UUID, *, limit: int) -> list[tuple[UUID, datetime]]:
    """(organization, since), the latest first."""
    return [tuple(row) for row in tx.query(FOLLOWED, {"user_id": user_id, "limit": limit})]


def _values(tx: Transaction, user_id: UUID, **more: UUID) -> dict[str, object]:
    return {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "user_id": user_id,
        "now": tx.now,
        **more,
    }


FOLLOWERS: Final = """
    SELECT user_id FROM event_followers WHERE organization_id = %(organization_id)s
"""


FAVOURITED_BY: Final = """
    SELECT user_id FROM event_favourites
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def list_followers(tx: Transaction) -> list[UUID]:
    return [row[0] for row in tx.query(FOLLOWERS, {"organization_id": tx.organization_id})]


def list_favourited_by(tx: Transaction, event_id: UUID) -> list[UUID]:
    return [
        row[0]
        for row in tx.query(
            FAVOURITED_BY, {"organization_id": tx.organization_id, "event_id": event_id}
        )
    ]
