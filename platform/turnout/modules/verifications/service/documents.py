"""Documents of applications: sealed before they are stored, opened by moderators, deleted in time.

Each opening is an act on record; TURNOUT_VERIFICATION_DOCUMENT_DAYS after the decision they go.
"""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security import permissions
from turnout.modules.security_events import api as security_events
from turnout.modules.verifications import policies, queries, rules
from turnout.modules.verifications.errors import ApplicationNotFound, DocumentNotFound
from turnout.modules.verifications.metrics import DOCUMENTS_DELETED
from turnout.modules.verifications.service.badges import JOB
from turnout.modules.verifications.types import (
    ApplicationRequest,
    Document,
    NewDocument,
    OpenDocument,
)

FIELD: Final = "verification_documents.sealed"


def add_document(tx: Transaction, application_id: UUID, new: NewDocument) -> None:
    """Seal a document for its organization and its own row."""
    document = Document(
        id=new_id(),
        name=rules.name_of(new.name),
        media_type=rules.media_type_of(new.data) or "",
        bytes=len(new.data),
        sha256=hashlib.sha256(new.data).hexdigest(),
    )
    sealed = runtime.current().keys.seal(
        new.data, organization_id=tx.organization_id, field=f"{FIELD}.{document.id}"
    )
    queries.insert_document(tx, application_id, document, sealed=sealed)


def open_document(ctx: OperatorContext, application_id: UUID, document_id: UUID) -> OpenDocument:
    """Unseal a document for a moderator; that it was opened is recorded first."""
    policies.require_can(ctx, policies.OPEN_DOCUMENTS)
    found = find_request(ctx, application_id)
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        document = queries.find_document(tx, application_id, document_id)
    if document is None:
        raise DocumentNotFound
    security_events.record_operator_act(
        ctx,
        "open-verification-document",
        reason="an application for the verification badge",
        organization_id=found.tenant_id,
        details={"application_id": application_id, "document_id": document_id},
    )
    with transaction(ctx.job_in(found.tenant_id, JOB)) as tx:
        sealed = queries.read_sealed(tx, document_id)
    field = f"{FIELD}.{document_id}"
    data = runtime.current().keys.open(sealed, organization_id=found.tenant_id, field=field)
    return OpenDocument(document=document, data=data)


def find_request(ctx: OperatorContext, application_id: UUID) -> ApplicationRequest:
    """An application of any organization, or ApplicationNotFound."""
    policies.require_can(ctx, policies.READ_QUEUE)
    with transaction(ctx.job("verifications.get")) as tx:
        found = queries.find_request(tx, application_id)
    if found is None:
        raise ApplicationNotFound
    return found


def _kept() -> timedelta:
    return timedelta(days=runtime.current().settings.verification_document_days)


def list_with_old_documents(ctx: SystemContext) -> list[UUID]:
    """Organizations that have documents whose time is over."""
    with transaction(ctx) as tx:
        return queries.list_with_old_documents(tx, before=tx.now - _kept())


def delete_old_documents(ctx: OrganizationContext) -> None:
    """Delete the documents of applications that were decided long enough ago."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        gone = queries.delete_old_documents(tx, before=tx.now - _kept())
        tx.after_commit.append(lambda: DOCUMENTS_DELETED.add(gone))
