"""Statements about the groups of a directory and who is in them."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.scim.errors import MemberNotFound
from turnout.modules.scim.types import StoredGroup, Where, Window

HERE: Final = "s.organization_id = %(organization_id)s"
COLUMNS: Final = "s.id, s.display_name, s.external_id, s.created_at, s.changed_at, s.version"
MEMBERS_SHOWN: Final = """
    coalesce((SELECT array_agg(m.scim_user_id ORDER BY m.id) FROM scim_group_members m
        WHERE m.organization_id = s.organization_id AND m.group_id = s.id), '{}') AS members
"""
PLAIN: Final = f"SELECT {COLUMNS} FROM scim_groups s WHERE {HERE}"
WHOLE: Final = f"SELECT {COLUMNS}, {MEMBERS_SHOWN} FROM scim_groups s WHERE {HERE}"
LIST: Final = """
    {shown} AND ({where}) AND (%(after)s::uuid IS NULL OR s.id > %(after)s)
    ORDER BY {order}s.id LIMIT %(limit)s OFFSET %(offset)s
"""
COUNT: Final = "SELECT count(*) FROM scim_groups s WHERE {here} AND ({where})"
ANY: Final = f"SELECT EXISTS (SELECT FROM scim_groups s WHERE {HERE})"
INSERT: Final = """
    INSERT INTO scim_groups (organization_id, id, display_name, external_id, created_at,
        changed_at, version)
    VALUES (%(organization_id)s, %(id)s, %(display_name)s, %(external_id)s, %(now)s, %(now)s, 1)
"""
UPDATE: Final = """
    UPDATE scim_groups SET display_name = %(display_name)s, external_id = %(external_id)s,
        changed_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_MEMBERS: Final = """
    DELETE FROM scim_group_members
    WHERE organization_id = %(organization_id)s AND group_id = %(id)s
    RETURNING scim_user_id
"""
DELETE: Final = """
    DELETE FROM scim_groups WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ADD_MEMBERS: Final = """
    INSERT INTO scim_group_members (organization_id, id, group_id, scim_user_id)
    SELECT %(organization_id)s, added.id, %(group_id)s, u.id
    FROM unnest(%(ids)s::uuid[], %(user_ids)s::uuid[]) AS added (id, user_id)
    JOIN scim_users u ON u.organization_id = %(organization_id)s AND u.id = added.user_id
    RETURNING scim_user_id
"""
REMOVE_MEMBERS: Final = """
    DELETE FROM scim_group_members
    WHERE organization_id = %(organization_id)s AND group_id = %(group_id)s
        AND scim_user_id = ANY(%(user_ids)s)
"""
LEAVE: Final = """
    DELETE FROM scim_group_members
    WHERE organization_id = %(organization_id)s AND scim_user_id = %(user_id)s
"""


def find_group(tx: Transaction, group_id: UUID, *, has_members: bool = True) -> StoredGroup | None:
    text = f"{WHOLE if has_members else PLAIN} AND s.id = %(id)s"
    return next(iter(tx.query(text, tx.here(id=group_id), into=StoredGroup.of)), None)


def lock_group(tx: Transaction, group_id: UUID) -> StoredGroup | None:
    tx.query(f"{PLAIN} AND s.id = %(id)s FOR UPDATE", tx.here(id=group_id))
    return find_group(tx, group_id)


def list_groups(
    tx: Transaction, where: Where, window: Window, *, has_members: bool
) -> list[StoredGroup]:
    shown = WHOLE if has_members else PLAIN
    text = LIST.format(shown=shown, where=where.text, order=where.order)
    values = {"limit": window.limit, "offset": window.offset, "after": window.after}
    return tx.query(text, tx.here(**values, **where.values), into=StoredGroup.of)


def count_groups(tx: Transaction, where: Where) -> int:
    [(number,)] = tx.query(COUNT.format(here=HERE, where=where.text), tx.here(**where.values))
    return int(number)


def has_groups(tx: Transaction) -> bool:
    [(found,)] = tx.query(ANY, tx.here())
    return bool(found)


def insert_group(tx: Transaction, resource: dict[str, Any]) -> UUID:
    group_id = new_id()
    tx.query(INSERT, tx.here(id=group_id, **_values(resource)))
    return group_id


def update_group(tx: Transaction, group_id: UUID, resource: dict[str, Any]) -> None:
    tx.query(UPDATE, tx.here(id=group_id, **_values(resource)))


def delete_group(tx: Transaction, group_id: UUID) -> list[UUID]:
    """Delete a group; who was in it."""
    left = tx.query(DELETE_MEMBERS, tx.here(id=group_id))
    tx.query(DELETE, tx.here(id=group_id))
    return [user_id for (user_id,) in left]


def add_members(tx: Transaction, group_id: UUID, user_ids: Collection[UUID]) -> None:
    """Put users into a group that is locked and has none of them.

    MemberNotFound names one that the directory has not.
    """
    if not user_ids:
        return
    wanted = list(user_ids)
    values = {"group_id": group_id, "user_ids": wanted, "ids": [new_id() for _ in wanted]}
    try:
        added = {user_id for (user_id,) in tx.query(ADD_MEMBERS, tx.here(**values))}
    except ForeignKeyViolation:
        raise MemberNotFound("A member was deleted at this moment; send it again.") from None
    for user_id in wanted:
        if user_id not in added:
            raise MemberNotFound(f"The directory has no user {user_id}; groups are not taken.")


def remove_members(tx: Transaction, group_id: UUID, user_ids: Collection[UUID]) -> None:
    if user_ids:
        tx.query(REMOVE_MEMBERS, tx.here(group_id=group_id, user_ids=list(user_ids)))


def leave_groups(tx: Transaction, user_id: UUID) -> None:
    """Take a user out of all groups, as it is deleted."""
    tx.query(LEAVE, tx.here(user_id=user_id))


def _values(resource: dict[str, Any]) -> dict[str, Any]:
    return {
        "display_name": resource["displayName"],
        "external_id": resource.get("externalId"),
    }
