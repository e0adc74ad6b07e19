"""Statements about SAML connections and the certificates of both sides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.saml.types import (
    CertificateSide,
    CertificateState,
    DueConnection,
    EndingCertificate,
    StoredCertificate,
    StoredConnection,
)
from turnout.saml.certificates import Certificate

HERE: Final = "organization_id = %(organization_id)s AND provider_id = %(provider_id)s"
CONNECTION: Final = (
    "organization_id, id, provider_id, sso_url, slo_url, slo_response_url, metadata_url,"
    " refreshed_at, refresh_problem, valid_until, email_attribute, name_attribute,"
    " is_idp_initiated_allowed, is_encryption_needed, version"
)
FIND: Final = f"SELECT {CONNECTION} FROM saml_connections WHERE {HERE}"
LOCK: Final = f"{FIND} FOR UPDATE"
INSERT: Final = f"""
    INSERT INTO saml_connections ({CONNECTION})
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, '', '', '', '', NULL, '', NULL, '', '',
        false, false, 1)
"""
UPDATE: Final = f"""
    UPDATE saml_connections SET sso_url = %(sso_url)s, slo_url = %(slo_url)s,
        slo_response_url = %(slo_response_url)s, metadata_url = %(metadata_url)s,
        refreshed_at = %(refreshed_at)s, refresh_problem = %(refresh_problem)s,
        valid_until = %(valid_until)s, email_attribute = %(email_attribute)s,
        name_attribute = %(name_attribute)s,
        is_idp_initiated_allowed = %(is_idp_initiated_allowed)s,
        is_encryption_needed = %(is_encryption_needed)s, version = version + 1
    WHERE {HERE}
"""
PLAN_REFRESH: Final = f"""
    UPDATE saml_connections SET refresh_due_at = %(due_at)s WHERE {HERE}
"""
# Asked by the operator, over all organizations.
LIST_DUE: Final = """
    SELECT organization_id, provider_id FROM saml_connections
    WHERE refresh_due_at <= %(now)s ORDER BY refresh_due_at LIMIT %(limit)s
"""
CERTIFICATE: Final = (
    "id, provider_id, side, state, certificate, fingerprint, starts_at, ends_at, warned_days,"
    " sealed"
)
LIST_CERTIFICATES: Final = f"""
    SELECT {CERTIFICATE} FROM saml_certificates WHERE {HERE} ORDER BY side, ends_at, id
"""
FIND_CERTIFICATE: Final = f"""
    SELECT {CERTIFICATE} FROM saml_certificates
    WHERE {HERE} AND side = 'service' AND id = %(id)s FOR UPDATE
"""
INSERT_CERTIFICATE: Final = f"""
    INSERT INTO saml_certificates (organization_id, {CERTIFICATE})
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(side)s, %(state)s, %(certificate)s,
        %(fingerprint)s, %(starts_at)s, %(ends_at)s, NULL, %(sealed)s)
    ON CONFLICT (organization_id, provider_id, side, fingerprint) DO NOTHING
"""
DELETE_OTHERS: Final = f"""
    DELETE FROM saml_certificates
    WHERE {HERE} AND side = 'provider' AND fingerprint <> ALL(%(fingerprints)s)
"""
DELETE_CERTIFICATE: Final = f"DELETE FROM saml_certificates WHERE {HERE} AND id = %(id)s"
RETIRE: Final = f"""
    UPDATE saml_certificates SET state = 'former'
    WHERE {HERE} AND side = 'service' AND state = 'active' AND id <> %(id)s
"""
ACTIVATE: Final = f"UPDATE saml_certificates SET state = 'active' WHERE {HERE} AND id = %(id)s"
# Where another one of the same side goes on for longer, the roll-over has begun.
LIST_ENDING: Final = """
    SELECT c.organization_id, c.id, c.provider_id, c.side, c.ends_at, c.warned_days
    FROM saml_certificates c
    WHERE c.ends_at <= %(before)s AND c.ends_at > %(now)s AND c.state <> 'former'
        AND NOT EXISTS (SELECT FROM saml_certificates o
            WHERE o.organization_id = c.organization_id AND o.provider_id = c.provider_id
                AND o.side = c.side AND o.state <> 'former' AND o.ends_at > %(before)s)
    ORDER BY c.ends_at
