"""Statements about the users of a directory."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.scim.errors import AccountTaken, UserNameTaken
from turnout.modules.scim.queries.filters import GROUPS
from turnout.modules.scim.types import NewUser, Standing, StoredUser, Where, Window

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
TAKEN: Final = """
    SELECT EXISTS (SELECT FROM scim_users
        WHERE organization_id = %(organization_id)s AND user_name_key = ANY(%(keys)s))
"""
INSERT: Final = """
    INSERT INTO scim_users (organization_id, id, user_name, user_name_key, external_id, is_active,
        resource, user_id, is_member_by_scim, created_at, changed_at, version)
    SELECT %(organization_id)s, new.*, %(now)s, %(now)s, 1
    FROM unnest(%(id)s::uuid[], %(user_name)s::text[], %(user_name_key)s::text[],
        %(external_id)s::text[], %(is_active)s::boolean[], %(resource)s::jsonb[],
        %(user_id)s::uuid[], %(is_member_by_scim)s::boolean[]) AS new
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
    SELECT s.id, s.user_id, s.is_member_by_scim, coalesce(n.names, '{{}}') AS groups
    FROM scim_users s
    LEFT JOIN (
        SELECT m.scim_user_id, array_agg(g.display_name) || array_agg(g.external_id)
            FILTER (WHERE g.external_id IS NOT NULL) AS names
        FROM scim_group_members m
        JOIN scim_groups g ON g.organization_id = m.organization_id AND g.id = m.group_id
        WHERE m.organization_id = %(organization_id)s AND m.scim_user_id = ANY(%(ids)s)
        GROUP BY m.scim_user_id
    ) n ON n.scim_user_id = s.id
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


def require_free(tx: Transaction, keys: Sequence[str]) -> None:
    """UserNameTaken where a user has one of these names, or two would have one of them."""
    [(is_taken,)] = tx.query(TAKEN, tx.here(keys=list(keys)))
    if is_taken or len(set(keys)) < len(keys):
        raise UserNameTaken


def insert_users(
    tx: Transaction,
    new: Sequence[NewUser],
    user_ids: Sequence[UUID | None],
    *,
    members: Collection[UUID],
) -> list[StoredUser]:
    """Write users with their accounts, all or none; UserNameTaken, AccountTaken.

    Of `members` the directory gives the membership.
    """
    made = [
        StoredUser(
            id=new_id(),
            user_name=each.resource["userName"],
            external_id=each.resource.get("externalId"),
            is_active=each.resource.get("active", True),
            resource=each.resource,
            user_id=user_id,
            is_member_by_scim=user_id in members,
            created_at=tx.now,
            changed_at=tx.now,
            version=1,
        )
        for each, user_id in zip(new, user_ids, strict=True)
    ]
    # In the order of the names, so that two who write the same at once wait and never deadlock.
    keyed = sorted(zip((each.key for each in new), made, strict=True), key=lambda pair: pair[0])
    rows = [
        _values(each.id, each.resource, key)
        | {"user_id": each.user_id, "is_member_by_scim": each.is_member_by_scim}
        for key, each in keyed
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    try:
        written = tx.query(INSERT, tx.here(**columns))
    except UniqueViolation:
        raise AccountTaken from None
    if len(written) < len(made):
        raise UserNameTaken
    return made


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
