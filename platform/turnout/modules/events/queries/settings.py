"""Statements about an organization's own fields and the access codes of private events."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import AccessCodeNotFound, AccessCodeTaken
from turnout.modules.events.models import AccessCodeRow, FieldSchemaRow

LOCK_FIELDS = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"


def find_fields(tx: Transaction) -> FieldSchemaRow | None:
    found = select(FieldSchemaRow).where(FieldSchemaRow.organization_id == tx.organization_id)
    return tx.session.scalars(found).one_or_none()


def lock_fields(tx: Transaction) -> FieldSchemaRow | None:
    """One change of the schema at a time, the first one too, when there is no row to lock."""
    tx.query(LOCK_FIELDS, {"name": f"events.fields:{tx.organization_id}"})
    return find_fields(tx)


def list_codes(tx: Transaction, event_id: UUID) -> Sequence[AccessCodeRow]:
    """Newest first, the revoked ones too."""
    found = select(AccessCodeRow).where(
        AccessCodeRow.organization_id == tx.organization_id, AccessCodeRow.event_id == event_id
    )
    return tx.session.scalars(found.order_by(AccessCodeRow.id.desc())).all()


def list_valid_codes(
    tx: Transaction, event_id: UUID, *, now: datetime
) -> Sequence[tuple[str, bytes]]:
    """(key id, hash) of every code that opens the event now."""
    found = select(AccessCodeRow.key_id, AccessCodeRow.code_hash).where(
        AccessCodeRow.organization_id == tx.organization_id,
        AccessCodeRow.event_id == event_id,
        AccessCodeRow.revoked_at.is_(None),
        AccessCodeRow.expires_at.is_(None) | (AccessCodeRow.expires_at > now),
    )
    return [(key_id, bytes(digest)) for key_id, digest in tx.session.execute(found)]


def get_code(tx: Transaction, event_id: UUID, code_id: UUID) -> AccessCodeRow:
    row = tx.session.get(AccessCodeRow, (tx.organization_id, code_id))
    if row is None or row.event_id != event_id:
        raise AccessCodeNotFound
    return row


def write_code(tx: Transaction) -> None:
    """Send a new code now, so that one that is there already is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise AccessCodeTaken from taken
