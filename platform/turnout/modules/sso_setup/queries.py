"""Statements about set-up links."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.sso_setup.types import StoredLink

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
FORGET: Final = "DELETE FROM sso_setup_links WHERE expires_at < %(now)s - interval '90 days'"


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


def forget_old(tx: Transaction) -> None:
    """Drop links that were over long ago."""
    tx.query(FORGET, {"now": tx.now})
