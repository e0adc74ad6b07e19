"""Statements about people and their passwords."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import Account, Person, PersonUpdate

COLUMNS: Final = (
    "id, email, display_name, locale, time_zone, email_verified_at IS NOT NULL,"
    " disabled_at IS NOT NULL, created_at, version"
)
FIND: Final = f"SELECT {COLUMNS} FROM users WHERE id = %(id)s"
FIND_BY_EMAIL: Final = f"SELECT {COLUMNS} FROM users WHERE email = %(email)s"
LIST: Final = f"SELECT {COLUMNS} FROM users WHERE id = ANY(%(ids)s)"
LOCK_BY_EMAIL: Final = f"{FIND_BY_EMAIL} FOR UPDATE"
ACCOUNT: Final = """
    SELECT u.id, coalesce(p.hash, ''), u.email_verified_at IS NOT NULL, u.disabled_at IS NOT NULL
    FROM users u LEFT JOIN user_passwords p ON p.id = u.id WHERE u.email = %(email)s
"""
INSERT: Final = """
    INSERT INTO users (id, email, display_name, locale, time_zone, email_verified_at, disabled_at,
        created_at, version)
    VALUES (%(id)s, %(email)s, %(display_name)s, %(locale)s, %(time_zone)s,
        CASE WHEN %(is_verified)s THEN %(now)s END, NULL, %(now)s, 1)
    ON CONFLICT (email) DO NOTHING RETURNING id
"""
RENAME: Final = """
    UPDATE users SET display_name = coalesce(%(display_name)s, display_name),
        locale = coalesce(%(locale)s, locale), time_zone = coalesce(%(time_zone)s, time_zone),
        version = version + 1
    WHERE id = %(id)s AND (%(version)s::bigint IS NULL OR version = %(version)s) RETURNING id
"""
VERIFY: Final = """
    UPDATE users SET email_verified_at = coalesce(email_verified_at, %(now)s),
        version = version + 1
    WHERE id = %(id)s
"""
# The address may have been taken since its link was sent: then nothing changes.
SET_ADDRESS: Final = """
    UPDATE users SET email = %(email)s, email_verified_at = %(now)s, version = version + 1
    WHERE id = %(id)s AND disabled_at IS NULL
        AND NOT EXISTS (SELECT FROM users WHERE email = %(email)s)
    RETURNING id
"""
SET_HASH: Final = """
    INSERT INTO user_passwords (id, hash, changed_at) VALUES (%(id)s, %(hash)s, %(now)s)
    ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
"""
FORGET_HASH: Final = "DELETE FROM user_passwords WHERE id = %(id)s"
REPLACE_HASH: Final = """
    UPDATE user_passwords SET hash = %(hash)s WHERE id = %(id)s AND hash = %(before)s
"""


def find_person(tx: Transaction, user_id: UUID) -> Person | None:
    rows = tx.query(FIND, {"id": user_id})
    return _person(rows[0]) if rows else None


def find_person_by_email(tx: Transaction, email: str) -> Person | None:
    rows = tx.query(FIND_BY_EMAIL, {"email": email})
    return _person(rows[0]) if rows else None


def lock_person_by_email(tx: Transaction, email: str) -> Person | None:
    rows = tx.query(LOCK_BY_EMAIL, {"email": email})
    return _person(rows[0]) if rows else None


def list_people(tx: Transaction, user_ids: Collection[UUID]) -> dict[UUID, Person]:
    rows = tx.query(LIST, {"ids": list(user_ids)})
    return {row[0]: _person(row) for row in rows}


def find_account(tx: Transaction, email: str) -> Account | None:
    """A person with their password's hash; only the operator may read it."""
    rows = tx.query(ACCOUNT, {"email": email})
    if not rows:
        return None
    row = rows[0]
    return Account(user_id=row[0], password_hash=row[1], is_verified=row[2], is_disabled=row[3])


def insert_person(
    tx: Transaction,
    email: str,
    *,
    display_name: str,
    locale: str,
    time_zone: str,
    is_verified: bool,
) -> UUID | None:
    """Write a person; None when somebody has the address."""
    rows = tx.query(
        INSERT,
        {
            "id": new_id(),
            "email": email,
            "display_name": display_name,
            "locale": locale,
            "time_zone": time_zone,
            "is_verified": is_verified,
            "now": tx.now,
        },
    )
    return rows[0][0] if rows else None


def change_person(
    tx: Transaction, user_id: UUID, *, changes: PersonUpdate, version: int | None
) -> bool:
    """Change the profile; False when `version` is no longer the current one."""
    return bool(
        tx.query(
            RENAME,
            {
                "id": user_id,
                "display_name": changes.display_name,
                "locale": changes.locale,
                "time_zone": changes.time_zone,
                "version": version,
            },
        )
    )


def verify_person(tx: Transaction, user_id: UUID) -> None:
    tx.query(VERIFY, {"id": user_id, "now": tx.now})


def set_address(tx: Transaction, user_id: UUID, *, email: str) -> bool:
    """Give a person another address, which they have proved; False when it is somebody's.

    After False nothing else can be done in the transaction.
    """
    try:
        return bool(tx.query(SET_ADDRESS, {"id": user_id, "email": email, "now": tx.now}))
    except IntegrityError as error:  # two at once
        if isinstance(error.orig, UniqueViolation):
            return False
        raise


def set_password(tx: Transaction, user_id: UUID, *, password_hash: str) -> None:
    tx.query(SET_HASH, {"id": user_id, "hash": password_hash, "now": tx.now})


def forget_password(tx: Transaction, user_id: UUID) -> None:
    tx.query(FORGET_HASH, {"id": user_id})


def replace_hash(tx: Transaction, user_id: UUID, *, before: str, after: str) -> None:
    """The same password under newer parameters, unless it was changed in between."""
    tx.query(REPLACE_HASH, {"id": user_id, "hash": after, "before": before})


def _person(row: Any) -> Person:
    return Person(
        id=row[0],
        email=row[1],
        display_name=row[2],
        locale=row[3],
        time_zone=row[4],
        is_verified=row[5],
        is_disabled=row[6],
        created_at=row[7],
        version=row[8],
    )
