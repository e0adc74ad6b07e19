"""Statements about verifications, applications and their documents."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.verifications.types import (
    Application,
    ApplicationRequest,
    Document,
    StoredApplication,
    StoredVerification,
    VerificationProof,
)

FIRST: Final = UUID(int=0)
AGAIN_AFTER: Final = timedelta(days=1)
OWN: Final = "WHERE organization_id = %(organization_id)s"
COLUMNS: Final = "id, proofs, verified_at, documents_until, withdrawn_at, withdrawn_reason"
FIND: Final = f"SELECT {COLUMNS} FROM verifications {OWN}"
LOCK: Final = f"{FIND} FOR UPDATE"
INSERT: Final = """
    INSERT INTO verifications (organization_id, id, proofs, withdrawn_reason, checked_at, version)
    VALUES (%(organization_id)s, %(id)s, '[]', '', %(now)s, 1)
    ON CONFLICT (organization_id) DO NOTHING
"""
SAVE: Final = f"""
    UPDATE verifications SET proofs = %(proofs)s::jsonb, verified_at = %(verified_at)s,
        checked_at = %(now)s, version = version + 1
    {OWN}
"""
TOUCH: Final = f"UPDATE verifications SET checked_at = %(now)s {OWN}"
WITHDRAW: Final = f"""
    UPDATE verifications SET withdrawn_at = %(now)s, withdrawn_by = %(by)s,
        withdrawn_reason = %(reason)s, version = version + 1
    {OWN}
"""
ALLOW: Final = f"""
    UPDATE verifications SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_reason = '',
        documents_until = coalesce(%(documents_until)s, documents_until), version = version + 1
    {OWN}
"""
DUE: Final = """
    SELECT organization_id FROM verifications
    WHERE checked_at < %(before)s OR (documents_until <= %(now)s AND proofs ? 'documents')
    ORDER BY checked_at LIMIT 500
"""
INSERT_APPLICATION: Final = """
    INSERT INTO verification_applications (organization_id, id, state, note, reason, requested_by,
        requested_at)
    VALUES (%(organization_id)s, %(id)s, 'waiting', %(note)s, '', %(by)s, %(now)s)
    ON CONFLICT (organization_id) WHERE state = 'waiting' DO NOTHING RETURNING id
"""
INSERT_DOCUMENT: Final = """
    INSERT INTO verification_documents (organization_id, id, application_id, name, media_type,
        bytes, sha256, sealed)
    VALUES (%(organization_id)s, %(id)s, %(application_id)s, %(name)s, %(media_type)s, %(bytes)s,
        %(sha256)s, %(sealed)s)
"""
LAST_APPLICATION: Final = f"""
    SELECT id, state, note, reason, requested_at, decided_at, (
        SELECT count(*) FROM verification_documents d
        WHERE d.organization_id = a.organization_id AND d.application_id = a.id) AS documents
    FROM verification_applications a {OWN} ORDER BY id DESC LIMIT 1
"""
LOCK_APPLICATION: Final = f"""
    SELECT id, state, requested_by FROM verification_applications {OWN} AND id = %(id)s FOR UPDATE
"""
LOCK_WAITING: Final = f"""
    SELECT id, state, requested_by FROM verification_applications
    {OWN} AND state = 'waiting' FOR UPDATE
"""
DECIDE: Final = f"""
    UPDATE verification_applications SET state = %(state)s, reason = %(reason)s,
        decided_by = %(by)s, decided_at = %(now)s
    {OWN} AND id = %(id)s
"""
REQUESTS: Final = """
    SELECT id, organization_id AS tenant_id, '' AS tenant_name, state, note, reason,
        requested_at, decided_by, decided_at
    FROM verification_applications
"""
FIND_REQUEST: Final = f"{REQUESTS} WHERE id = %(id)s"
LIST_REQUESTS: Final = f"""{REQUESTS}
    WHERE id > %(after)s AND (%(state)s::text IS NULL OR state = %(state)s)
    ORDER BY id LIMIT %(limit)s
"""
DOCUMENT_COLUMNS: Final = "id, name, media_type, bytes, sha256"
LIST_DOCUMENTS: Final = f"""
    SELECT {DOCUMENT_COLUMNS} FROM verification_documents
    {OWN} AND application_id = %(application_id)s ORDER BY id
"""
FIND_DOCUMENT: Final = f"""
    SELECT {DOCUMENT_COLUMNS} FROM verification_documents
    {OWN} AND application_id = %(application_id)s AND id = %(id)s
"""
CONTENT: Final = f"SELECT sealed FROM verification_documents {OWN} AND id = %(id)s"
OLD: Final = """a.organization_id = d.organization_id AND a.id = d.application_id
        AND a.decided_at < %(before)s"""
WITH_OLD: Final = f"""
    SELECT DISTINCT d.organization_id FROM verification_documents d
    JOIN verification_applications a ON {OLD} LIMIT 500
