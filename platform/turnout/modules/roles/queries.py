"""Statements about an organization's own roles."""

from typing import Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.roles.errors import RoleInUse
from turnout.modules.roles.types import NewRole, Role

COLUMNS: Final = "id, key, name, description, permissions, created_at, version"
LIST: Final = f"""
    SELECT {COLUMNS} FROM custom_roles WHERE organization_id = %(organization_id)s ORDER BY key
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM custom_roles
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
FIND_BY_KEY: Final = f"""
    SELECT {COLUMNS} FROM custom_roles
    WHERE organization_id = %(organization_id)s AND key = %(key)s
"""
SHARE_BY_KEY: Final = f"{FIND_BY_KEY} FOR SHARE"
INSERT: Final = f"""
    INSERT INTO custom_roles (organization_id, id, key, name, description, permissions, created_at,
        version)
    VALUES (%(organization_id)s, %(id)s, %(key)s, %(name)s, %(description)s, %(permissions)s,
        %(now)s, 1)
    ON CONFLICT (organization_id, key) DO NOTHING RETURNING {COLUMNS}
"""
UPDATE: Final = f"""
    UPDATE custom_roles SET name = %(name)s, description = %(description)s,
        permissions = %(permissions)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s RETURNING {COLUMNS}
"""
DELETE: Final = """
    DELETE FROM custom_roles WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_roles(tx: Transaction) -> list[Role]:
    """The organization's own roles, by key."""
    return tx.query(LIST, tx.here(), into=Role.of)


def find_role(tx: Transaction, role_id: UUID) -> Role | None:
    return next(iter(tx.query(FIND, tx.here(id=role_id), into=Role.of)), None)


def lock_role(tx: Transaction, role_id: UUID) -> Role | None:
    return next(iter(tx.query(LOCK, tx.here(id=role_id), into=Role.of)), None)


def find_role_by_key(tx: Transaction, key: str) -> Role | None:
    return next(iter(tx.query(FIND_BY_KEY, tx.here(key=key), into=Role.of)), None)


def share_role_by_key(tx: Transaction, key: str) -> Role | None:
    """The same, as it is until the commit: nobody widens a role while it is given away."""
    return next(iter(tx.query(SHARE_BY_KEY, tx.here(key=key), into=Role.of)), None)


def insert_role(tx: Transaction, new: NewRole) -> Role | None:
    """Write a role; None when another one has the key."""
    values = {
        "id": new_id(),
        "key": new.key,
        "name": new.name,
        "description": new.description,
        "permissions": as_json(sorted(new.permissions)),
    }
    return next(iter(tx.query(INSERT, tx.here(**values), into=Role.of)), None)


def update_role(tx: Transaction, role_id: UUID, *, changed: NewRole) -> Role:
    values = {
        "id": role_id,
        "name": changed.name,
        "description": changed.description,
        "permissions": as_json(sorted(changed.permissions)),
    }
    [role] = tx.query(UPDATE, tx.here(**values), into=Role.of)
    return role


def delete_role(tx: Transaction, role_id: UUID) -> None:
    """Delete a role; RoleInUse while anybody has it."""
    try:
        tx.query(DELETE, tx.here(id=role_id))
    except ForeignKeyViolation:
        raise RoleInUse from None
