"""Statements about people and the hashes of their passwords."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import like
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import (
    Account,
    Person,
    PersonUpdate,
)

PERSON_COLUMNS: Final = (
    "id, email, display_name, locale, time_zone, phone, avatar_id,"
    " email_verified_at IS NOT NULL AS is_verified,"
    " disabled_at IS NOT NULL AS is_disabled, created_at, version"
)
FIND_PERSON: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE id = %(id)s"
FIND_PERSON_BY_EMAIL: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE email = %(email)s"
LIST_PEOPLE: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE id = ANY(%(ids)s)"
LOCK_PERSON_BY_EMAIL: Final = f"{FIND_PERSON_BY_EMAIL} FOR UPDATE"
SEARCH_PEOPLE: Final = f"""
    SELECT {PERSON_COLUMNS} FROM users
    WHERE id > %(after)s AND (%(text)s = '' OR email ILIKE %(like)s OR display_name ILIKE %(like)s
        OR id::text = lower(%(text)s))
    ORDER BY id LIMIT %(limit)s
"""
SUSPEND_PERSON: Final = """
    UPDATE users SET disabled_at = CASE WHEN %(is_suspended)s THEN %(now)s END,
        version = version + 1
    WHERE id = %(id)s AND (disabled_at IS NULL) = %(is_suspended)s RETURNING id
"""
FIND_ACCOUNT: Final = """
    SELECT u.id AS user_id, coalesce(p.hash, '') AS password_hash,
        u.email_verified_at IS NOT NULL AS is_verified, u.disabled_at IS NOT NULL AS is_disabled
    FROM users u LEFT JOIN user_passwords p ON p.id = u.id WHERE u.email = %(email)s
"""
INSERT_PERSON: Final = """
    INSERT INTO users (id, email, display_name, locale, time_zone, email_verified_at, disabled_at,
        created_at, version)
    VALUES (%(id)s, %(email)s, %(display_name)s, %(locale)s, %(time_zone)s,
        CASE WHEN %(is_verified)s THEN %(now)s END, NULL, %(now)s, 1)
    ON CONFLICT (email) DO NOTHING RETURNING id
"""
INSERT_PEOPLE: Final = """
    INSERT INTO users (id, email, display_name, locale, time_zone, email_verified_at, disabled_at,
        created_at, version)
    SELECT new.id, new.email, new.display_name, %(locale)s, 'UTC', %(now)s, NULL, %(now)s, 1
    FROM unnest(%(ids)s::uuid[], %(emails)s::text[], %(names)s::text[])
        AS new (id, email, display_name)
    ON CONFLICT (email) DO NOTHING RETURNING email, id
"""
LIST_PEOPLE_BY_EMAIL: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE email = ANY(%(emails)s)"
UPDATE_PERSON: Final = """
    UPDATE users SET display_name = coalesce(%(display_name)s, display_name),
        locale = coalesce(%(locale)s, locale), time_zone = coalesce(%(time_zone)s, time_zone),
        phone = coalesce(%(phone)s, phone),
        version = version + 1
    WHERE id = %(id)s AND (%(version)s::bigint IS NULL OR version = %(version)s) RETURNING id
"""
SET_AVATAR: Final = """
    UPDATE users SET avatar_id = %(avatar_id)s, version = version + 1 WHERE id = %(id)s
"""
VERIFY_PERSON: Final = """
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
FREE_UNPROVED: Final = """
    UPDATE users SET email = 'replaced-' || id || '@replaced.invalid', disabled_at = %(now)s,
        version = version + 1
    WHERE email = %(email)s AND email_verified_at IS NULL AND id <> %(but)s
"""
SET_HASH: Final = """
    INSERT INTO user_passwords (id, hash, changed_at) VALUES (%(id)s, %(hash)s, %(now)s)
    ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
"""
HAS_HASH: Final = "SELECT EXISTS (SELECT FROM user_passwords WHERE id = %(id)s)"
FORGET_HASH: Final = "DELETE FROM user_passwords WHERE id = %(id)s"
REPLACE_HASH: Final = """
    UPDATE user_passwords SET hash = %(hash)s WHERE id = %(id)s AND hash = %(before)s
"""


