"""Statements about claims and the links for them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.organizations.sql_fragments import NAME_OF_ORGANIZATION
from turnout.modules.ownership_claims.types import DomainClaim, StoredClaimLink

OWN: Final = "WHERE organization_id = %(organization_id)s"
REVOKE_LINKS: Final = f"""
    UPDATE ownership_claim_links SET revoked_at = %(now)s
    {OWN} AND used_at IS NULL AND revoked_at IS NULL RETURNING id
"""
HAS_OPEN_LINK: Final = f"""
    SELECT true FROM ownership_claim_links
    {OWN} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > %(now)s LIMIT 1
"""
INSERT_LINK: Final = """
    INSERT INTO ownership_claim_links (organization_id, id, secret_hash, made_by, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(secret_hash)s, %(made_by)s, %(expires_at)s)
"""
FIND_LINK: Final = f"""
    SELECT id, made_by, expires_at FROM ownership_claim_links
    {OWN} AND secret_hash = %(secret_hash)s AND used_at IS NULL AND revoked_at IS NULL
        AND expires_at > %(now)s
    FOR UPDATE
"""
USE_LINK: Final = f"""
    UPDATE ownership_claim_links SET used_at = %(now)s, used_by = %(user_id)s
    {OWN} AND id = %(id)s
"""
COLUMNS: Final = """
    h.id, h.organization_id, o.name AS organization_name, h.host, h.token, h.claimed_at
"""
CLAIM: Final = """
    INSERT INTO ownership_claims (organization_id, id, user_id, host, token, started_at)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(host)s, %(token)s, %(now)s)
    ON CONFLICT (organization_id, user_id, host) DO NOTHING
"""
FIND_CLAIM: Final = f"""
    SELECT {COLUMNS} FROM ownership_claims h {NAME_OF_ORGANIZATION}
    WHERE h.user_id = %(user_id)s AND h.id = %(id)s
"""
FIND_CLAIM_OF: Final = f"""
    SELECT {COLUMNS} FROM ownership_claims h {NAME_OF_ORGANIZATION}
    WHERE h.organization_id = %(organization_id)s AND h.user_id = %(user_id)s
        AND h.host = %(host)s
"""
FINISH: Final = f"UPDATE ownership_claims SET claimed_at = %(now)s {OWN} AND id = %(id)s"


def revoke_links(tx: Transaction) -> bool:
    """End every open link; whether there was one."""
    return bool(tx.query(REVOKE_LINKS, tx.here()))


def has_open_link(tx: Transaction) -> bool:
    return bool(tx.query(HAS_OPEN_LINK, tx.here()))


def insert_link(
    tx: Transaction, *, secret_hash: bytes, made_by: UUID | None, expires_at: datetime
) -> None:
    values = tx.here(id=new_id(), secret_hash=secret_hash, made_by=made_by, expires_at=expires_at)
    tx.query(INSERT_LINK, values)


def lock_link(tx: Transaction, secret_hash: bytes) -> StoredClaimLink | None:
    """The open link that has this secret, held until the commit."""
    where = tx.here(secret_hash=secret_hash)
    return next(iter(tx.query(FIND_LINK, where, into=StoredClaimLink)), None)


def use_link(tx: Transaction, link_id: UUID, *, user_id: UUID) -> None:
    tx.query(USE_LINK, tx.here(id=link_id, user_id=user_id))


def put_claim(tx: Transaction, *, user_id: UUID, host: str, token: str) -> DomainClaim:
    """Write a claim; the person's own one for this host as it is where it is there."""
    values = tx.here(id=new_id(), user_id=user_id, host=host, token=token)
    tx.query(CLAIM, values)
    [found] = tx.query(FIND_CLAIM_OF, values, into=DomainClaim.of)
    return found


def find_claim(tx: Transaction, claim_id: UUID, *, user_id: UUID) -> DomainClaim | None:
    """A claim of this person, asked as the operator."""
    where = {"id": claim_id, "user_id": user_id}
    return next(iter(tx.query(FIND_CLAIM, where, into=DomainClaim.of)), None)


def finish_claim(tx: Transaction, claim_id: UUID) -> None:
    tx.query(FINISH, tx.here(id=claim_id))
