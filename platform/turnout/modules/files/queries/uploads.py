"""Statements about uploads under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from turnout.kernel.db.tx import Transaction
from turnout.modules.files.models import UploadRow, UploadState

CLAIM = """
    UPDATE file_uploads SET state = 'checking', claimed_at = %(now)s
     WHERE organization_id = %(organization_id)s AND id = %(id)s AND expires_at > %(now)s
       AND (state = 'open' OR (state = 'checking'
            AND claimed_at < %(now)s - make_interval(secs => %(claim_seconds)s)))
    RETURNING id
"""
LIST_LAPSED = """
    SELECT organization_id, id FROM file_uploads WHERE expires_at <= %(before)s
     ORDER BY expires_at LIMIT %(limit)s
"""


def find_upload(tx: Transaction, upload_id: UUID) -> UploadRow | None:
    return tx.session.get(UploadRow, (tx.organization_id, upload_id))


def lock_upload(tx: Transaction, upload_id: UUID) -> UploadRow | None:
    return tx.session.get(UploadRow, (tx.organization_id, upload_id), with_for_update=True)


def claim_upload(tx: Transaction, upload_id: UUID, *, claim_seconds: int) -> bool:
    """Take an open upload for checking; one taken long ago by somebody who died is free again."""
    values = {
        "organization_id": tx.organization_id,
        "id": upload_id,
        "now": tx.now,
        "claim_seconds": claim_seconds,
    }
    return bool(tx.query(CLAIM, values))


def delete_upload(tx: Transaction, upload_id: UUID) -> bool:
    deleted = tx.execute(
        delete(UploadRow).where(
            UploadRow.organization_id == tx.organization_id, UploadRow.id == upload_id
        )
    )
    return deleted.rowcount > 0


def is_finished(row: UploadRow) -> bool:
    return row.state in (UploadState.DONE, UploadState.REFUSED)


def list_lapsed(tx: Transaction, *, before: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, upload) over all organizations, for the operator's sweep."""
    return [(row[0], row[1]) for row in tx.query(LIST_LAPSED, {"before": before, "limit": limit})]
