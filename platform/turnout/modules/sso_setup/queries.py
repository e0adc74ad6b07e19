"""Statements about set-up links and test sign-ins."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.modules.sso_setup.types import StoredAttempt, StoredLink, TestSignIn

HERE: Final = "organization_id = %(organization_id)s"
LINK: Final = "id, provider_id, created_by, created_at, expires_at, revoked_at, used_at"
INSERT_LINK: Final = """
    INSERT INTO sso_setup_links (organization_id, id, provider_id, secret_hash, created_by,
        created_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(secret_hash)s, %(created_by)s,
        %(now)s, %(expires_at)s)
"""
LIST_LINKS: Final = f"""
    SELECT {LINK} FROM sso_setup_links
    WHERE {HERE} AND provider_id = %(provider_id)s ORDER BY id DESC LIMIT 50
"""
FIND_LINK: Final = f"SELECT {LINK} FROM sso_setup_links WHERE {HERE} AND secret_hash = %(hash)s"
REVOKE_LINK: Final = f"""
    UPDATE sso_setup_links SET revoked_at = coalesce(revoked_at, %(now)s)
    WHERE {HERE} AND provider_id = %(provider_id)s AND id = %(id)s RETURNING id
"""
USE_LINK: Final = f"""
    UPDATE sso_setup_links SET used_at = %(now)s WHERE {HERE} AND id = %(id)s
        AND (used_at IS NULL OR used_at < %(now)s - interval '1 hour')
"""
INSERT_TEST: Final = """
    INSERT INTO sso_test_sign_ins (organization_id, id, provider_id, link_id, by_user_id,
        state_hash, browser_hash, sealed, back_to, created_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(link_id)s, %(by_user_id)s,
        %(state_hash)s, %(browser_hash)s, %(sealed)s, %(back_to)s, %(now)s, %(expires_at)s)
"""
TAKE_ATTEMPT: Final = f"""
    UPDATE sso_test_sign_ins t SET sealed = NULL, browser_hash = NULL
    FROM (SELECT id, sealed FROM sso_test_sign_ins
        WHERE {HERE} AND provider_id = %(provider_id)s AND state_hash = %(state_hash)s
            AND browser_hash = %(browser_hash)s AND expires_at > %(now)s
        FOR UPDATE) before
    WHERE t.organization_id = %(organization_id)s AND t.id = before.id
    RETURNING t.id, t.link_id, t.by_user_id, before.sealed, t.back_to
"""
WRITE_RESULT: Final = f"""
    UPDATE sso_test_sign_ins SET result = %(result)s, at = %(now)s WHERE {HERE} AND id = %(id)s
"""
TEST: Final = "id, at, result"
FIND_TEST: Final = f"""
    SELECT {TEST} FROM sso_test_sign_ins WHERE {HERE} AND provider_id = %(provider_id)s
        AND id = %(id)s AND result IS NOT NULL
        AND (%(link_id)s::uuid IS NULL OR link_id = %(link_id)s)
"""
LAST_TEST: Final = f"""
    SELECT {TEST} FROM sso_test_sign_ins WHERE {HERE} AND provider_id = %(provider_id)s
        AND result IS NOT NULL AND (%(link_id)s::uuid IS NULL OR link_id = %(link_id)s)
    ORDER BY at DESC, id DESC LIMIT %(limit)s
"""
FORGET: Final = """
    DELETE FROM sso_test_sign_ins WHERE created_at < %(now)s - interval '1 day';
    DELETE FROM sso_setup_links WHERE expires_at < %(now)s - interval '90 days'
"""


def insert_link(
    tx: Transaction,
    link_id: UUID,
    provider_id: UUID,
    *,
    secret_hash: bytes,
    created_by: UUID,
    expires_at: datetime,
) -> None:
    values = {"provider_id": provider_id, "secret_hash": secret_hash, "created_by": created_by}
    tx.query(INSERT_LINK, tx.here(id=link_id, expires_at=expires_at, **values))


def list_links(tx: Transaction, provider_id: UUID) -> list[StoredLink]:
    return tx.query(LIST_LINKS, tx.here(provider_id=provider_id), into=StoredLink)


def find_link(tx: Transaction, secret_hash: bytes) -> StoredLink | None:
    return next(iter(tx.query(FIND_LINK, tx.here(hash=secret_hash), into=StoredLink)), None)


def revoke_link(tx: Transaction, provider_id: UUID, link_id: UUID) -> bool:
    """End a link; False where the provider has none of this id."""
    return bool(tx.query(REVOKE_LINK, tx.here(provider_id=provider_id, id=link_id)))


def use_link(tx: Transaction, link_id: UUID) -> None:
    """Note that a link was opened, once an hour."""
    tx.query(USE_LINK, tx.here(id=link_id))


def insert_attempt(
    tx: Transaction,
    provider_id: UUID,
    attempt: StoredAttempt,
    *,
    state_hash: bytes,
    browser_hash: bytes,
    expires_at: datetime,
) -> None:
    values: dict[str, Any] = {
        "id": attempt.id,
        "link_id": attempt.link_id,
        "by_user_id": attempt.by_user_id,
        "sealed": attempt.sealed,
        "back_to": attempt.back_to,
        "state_hash": state_hash,
        "browser_hash": browser_hash,
    }
    tx.query(INSERT_TEST, tx.here(provider_id=provider_id, expires_at=expires_at, **values))


def take_attempt(
    tx: Transaction, provider_id: UUID, *, state_hash: bytes, browser_hash: bytes
) -> StoredAttempt | None:
    """The test that an answer belongs to, used up: of two answers the second finds nothing."""
    where = {"provider_id": provider_id, "state_hash": state_hash, "browser_hash": browser_hash}
    return next(iter(tx.query(TAKE_ATTEMPT, tx.here(**where), into=StoredAttempt)), None)


def write_result(tx: Transaction, test_id: UUID, result: dict[str, Any]) -> None:
    tx.query(WRITE_RESULT, tx.here(id=test_id, result=as_json(result)))


def find_test(
    tx: Transaction, provider_id: UUID, test_id: UUID, *, link_id: UUID | None
) -> TestSignIn | None:
    where = tx.here(provider_id=provider_id, id=test_id, link_id=link_id)
    return next(iter(tx.query(FIND_TEST, where, into=TestSignIn.of)), None)


def list_last_tests(
    tx: Transaction, provider_id: UUID, *, link_id: UUID | None = None, limit: int = 20
) -> list[TestSignIn]:
    where = tx.here(provider_id=provider_id, link_id=link_id, limit=limit)
    return tx.query(LAST_TEST, where, into=TestSignIn.of)


def forget_old(tx: Transaction) -> None:
    """Drop test sign-ins a day old, as they hold what a provider said of a person."""
    for statement in FORGET.split(";"):
        tx.query(statement, {"now": tx.now})