"""
NOTE_WARNING: Final = """
    UPDATE saml_certificates SET warned_days = %(days)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND (warned_days IS NULL OR warned_days > %(days)s)
    RETURNING id
"""


def insert_connection(tx: Transaction, provider_id: UUID) -> None:
    tx.query(INSERT, tx.here(id=new_id(), provider_id=provider_id))


def find_connection(tx: Transaction, provider_id: UUID) -> StoredConnection | None:
    where = tx.here(provider_id=provider_id)
    return next(iter(tx.query(FIND, where, into=StoredConnection)), None)


def lock_connection(tx: Transaction, provider_id: UUID) -> StoredConnection | None:
    where = tx.here(provider_id=provider_id)
    return next(iter(tx.query(LOCK, where, into=StoredConnection)), None)


def update_connection(tx: Transaction, changed: StoredConnection) -> None:
    tx.query(UPDATE, attributes_of(changed))


def plan_refresh(tx: Transaction, provider_id: UUID, due_at: datetime | None) -> None:
    """When the metadata is fetched again; None for never."""
    tx.query(PLAN_REFRESH, tx.here(provider_id=provider_id, due_at=due_at))


def list_due(tx: Transaction, *, limit: int) -> list[DueConnection]:
    return tx.query(LIST_DUE, {"now": tx.now, "limit": limit}, into=DueConnection)


def list_certificates(tx: Transaction, provider_id: UUID) -> list[StoredCertificate]:
    return tx.query(LIST_CERTIFICATES, tx.here(provider_id=provider_id), into=StoredCertificate)


def lock_our_certificate(
    tx: Transaction, provider_id: UUID, certificate_id: UUID
) -> StoredCertificate | None:
    where = tx.here(provider_id=provider_id, id=certificate_id)
    return next(iter(tx.query(FIND_CERTIFICATE, where, into=StoredCertificate)), None)


def insert_our_certificate(
    tx: Transaction,
    provider_id: UUID,
    certificate_id: UUID,
    read: Certificate,
    *,
    sealed: bytes,
    state: CertificateState,
) -> None:
    values = {"id": certificate_id, "side": CertificateSide.SERVICE, "state": state}
    _insert(tx, provider_id, read, sealed=sealed, **values)


def replace_certificates(
    tx: Transaction, provider_id: UUID, certificates: Sequence[Certificate]
) -> bool:
    """These certificates of the provider and no others; whether that changed anything."""
    before = {
        each.fingerprint
        for each in list_certificates(tx, provider_id)
        if each.side == CertificateSide.PROVIDER
    }
    kept = [each.fingerprint for each in certificates]
    tx.query(DELETE_OTHERS, tx.here(provider_id=provider_id, fingerprints=kept))
    for each in certificates:
        values = {"id": new_id(), "side": CertificateSide.PROVIDER}
        _insert(tx, provider_id, each, sealed=None, state=CertificateState.ACTIVE, **values)
    return before != set(kept)


def delete_certificate(tx: Transaction, provider_id: UUID, certificate_id: UUID) -> None:
    tx.query(DELETE_CERTIFICATE, tx.here(provider_id=provider_id, id=certificate_id))


def activate(tx: Transaction, provider_id: UUID, certificate_id: UUID) -> None:
    """We sign by this one from now on; the one before only decrypts."""
    where = tx.here(provider_id=provider_id, id=certificate_id)
    tx.query(RETIRE, where)
    tx.query(ACTIVATE, where)


def list_ending(tx: Transaction, *, before: datetime) -> list[EndingCertificate]:
    return tx.query(LIST_ENDING, {"now": tx.now, "before": before}, into=EndingCertificate)


def note_warning(tx: Transaction, certificate_id: UUID, days: int) -> bool:
    """Note that people were warned; False when somebody else did meanwhile."""
    return bool(tx.query(NOTE_WARNING, tx.here(id=certificate_id, days=days)))


def _insert(tx: Transaction, provider_id: UUID, read: Certificate, **stated: object) -> None:
    values = {
        "certificate": read.pem,
        "fingerprint": read.fingerprint,
        "starts_at": read.starts_at,
        "ends_at": read.ends_at,
        **stated,
    }
    tx.query(INSERT_CERTIFICATE, tx.here(provider_id=provider_id, **values))
