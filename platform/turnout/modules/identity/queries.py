"""Statements about people, logins, mails about accounts, sign-in attempts and signing keys.

Only the operator reads password hashes, secrets of mails, counters of attempts and keys.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import (
    Account,
    AttemptCounter,
    Client,
    EmailToken,
    Login,
    NewEmailToken,
    Person,
    PersonUpdate,
    RefreshToken,
    SigningKey,
)

ENSURE_COUNTERS: Final = """
    INSERT INTO sign_in_attempts (id, subject, kind, failures, last_failed_at)
    SELECT * FROM unnest(%(ids)s::uuid[], %(subjects)s::bytea[], %(kinds)s::text[],
        array[0, 0]::bigint[], array[%(now)s, %(now)s]::timestamptz[])
    ON CONFLICT (subject) DO NOTHING
"""
# Always in the order of the subjects: two tries never wait for each other in a circle.
LOCK_COUNTERS: Final = """
    SELECT subject, kind, failures, last_failed_at, locked_until FROM sign_in_attempts
    WHERE subject = ANY(%(subjects)s) ORDER BY subject FOR UPDATE
"""
SAVE_COUNTER: Final = """
    UPDATE sign_in_attempts SET failures = %(failures)s, last_failed_at = %(last_failed_at)s,
        locked_until = %(locked_until)s
    WHERE subject = %(subject)s
"""
CLEAR_COUNTER: Final = "DELETE FROM sign_in_attempts WHERE subject = %(subject)s"
TAKE_TRY_BACK: Final = """
    UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), locked_until = NULL
    WHERE subject = %(subject)s
"""
FORGET_COUNTERS: Final = (
    "DELETE FROM sign_in_attempts WHERE last_failed_at < %(before)s RETURNING id"
)


def lock_counters(tx: Transaction, subjects: Mapping[bytes, str]) -> list[AttemptCounter]:
    """The counters of an account and an address (subject → kind), made when new, held."""
    ordered = sorted(subjects)
    values = {
        "ids": [new_id() for _ in ordered],
        "subjects": ordered,
        "kinds": [subjects[each] for each in ordered],
        "now": tx.now,
    }
    tx.query(ENSURE_COUNTERS, values)
    return tx.query(LOCK_COUNTERS, values, into=AttemptCounter)


def save_counters(tx: Transaction, counters: Sequence[AttemptCounter]) -> None:
    tx.execute_many(SAVE_COUNTER, [asdict(each) for each in counters])


def clear_counter(tx: Transaction, subject: bytes) -> None:
    tx.query(CLEAR_COUNTER, {"subject": subject})


def take_try_back(tx: Transaction, subject: bytes) -> None:
    """Take one try back: it was no failure."""
    tx.query(TAKE_TRY_BACK, {"subject": subject})


def forget_counters(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_COUNTERS, {"before": before}))


INSERT_LOGIN: Final = """
    INSERT INTO logins (id, user_id, agent, address, created_at, last_used_at, expires_at,
        ended_at, end_reason)
    VALUES (%(id)s, %(user_id)s, %(agent)s, %(address)s, %(now)s, %(now)s, %(expires_at)s, NULL,
        '')
"""
FIND_LIVE_LOGIN: Final = """
    SELECT l.id FROM logins l JOIN users u ON u.id = l.user_id
    WHERE l.id = %(id)s AND l.user_id = %(user_id)s AND l.ended_at IS NULL
        AND l.expires_at > %(now)s AND u.disabled_at IS NULL
"""
LIST_LOGINS: Final = """
    SELECT id, agent, address, created_at, last_used_at, expires_at FROM logins
    WHERE user_id = %(user_id)s AND ended_at IS NULL AND expires_at > %(now)s
    ORDER BY last_used_at DESC, id LIMIT 100
"""
TOUCH_LOGIN: Final = """
    UPDATE logins SET last_used_at = %(now)s, agent = %(agent)s, address = %(address)s
    WHERE id = %(id)s
"""
END_LOGIN: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE id = %(id)s AND user_id = %(user_id)s AND ended_at IS NULL RETURNING id
"""
END_LOGINS: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE user_id = %(user_id)s AND id IS DISTINCT FROM %(kept)s AND ended_at IS NULL RETURNING id
"""
FORGET_LOGINS: Final = """
    DELETE FROM logins WHERE expires_at < %(before)s OR ended_at < %(before)s RETURNING id