"""
DELETE_OLD: Final = f"""
    DELETE FROM verification_documents d USING verification_applications a
    WHERE d.organization_id = %(organization_id)s AND {OLD} RETURNING d.id
"""


def find_verification(tx: Transaction) -> StoredVerification | None:
    return next(iter(tx.query(FIND, tx.here(), into=StoredVerification.of)), None)


def lock_verification(tx: Transaction) -> StoredVerification:
    """The organization's row, made where there is none; two that refresh it take turns."""
    tx.query(INSERT, tx.here(id=new_id()))
    [found] = tx.query(LOCK, tx.here(), into=StoredVerification.of)
    return found


def save_proofs(
    tx: Transaction, proofs: tuple[VerificationProof, ...], *, verified_at: datetime | None
) -> None:
    tx.query(SAVE, tx.here(proofs=as_json(list(proofs)), verified_at=verified_at))


def touch(tx: Transaction) -> None:
    """Remember that the proofs were looked at and are as they were."""
    tx.query(TOUCH, tx.here())


def withdraw_badge(tx: Transaction, *, reason: str, by: UUID) -> None:
    tx.query(WITHDRAW, tx.here(reason=reason, by=by))


def allow_badge(tx: Transaction, *, documents_until: datetime | None) -> None:
    """Lift a withdrawal; approved documents count until then."""
    tx.query(ALLOW, tx.here(documents_until=documents_until))


def list_due(tx: Transaction) -> list[UUID]:
    """Organizations to look at again, over all of them."""
    found = tx.query(DUE, {"now": tx.now, "before": tx.now - AGAIN_AFTER})
    return [organization_id for (organization_id,) in found]


def insert_application(tx: Transaction, *, note: str, by: UUID | None) -> UUID | None:
    """Write an application; None while another waits."""
    application_id = new_id()
    values = tx.here(id=application_id, note=note, by=by)
    return application_id if tx.query(INSERT_APPLICATION, values) else None


def insert_document(
    tx: Transaction, application_id: UUID, document: Document, *, sealed: bytes
) -> None:
    values = tx.here(
        id=document.id,
        application_id=application_id,
        name=document.name,
        media_type=document.media_type,
        bytes=document.bytes,
        sha256=document.sha256,
        sealed=sealed,
    )
    tx.query(INSERT_DOCUMENT, values)


def find_last_application(tx: Transaction) -> Application | None:
    return next(iter(tx.query(LAST_APPLICATION, tx.here(), into=Application)), None)


def lock_application(tx: Transaction, application_id: UUID) -> StoredApplication | None:
    where = tx.here(id=application_id)
    return next(iter(tx.query(LOCK_APPLICATION, where, into=StoredApplication)), None)


def lock_waiting(tx: Transaction) -> StoredApplication | None:
    return next(iter(tx.query(LOCK_WAITING, tx.here(), into=StoredApplication)), None)


def decide(
    tx: Transaction, application_id: UUID, *, state: str, reason: str, by: UUID | None
) -> None:
    tx.query(DECIDE, tx.here(id=application_id, state=state, reason=reason, by=by))


def find_request(tx: Transaction, application_id: UUID) -> ApplicationRequest | None:
    """An application of any organization: asked by a job of the platform."""
    found = tx.query(FIND_REQUEST, {"id": application_id}, into=ApplicationRequest)
    return next(iter(found), None)


def list_requests(
    tx: Transaction, request: PageRequest, *, state: str | None
) -> list[ApplicationRequest]:
    """The oldest first, over all organizations: asked by a job of the platform."""
    after = request.after[1] if request.after else FIRST
    values = {"after": after, "limit": request.limit + 1, "state": state}
    return tx.query(LIST_REQUESTS, values, into=ApplicationRequest)


def list_documents(tx: Transaction, application_id: UUID) -> list[Document]:
    return tx.query(LIST_DOCUMENTS, tx.here(application_id=application_id), into=Document)


def find_document(tx: Transaction, application_id: UUID, document_id: UUID) -> Document | None:
    where = tx.here(application_id=application_id, id=document_id)
    return next(iter(tx.query(FIND_DOCUMENT, where, into=Document)), None)


def read_sealed(tx: Transaction, document_id: UUID) -> bytes:
    [(sealed,)] = tx.query(CONTENT, tx.here(id=document_id))
    return bytes(sealed)


def list_with_old_documents(tx: Transaction, *, before: datetime) -> list[UUID]:
    """Organizations with documents of applications that were decided before then."""
    return [organization_id for (organization_id,) in tx.query(WITH_OLD, {"before": before})]


def delete_old_documents(tx: Transaction, *, before: datetime) -> int:
    return len(tx.query(DELETE_OLD, tx.here(before=before)))
