"""Statements about an organization's own fields and the access codes of private events."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import AccessCodeNotFound, AccessCodeTaken, InvitationNotFound
from turnout.modules.events.models import AccessCodeRow, FieldSchemaRow, InvitationRow
from turnout.modules.events.types import InvitationState

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


LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))"


def lock_all(tx: Transaction) -> None:
    """One list of addresses at a time, so that what an organization sends can be counted."""
    tx.query(LOCK, {"name": f"events.invitations:{tx.organization_id}"})


def count_since(tx: Transaction, since: datetime) -> int:
    """Mails of this kind that the whole organization has asked for since then."""
    found = select(func.count()).where(
        InvitationRow.organization_id == tx.organization_id, InvitationRow.asked_at > since
    )
    return int(tx.session.scalar(found) or 0)


def count_of_event(tx: Transaction, event_id: UUID) -> int:
    return int(tx.session.scalar(select(func.count()).where(_of_event(tx, event_id))) or 0)


def list_by_email(
    tx: Transaction, event_id: UUID, emails: Collection[str]
) -> Sequence[InvitationRow]:
    found = select(InvitationRow).where(_of_event(tx, event_id), InvitationRow.email.in_(emails))
    return tx.session.scalars(found).all()


def list_invitations(
    tx: Transaction, event_id: UUID, request: PageRequest, *, state: InvitationState | None
) -> list[InvitationRow]:
    """Newest first, one more than asked for."""
    found = select(InvitationRow).where(_of_event(tx, event_id))
    if state is not None:
        found = found.where(_in_state(state, tx.now))
    if request.after is not None:
        found = found.where(InvitationRow.id < request.after[1])
    found = found.order_by(InvitationRow.id.desc()).limit(request.limit + 1)
    return list(tx.session.scalars(found))


def lock_invitation(tx: Transaction, event_id: UUID, invitation_id: UUID) -> InvitationRow:
    found = select(InvitationRow).where(_of_event(tx, event_id), InvitationRow.id == invitation_id)
    row = tx.session.scalars(found.with_for_update()).one_or_none()
    if row is None:
        raise InvitationNotFound
    return row


def find_invitation(tx: Transaction, invitation_id: UUID) -> InvitationRow | None:
    return tx.session.get(InvitationRow, (tx.organization_id, invitation_id))


def note_opened(tx: Transaction, invitation_id: UUID) -> None:
    """The first time counts."""
    tx.execute(
        update(InvitationRow)
        .where(_this(tx, invitation_id), InvitationRow.opened_at.is_(None))
        .values(opened_at=tx.now)
    )


def note_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    tx.execute(
        update(InvitationRow)
        .where(_this(tx, invitation_id), InvitationRow.serial == serial)
        .values(mailed_at=tx.now)
    )


def _of_event(tx: Transaction, event_id: UUID) -> ColumnElement[bool]:
    return and_(
        InvitationRow.organization_id == tx.organization_id, InvitationRow.event_id == event_id
    )


def _this(tx: Transaction, invitation_id: UUID) -> ColumnElement[bool]:
    return and_(
        InvitationRow.organization_id == tx.organization_id, InvitationRow.id == invitation_id
    )


def _in_state(state: InvitationState, now: datetime) -> ColumnElement[bool]:
    """As `service.invitations.state_of` says it of one row."""
    is_over = and_(InvitationRow.expires_at.is_not(None), InvitationRow.expires_at <= now)
    if state is InvitationState.WITHDRAWN:
        return InvitationRow.withdrawn_at.is_not(None)
    open_still = InvitationRow.withdrawn_at.is_(None)
    if state is InvitationState.EXPIRED:
        return and_(open_still, is_over)
    opened = InvitationRow.opened_at
    wanted = opened.is_not(None) if state is InvitationState.OPENED else opened.is_(None)
    return and_(open_still, ~func.coalesce(is_over, False), wanted)