"""
INSERT_REFRESH: Final = """
    INSERT INTO refresh_tokens (id, login_id, key_id, token_hash, issued_at, expires_at)
    VALUES (%(id)s, %(login_id)s, %(key_id)s, %(token_hash)s, %(now)s, %(expires_at)s)
"""
FIND_REFRESH: Final = """
    SELECT t.id, t.login_id, l.user_id, t.key_id, t.token_hash, t.expires_at, t.used_at, t.used_by,
        t.successor_id, l.ended_at AS login_ended_at, l.expires_at AS login_expires_at,
        u.disabled_at IS NOT NULL AS is_disabled
    FROM refresh_tokens t JOIN logins l ON l.id = t.login_id JOIN users u ON u.id = l.user_id
    WHERE t.id = %(id)s
"""
LOCK_REFRESH: Final = f"{FIND_REFRESH} FOR UPDATE OF t"
USE_REFRESH: Final = """
    UPDATE refresh_tokens SET used_at = %(now)s, used_by = %(used_by)s,
        successor_id = %(successor_id)s
    WHERE id = %(id)s
"""


def insert_login(tx: Transaction, user_id: UUID, *, client: Client, expires_at: datetime) -> UUID:
    login_id = new_id()
    values = {"id": login_id, "user_id": user_id, "now": tx.now, "expires_at": expires_at}
    tx.query(INSERT_LOGIN, {**values, **asdict(client)})
    return login_id


def is_alive(tx: Transaction, login_id: UUID, *, user_id: UUID) -> bool:
    """Whether a login still counts, and its person as well."""
    return bool(tx.query(FIND_LIVE_LOGIN, {"id": login_id, "user_id": user_id, "now": tx.now}))


def list_logins(tx: Transaction, user_id: UUID) -> list[Login]:
    return tx.query(LIST_LOGINS, {"user_id": user_id, "now": tx.now}, into=Login)


def touch_login(tx: Transaction, login_id: UUID, *, client: Client) -> None:
    tx.query(TOUCH_LOGIN, {"id": login_id, **asdict(client), "now": tx.now})


def end_login(tx: Transaction, login_id: UUID, *, user_id: UUID, reason: str) -> bool:
    """End one login of a person; False when it had ended or is not theirs."""
    values = {"id": login_id, "user_id": user_id, "reason": reason, "now": tx.now}
    return bool(tx.query(END_LOGIN, values))


def end_logins(
    tx: Transaction, user_id: UUID, *, reason: str, kept: UUID | None = None
) -> list[UUID]:
    """End every login of a person but the `kept` one; those that had not ended before."""
    values = {"user_id": user_id, "kept": kept, "reason": reason, "now": tx.now}
    return [login_id for (login_id,) in tx.query(END_LOGINS, values)]


def forget_logins(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_LOGINS, {"before": before}))


def insert_refresh_token(
    tx: Transaction,
    token_id: UUID,
    *,
    login_id: UUID,
    key_id: str,
    token_hash: bytes,
    expires_at: datetime,
) -> None:
    values = {
        "id": token_id,
        "login_id": login_id,
        "key_id": key_id,
        "token_hash": token_hash,
        "expires_at": expires_at,
        "now": tx.now,
    }
    tx.query(INSERT_REFRESH, values)


def find_refresh_token(tx: Transaction, token_id: UUID) -> RefreshToken | None:
    return next(iter(tx.query(FIND_REFRESH, {"id": token_id}, into=RefreshToken)), None)


def lock_refresh_token(tx: Transaction, token_id: UUID) -> RefreshToken | None:
    """A refresh token, held until the commit: of two uses at once, one comes second."""
    return next(iter(tx.query(LOCK_REFRESH, {"id": token_id}, into=RefreshToken)), None)


def use_refresh_token(
    tx: Transaction, token_id: UUID, *, used_by: bytes, successor_id: UUID
) -> None:
    values = {"id": token_id, "used_by": used_by, "successor_id": successor_id, "now": tx.now}
    tx.query(USE_REFRESH, values)


MAIL_COLUMNS: Final = (
    "id, user_id, purpose, email, locale, key_id, token_hash, created_at, expires_at, used_at,"
    " mailed_at"
)
INSERT_MAIL: Final = """
    INSERT INTO email_tokens (id, user_id, purpose, email, locale, key_id, token_hash, created_at,
        expires_at)
    SELECT %(id)s, id, %(purpose)s, coalesce(%(email)s, email), locale, %(key_id)s,
        %(token_hash)s, %(now)s, %(expires_at)s
    FROM users WHERE id = %(user_id)s
