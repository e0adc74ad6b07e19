"""Statements about mails about accounts and the secrets of their links."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.modules.identity.types import (
    EmailToken,
    NewEmailToken,
)

MAIL_COLUMNS: Final = (
    "id, user_id, purpose, email, locale, key_id, token_hash, created_at, expires_at, used_at,"
    " mailed_at, details"
)
INSERT_MAIL: Final = """
    INSERT INTO email_tokens (id, user_id, purpose, email, locale, key_id, token_hash, created_at,
        expires_at, details)
    SELECT %(id)s, id, %(purpose)s, coalesce(%(email)s, email), locale, %(key_id)s,
        %(token_hash)s, %(now)s, %(expires_at)s, %(details)s::jsonb
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
USE_LINK: Final = "UPDATE email_tokens SET used_at = %(now)s WHERE id = %(id)s"
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
    told = {"details": as_json(new.details), "now": tx.now, "expires_at": tx.now + new.lifetime}
    return {**asdict(new), **told}


def find_token(tx: Transaction, token_id: UUID) -> EmailToken | None:
    return next(iter(tx.query(FIND_MAIL, {"id": token_id}, into=EmailToken)), None)


def lock_token(tx: Transaction, token_id: UUID) -> EmailToken | None:
    return next(iter(tx.query(LOCK_MAIL, {"id": token_id}, into=EmailToken)), None)


def use_all_tokens(tx: Transaction, user_id: UUID, *, purpose: str) -> None:
    """Void every link of this purpose, sent or not."""
    tx.query(USE_ALL_LINKS, {"user_id": user_id, "purpose": purpose, "now": tx.now})


def use_token(tx: Transaction, token_id: UUID) -> None:
    tx.query(USE_LINK, {"id": token_id, "now": tx.now})


def mark_mailed(tx: Transaction, token_id: UUID) -> None:
    tx.query(MARK_MAILED, {"id": token_id, "now": tx.now})


def list_unmailed(tx: Transaction, *, limit: int) -> list[UUID]:
    return [token_id for (token_id,) in tx.query(LIST_UNMAILED, {"now": tx.now, "limit": limit})]


def forget_tokens(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_MAILS, {"before": before}))
