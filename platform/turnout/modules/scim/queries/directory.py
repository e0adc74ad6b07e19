"""Statements about a directory's settings."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.scim.types import DirectorySettings

HERE: Final = "organization_id = %(organization_id)s"
FIND_SETTINGS: Final = f"""
    SELECT identity_provider_id, default_role, version FROM scim_directories WHERE {HERE}
"""
LOCK_SETTINGS: Final = f"{FIND_SETTINGS} FOR UPDATE"
WRITE_SETTINGS: Final = """
    INSERT INTO scim_directories (organization_id, id, identity_provider_id, default_role,
        created_at, version)
    VALUES (%(organization_id)s, %(organization_id)s, %(identity_provider_id)s, %(default_role)s,
        %(now)s, 1)
    ON CONFLICT (organization_id, id) DO UPDATE SET
        identity_provider_id = excluded.identity_provider_id,
        default_role = excluded.default_role, version = scim_directories.version + 1
"""
COUNTS: Final = f"""
    SELECT count(*), count(*) FILTER (WHERE is_active), count(user_id),
        (SELECT count(*) FROM scim_groups WHERE {HERE})
    FROM scim_users WHERE {HERE}
"""


def find_settings(tx: Transaction) -> DirectorySettings:
    found = tx.query(FIND_SETTINGS, tx.here(), into=DirectorySettings)
    return next(iter(found), DirectorySettings())


def lock_settings(tx: Transaction) -> DirectorySettings:
    found = tx.query(LOCK_SETTINGS, tx.here(), into=DirectorySettings)
    return next(iter(found), DirectorySettings())


def write_settings(
    tx: Transaction, *, identity_provider_id: UUID | None, default_role: str | None
) -> None:
    values = {"identity_provider_id": identity_provider_id, "default_role": default_role}
    tx.query(WRITE_SETTINGS, tx.here(**values))


def count_all(tx: Transaction) -> tuple[int, int, int, int]:
    """Users, active users, users with an account, groups."""
    [(users, active, linked, groups)] = tx.query(COUNTS, tx.here())
    return int(users), int(active), int(linked), int(groups)