"""
# One row is written whoever asks and whether or not somebody has the address, so that neither
# the work nor its time tells. A row that nobody is to get is dead from its birth.
REQUEST_MAIL: Final = """
    WITH person AS (
        SELECT id, email, locale FROM users
        WHERE email = %(email)s AND disabled_at IS NULL
            AND (%(purpose)s <> 'verify-email' OR email_verified_at IS NULL)
    ), earlier AS (
        SELECT count(*) AS number, max(t.created_at) AS latest
        FROM email_tokens t JOIN person p ON p.id = t.user_id
        WHERE t.purpose = %(purpose)s AND t.expires_at > t.created_at
            AND t.created_at > %(now)s - interval '24 hours'
    ), verdict AS (
        SELECT p.id IS NOT NULL AND (e.latest IS NULL OR e.latest + make_interval(secs => least(
            %(longest)s, %(first)s * power(2, e.number - 1))) <= %(now)s) AS goes, p.id, p.email,
            p.locale
        FROM earlier e LEFT JOIN person p ON true
    )
    INSERT INTO email_tokens (id, user_id, purpose, email, locale, key_id, token_hash, created_at,
        expires_at, mailed_at)
    SELECT %(id)s, v.id, %(purpose)s, coalesce(v.email, ''), coalesce(v.locale, ''), %(key_id)s,
        %(token_hash)s, %(now)s, CASE WHEN v.goes THEN %(expires_at)s ELSE %(now)s END,
        CASE WHEN v.goes THEN NULL ELSE %(now)s END
    FROM verdict v
"""
FIND_MAIL: Final = f"SELECT {MAIL_COLUMNS} FROM email_tokens WHERE id = %(id)s"
LOCK_MAIL: Final = f"{FIND_MAIL} FOR UPDATE"
USE_ALL_LINKS: Final = """
    UPDATE email_tokens SET used_at = %(now)s, mailed_at = coalesce(mailed_at, %(now)s)
    WHERE user_id = %(user_id)s AND purpose = %(purpose)s AND used_at IS NULL
"""
MARK_MAILED: Final = """
    UPDATE email_tokens SET mailed_at = %(now)s WHERE id = %(id)s AND mailed_at IS NULL
"""
LIST_UNMAILED: Final = """
    SELECT id FROM email_tokens
    WHERE mailed_at IS NULL AND used_at IS NULL AND expires_at > %(now)s
    ORDER BY created_at LIMIT %(limit)s
"""
FORGET_MAILS: Final = "DELETE FROM email_tokens WHERE created_at < %(before)s RETURNING id"


def insert_token(
    tx: Transaction, new: NewEmailToken, user_id: UUID, *, email: str | None = None
) -> None:
    """Write a mail to a person's stored address, or to another one of theirs."""
    tx.query(INSERT_MAIL, {**_token_values(tx, new), "user_id": user_id, "email": email})


def request_token(
    tx: Transaction, new: NewEmailToken, *, email: str, waits: tuple[int, int]
) -> None:
    """Write a mail that somebody asked for to an address, if it is a person's and not too soon.

    `waits` are the seconds before the second mail and the most before any other; each mail
    doubles the wait for the next within a day.
    """
    first, longest = waits
    values = {**_token_values(tx, new), "email": email, "first": first, "longest": longest}
    tx.query(REQUEST_MAIL, values)


def _token_values(tx: Transaction, new: NewEmailToken) -> dict[str, Any]:
    return {**asdict(new), "now": tx.now, "expires_at": tx.now + new.lifetime}


def find_token(tx: Transaction, token_id: UUID) -> EmailToken | None:
    return next(iter(tx.query(FIND_MAIL, {"id": token_id}, into=EmailToken)), None)


def lock_token(tx: Transaction, token_id: UUID) -> EmailToken | None:
    return next(iter(tx.query(LOCK_MAIL, {"id": token_id}, into=EmailToken)), None)


