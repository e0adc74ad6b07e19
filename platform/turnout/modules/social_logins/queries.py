"""Statements about linked accounts and attempts to sign in with one."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.social_logins.types import Outsider, SignInAttempt, SocialLogin

INSERT_ATTEMPT: Final = """
    INSERT INTO social_sign_ins (id, provider, state_hash, browser_hash, sealed, back_to,
        created_at, expires_at)
    VALUES (%(id)s, %(provider)s, %(state_hash)s, %(browser_hash)s, %(sealed)s, %(back_to)s,
        %(now)s, %(expires_at)s)
"""
# Taken by one statement: of two answers to one attempt, the second finds nothing.
TAKE_ATTEMPT: Final = """
    DELETE FROM social_sign_ins WHERE state_hash = %(state_hash)s AND provider = %(provider)s
        AND browser_hash = %(browser_hash)s AND expires_at > %(now)s
    RETURNING id, provider, sealed, back_to
"""
FIND_PENDING: Final = """
    SELECT id, provider, sealed, back_to FROM social_sign_ins
    WHERE id = %(id)s AND state_hash IS NULL AND browser_hash = %(browser_hash)s
        AND expires_at > %(now)s
"""
TAKE_PENDING: Final = """
    DELETE FROM social_sign_ins WHERE id = %(id)s AND state_hash IS NULL
        AND browser_hash = %(browser_hash)s AND expires_at > %(now)s
    RETURNING id, provider, sealed, back_to
"""
FORGET_ATTEMPTS: Final = "DELETE FROM social_sign_ins WHERE expires_at < %(before)s RETURNING id"
LINK: Final = """
    INSERT INTO social_logins (id, user_id, provider, issuer, subject, email, created_at,
        last_used_at)
    VALUES (%(id)s, %(user_id)s, %(provider)s, %(issuer)s, %(subject)s, %(email)s, %(now)s, %(now)s)
    ON CONFLICT (issuer, subject) DO NOTHING RETURNING id
"""
FIND_OWNER: Final = """
    SELECT user_id FROM social_logins WHERE issuer = %(issuer)s AND subject = %(subject)s
"""
USE: Final = """
    UPDATE social_logins SET last_used_at = %(now)s
    WHERE issuer = %(issuer)s AND subject = %(subject)s RETURNING user_id
"""
LIST: Final = """
    SELECT id, provider, email, created_at, last_used_at FROM social_logins
    WHERE user_id = %(user_id)s ORDER BY created_at, id
"""
LOCK: Final = f"{LIST} FOR UPDATE"
DELETE: Final = "DELETE FROM social_logins WHERE user_id = %(user_id)s AND id = %(id)s RETURNING id"


def insert_attempt(
    tx: Transaction,
    attempt: SignInAttempt,
    *,
    state_hash: bytes | None,
    browser_hash: bytes,
    expires_at: datetime,
) -> None:
    """Keep an attempt; one without a state has been answered and waits to be linked."""
    values = {
        "id": attempt.id,
        "provider": attempt.provider,
        "sealed": attempt.sealed,
        "back_to": attempt.back_to,
        "state_hash": state_hash,
        "browser_hash": browser_hash,
        "now": tx.now,
        "expires_at": expires_at,
    }
    tx.query(INSERT_ATTEMPT, values)


def take_attempt(
    tx: Transaction, provider: str, *, state_hash: bytes, browser_hash: bytes
) -> SignInAttempt | None:
    """The attempt that an answer belongs to, used up."""
    values = {"provider": provider, "state_hash": state_hash, "browser_hash": browser_hash}
    found = tx.query(TAKE_ATTEMPT, {**values, "now": tx.now}, into=SignInAttempt)
    return next(iter(found), None)


def find_pending(tx: Transaction, pending_id: UUID, *, browser_hash: bytes) -> SignInAttempt | None:
    values = {"id": pending_id, "browser_hash": browser_hash, "now": tx.now}
    return next(iter(tx.query(FIND_PENDING, values, into=SignInAttempt)), None)


def take_pending(tx: Transaction, pending_id: UUID, *, browser_hash: bytes) -> SignInAttempt | None:
    values = {"id": pending_id, "browser_hash": browser_hash, "now": tx.now}
    return next(iter(tx.query(TAKE_PENDING, values, into=SignInAttempt)), None)


def forget_attempts(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_ATTEMPTS, {"before": before}))


def link(tx: Transaction, user_id: UUID, outsider: Outsider) -> bool:
    """Link an account; False when it is linked already, to whomever."""
    values = {
        "id": new_id(),
        "user_id": user_id,
        "provider": outsider.provider,
        "issuer": outsider.issuer,
        "subject": outsider.subject,
        "email": outsider.email,
        "now": tx.now,
    }
    return bool(tx.query(LINK, values))


def find_owner(tx: Transaction, outsider: Outsider) -> UUID | None:
    """Whose account it is linked to."""
    values = {"issuer": outsider.issuer, "subject": outsider.subject}
    return next((user_id for (user_id,) in tx.query(FIND_OWNER, values)), None)


def use(tx: Transaction, outsider: Outsider) -> None:
    tx.query(USE, {"issuer": outsider.issuer, "subject": outsider.subject, "now": tx.now})


def list_logins(tx: Transaction, user_id: UUID) -> list[SocialLogin]:
    return tx.query(LIST, {"user_id": user_id}, into=SocialLogin)


def lock_logins(tx: Transaction, user_id: UUID) -> list[SocialLogin]:
    """The same, held until the commit: of two that are taken off at once, one comes second."""
    return tx.query(LOCK, {"user_id": user_id}, into=SocialLogin)


def delete_login(tx: Transaction, user_id: UUID, login_id: UUID) -> bool:
    return bool(tx.query(DELETE, {"user_id": user_id, "id": login_id}))