def find_person(tx: Transaction, user_id: UUID) -> Person | None:
    return next(iter(tx.query(FIND_PERSON, {"id": user_id}, into=Person)), None)


def find_person_by_email(tx: Transaction, email: str) -> Person | None:
    return next(iter(tx.query(FIND_PERSON_BY_EMAIL, {"email": email}, into=Person)), None)


def lock_person_by_email(tx: Transaction, email: str) -> Person | None:
    return next(iter(tx.query(LOCK_PERSON_BY_EMAIL, {"email": email}, into=Person)), None)


def list_people(tx: Transaction, user_ids: Collection[UUID]) -> dict[UUID, Person]:
    rows = tx.query(LIST_PEOPLE, {"ids": list(user_ids)}, into=Person)
    return {person.id: person for person in rows}


def find_account(tx: Transaction, email: str) -> Account | None:
    """A person with their password's hash; only the operator may read it."""
    return next(iter(tx.query(FIND_ACCOUNT, {"email": email}, into=Account)), None)


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
    user_id = new_id()
    values = {
        "id": user_id,
        "email": email,
        "display_name": display_name,
        "locale": locale,
        "time_zone": time_zone,
        "is_verified": is_verified,
        "now": tx.now,
    }
    return user_id if tx.query(INSERT_PERSON, values) else None


def insert_people(tx: Transaction, names: Mapping[str, str], *, locale: str) -> dict[str, UUID]:
    """Write people with proved addresses; by address who was made: nobody had it."""
    emails = sorted(names)  # in one order, so that two who write at once wait and never deadlock
    values = {
        "ids": [new_id() for _ in emails],
        "emails": emails,
        "names": [names[each] for each in emails],
    }
    return dict(tx.query(INSERT_PEOPLE, {**values, "locale": locale, "now": tx.now}))


def list_people_by_email(tx: Transaction, emails: Collection[str]) -> list[Person]:
    return tx.query(LIST_PEOPLE_BY_EMAIL, {"emails": list(emails)}, into=Person)


def update_person(
    tx: Transaction, user_id: UUID, *, changes: PersonUpdate, version: int | None
) -> bool:
    """Change the profile; False when `version` is no longer the current one."""
    return bool(tx.query(UPDATE_PERSON, {"id": user_id, **asdict(changes), "version": version}))


def set_avatar(tx: Transaction, user_id: UUID, avatar_id: UUID | None) -> None:
    """Name a person's picture, or none; their row is held until the commit."""
    tx.query(SET_AVATAR, {"id": user_id, "avatar_id": avatar_id})


def search_people(tx: Transaction, text: str, *, after: UUID, limit: int) -> list[Person]:
    """People by a part of their address or name, or by id; oldest first."""
    values = {"text": text, "like": like(text), "after": after, "limit": limit}
    return tx.query(SEARCH_PEOPLE, values, into=Person)


def suspend_person(tx: Transaction, user_id: UUID, *, is_suspended: bool) -> bool:
    """Suspend a person or let them in again; False where that is so already."""
    values = {"id": user_id, "is_suspended": is_suspended, "now": tx.now}
    return bool(tx.query(SUSPEND_PERSON, values))


def verify_person(tx: Transaction, user_id: UUID) -> None:
    tx.query(VERIFY_PERSON, {"id": user_id, "now": tx.now})


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


def free_unproved_address(tx: Transaction, email: str, *, but: UUID) -> None:
    tx.query(FREE_UNPROVED, {"email": email, "but": but, "now": tx.now})


def set_password(tx: Transaction, user_id: UUID, *, password_hash: str) -> None:
    tx.query(SET_HASH, {"id": user_id, "hash": password_hash, "now": tx.now})


def has_password(tx: Transaction, user_id: UUID) -> bool:
    [(found,)] = tx.query(HAS_HASH, {"id": user_id})
    return bool(found)


def forget_password(tx: Transaction, user_id: UUID) -> None:
    tx.query(FORGET_HASH, {"id": user_id})


def replace_hash(tx: Transaction, user_id: UUID, *, before: str, after: str) -> None:
    """The same password under newer parameters, unless it was changed in between."""
    tx.query(REPLACE_HASH, {"id": user_id, "hash": after, "before": before})