def use_all_tokens(tx: Transaction, user_id: UUID, *, purpose: str) -> None:
    """Void every link of this purpose, sent or not."""
    tx.query(USE_ALL_LINKS, {"user_id": user_id, "purpose": purpose, "now": tx.now})


def mark_mailed(tx: Transaction, token_id: UUID) -> None:
    tx.query(MARK_MAILED, {"id": token_id, "now": tx.now})


def list_unmailed(tx: Transaction, *, limit: int) -> list[UUID]:
    return [token_id for (token_id,) in tx.query(LIST_UNMAILED, {"now": tx.now, "limit": limit})]


def forget_tokens(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_MAILS, {"before": before}))


PERSON_COLUMNS: Final = (
    "id, email, display_name, locale, time_zone, email_verified_at IS NOT NULL AS is_verified,"
    " disabled_at IS NOT NULL AS is_disabled, created_at, version"
)
FIND_PERSON: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE id = %(id)s"
FIND_PERSON_BY_EMAIL: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE email = %(email)s"
LIST_PEOPLE: Final = f"SELECT {PERSON_COLUMNS} FROM users WHERE id = ANY(%(ids)s)"
LOCK_PERSON_BY_EMAIL: Final = f"{FIND_PERSON_BY_EMAIL} FOR UPDATE"
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
UPDATE_PERSON: Final = """
    UPDATE users SET display_name = coalesce(%(display_name)s, display_name),
        locale = coalesce(%(locale)s, locale), time_zone = coalesce(%(time_zone)s, time_zone),
        version = version + 1
    WHERE id = %(id)s AND (%(version)s::bigint IS NULL OR version = %(version)s) RETURNING id
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
SET_HASH: Final = """
    INSERT INTO user_passwords (id, hash, changed_at) VALUES (%(id)s, %(hash)s, %(now)s)
    ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
"""
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


def update_person(
    tx: Transaction, user_id: UUID, *, changes: PersonUpdate, version: int | None
) -> bool:
    """Change the profile; False when `version` is no longer the current one."""
    return bool(tx.query(UPDATE_PERSON, {"id": user_id, **asdict(changes), "version": version}))


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


def set_password(tx: Transaction, user_id: UUID, *, password_hash: str) -> None:
    tx.query(SET_HASH, {"id": user_id, "hash": password_hash, "now": tx.now})


def forget_password(tx: Transaction, user_id: UUID) -> None:
    tx.query(FORGET_HASH, {"id": user_id})


def replace_hash(tx: Transaction, user_id: UUID, *, before: str, after: str) -> None:
    """The same password under newer parameters, unless it was changed in between."""
    tx.query(REPLACE_HASH, {"id": user_id, "hash": after, "before": before})


LIST_KEYS: Final = """
    SELECT kid, public_jwk, private_key, signs_from, signs_until, verifies_until
    FROM signing_keys WHERE verifies_until > %(now)s ORDER BY signs_from
"""
# One key-maker at a time, over all processes; the number means nothing but "signing keys".
LOCK_KEYS: Final = "SELECT pg_advisory_xact_lock(7220011300)"
INSERT_KEY: Final = """
    INSERT INTO signing_keys (id, kid, public_jwk, private_key, created_at, signs_from,
        signs_until, verifies_until)
    VALUES (%(id)s, %(kid)s, %(public_jwk)s, %(private_key)s, %(now)s, %(signs_from)s,
        %(signs_until)s, %(verifies_until)s)
"""
FORGET_KEYS: Final = "DELETE FROM signing_keys WHERE verifies_until < %(before)s RETURNING kid"


def list_keys(tx: Transaction) -> list[SigningKey]:
    """Every key that may still verify, oldest first."""
    return tx.query(LIST_KEYS, {"now": tx.now}, into=SigningKey)


def lock_keys(tx: Transaction) -> None:
    """Hold the making of keys until the commit."""
    tx.query(LOCK_KEYS)


def insert_key(tx: Transaction, key: SigningKey) -> None:
    jwk = as_json(key.public_jwk)
    tx.query(INSERT_KEY, {**asdict(key), "id": new_id(), "public_jwk": jwk, "now": tx.now})


def forget_keys(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_KEYS, {"before": before}))
