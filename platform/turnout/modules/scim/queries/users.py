"""Statements about the users of a directory."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.scim.errors import AccountTaken, UserNameTaken
from turnout.modules.scim.queries.filters import GROUPS
from turnout.modules.scim.types import Standing, StoredUser, Where, Window

HERE: Final = "s.organization_id = %(organization_id)s"
COLUMNS: Final = (
    "s.id, s.user_name, s.external_id, s.is_active, s.resource, s.user_id, s.is_member_by_scim,"
    " s.created_at, s.changed_at, s.version"
)
SHOWN: Final = f"""
    SELECT {COLUMNS}, coalesce((SELECT jsonb_agg(e.v) FROM {GROUPS} AS e(v)), '[]') AS groups
    FROM scim_users s WHERE {HERE}
"""
FIND: Final = f"{SHOWN} AND s.id = %(id)s"
LOCK: Final = f"SELECT {COLUMNS} FROM scim_users s WHERE {HERE} AND s.id = %(id)s FOR UPDATE"
LIST: Final = """
    {shown} AND ({where}) AND (%(after)s::uuid IS NULL OR s.id > %(after)s)
    ORDER BY {order}s.id LIMIT %(limit)s OFFSET %(offset)s
"""
COUNT: Final = "SELECT count(*) FROM scim_users s WHERE {here} AND ({where})"
INSERT: Final = """
    INSERT INTO scim_users (organization_id, id, user_name, user_name_key, external_id, is_active,
        resource, user_id, is_member_by_scim, created_at, changed_at, version)
    VALUES (%(organization_id)s, %(id)s, %(user_name)s, %(user_name_key)s, %(external_id)s,
        %(is_active)s, %(resource)s, NULL, false, %(now)s, %(now)s, 1)
    ON CONFLICT (organization_id, user_name_key) DO NOTHING RETURNING id
"""
UPDATE: Final = """
    UPDATE scim_users SET user_name = %(user_name)s, user_name_key = %(user_name_key)s,
        external_id = %(external_id)s, is_active = %(is_active)s, resource = %(resource)s,
        changed_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LINK: Final = """
    UPDATE scim_users SET user_id = %(user_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
MARK: Final = """
    UPDATE scim_users SET is_member_by_scim = %(is_member_by_scim)s
    WHERE organization_id = %(organization_id)s AND user_id = ANY(%(user_ids)s)
"""
DELETE: Final = """
    DELETE FROM scim_users WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
STANDINGS_OF: Final = f"""
    SELECT s.id, s.user_id, s.is_member_by_scim,
        coalesce((SELECT array_agg(n.name) FROM scim_group_members m
            JOIN scim_groups g ON g.organization_id = m.organization_id AND g.id = m.group_id
            CROSS JOIN LATERAL (VALUES (g.display_name), (g.external_id)) AS n (name)
            WHERE m.organization_id = s.organization_id AND m.scim_user_id = s.id
                AND n.name IS NOT NULL), '{{}}') AS groups
    FROM scim_users s
    WHERE {HERE} AND s.user_id IS NOT NULL AND s.is_active AND s.id = ANY(%(ids)s)
"""
FIND_OF_ACCOUNT: Final = (
    f"SELECT {COLUMNS} FROM scim_users s WHERE {HERE} AND s.user_id = %(user_id)s"
)
ACTIVE_IDS: Final = f"""
    SELECT s.id FROM scim_users s
    WHERE {HERE} AND s.is_active AND s.user_id IS NOT NULL AND s.id > %(after)s
    ORDER BY s.id LIMIT %(limit)s
"""
UNLINKED: Final = f"""
    SELECT {COLUMNS} FROM scim_users s
    WHERE {HERE} AND s.user_id IS NULL AND s.is_active
        AND lower(s.resource->>'emails') LIKE %(like)s AND s.id > %(after)s
    ORDER BY s.id LIMIT %(limit)s
"""


def find_user(tx: Transaction, user_id: UUID) -> StoredUser | None:
    return next(iter(tx.query(FIND, tx.here(id=user_id), into=StoredUser.of)), None)


def lock_user(tx: Transaction, user_id: UUID) -> StoredUser | None:
    return next(iter(tx.query(LOCK, tx.here(id=user_id), into=StoredUser.of)), None)


def list_users(tx: Transaction, where: Where, window: Window) -> list[StoredUser]:
    text = LIST.format(shown=SHOWN, where=where.text, order=where.order)
    values = {"limit": window.limit, "offset": window.offset, "after": window.after}
    return tx.query(text, tx.here(**values, **where.values), into=StoredUser.of)


def count_users(tx: Transaction, where: Where) -> int:
    [(number,)] = tx.query(COUNT.format(here=HERE, where=where.text), tx.here(**where.values))
    return int(number)


def insert_user(tx: Transaction, resource: dict[str, Any], *, key: str) -> UUID:
    """Write a user; UserNameTaken."""
    user_id = new_id()
    if not tx.query(INSERT, tx.here(**_values(user_id, resource, key))):
        raise UserNameTaken
    return user_id


def update_user(tx: Transaction, user_id: UUID, resource: dict[str, Any], *, key: str) -> None:
    """Write a user as it is now; UserNameTaken."""
    try:
        tx.query(UPDATE, tx.here(**_values(user_id, resource, key)))
    except UniqueViolation:
        raise UserNameTaken from None


def link_account(tx: Transaction, scim_user_id: UUID, *, user_id: UUID) -> None:
    """Say whose account a user of the directory has; AccountTaken where another has it."""
    try:
        tx.query(LINK, tx.here(id=scim_user_id, user_id=user_id))
    except UniqueViolation:
        raise AccountTaken from None


def mark_members(tx: Transaction, user_ids: Sequence[UUID], *, is_member_by_scim: bool) -> None:
    """Note whose membership the directory gave, so that it ends with it."""
    if user_ids:
        values = {"user_ids": list(user_ids), "is_member_by_scim": is_member_by_scim}
        tx.query(MARK, tx.here(**values))


def delete_user(tx: Transaction, user_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=user_id))


def list_standings(tx: Transaction, ids: Sequence[UUID]) -> list[Standing]:
    """How those of these users stand who are active and have an account."""
    return tx.query(STANDINGS_OF, tx.here(ids=list(ids)), into=Standing.of)


def list_active_ids(tx: Transaction, *, after: UUID, limit: int) -> list[UUID]:
    rows = tx.query(ACTIVE_IDS, tx.here(after=after, limit=limit))
    return [user_id for (user_id,) in rows]


def find_of_account(tx: Transaction, account_id: UUID) -> StoredUser | None:
    """The directory's user of an account; None for who is not in it."""
    where = tx.here(user_id=account_id)
    return next(iter(tx.query(FIND_OF_ACCOUNT, where, into=StoredUser.of)), None)


def list_unlinked(tx: Transaction, host: str, *, after: UUID, limit: int) -> list[StoredUser]:
    """Active users without an account that have an address at this host."""
    values = {"like": f"%@{host}%", "after": after, "limit": limit}
    return tx.query(UNLINKED, tx.here(**values), into=StoredUser.of)


def _values(user_id: UUID, resource: dict[str, Any], key: str) -> dict[str, Any]:
    return {
        "id": user_id,
        "user_name": resource["userName"],
        "user_name_key": key,
        "external_id": resource.get("externalId"),
        "is_active": resource.get("active", True),
        "resource": as_json(resource),
    }
