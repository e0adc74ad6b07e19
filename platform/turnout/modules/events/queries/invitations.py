"""Statements of invitations to an event."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import InvitationNotFound
from turnout.modules.events.models import InvitationRow
from turnout.modules.events.queries.events import LOCK, changed, of_event
from turnout.modules.events.types import InvitationState


def lock_invitations(tx: Transaction) -> None:
    """One list of addresses at a time, so that what an organization sends can be counted."""
    tx.query(LOCK, {"name": f"events.invitations:{tx.organization_id}"})


def count_invitations_since(tx: Transaction, since: datetime) -> int:
    """Mails of this kind that the whole organization has asked for since then."""
    found = select(func.count()).where(
        InvitationRow.organization_id == tx.organization_id, InvitationRow.asked_at > since
    )
    return int(tx.session.scalar(found) or 0)


def count_invitations(tx: Transaction, event_id: UUID) -> int:
    found = select(func.count()).where(of_event(tx, InvitationRow, event_id))
    return int(tx.session.scalar(found) or 0)


def list_invitations_to(
    tx: Transaction, event_id: UUID, emails: Collection[str]
) -> Sequence[InvitationRow]:
    found = select(InvitationRow).where(of_event(tx, InvitationRow, event_id))
    return tx.session.scalars(found.where(InvitationRow.email.in_(emails))).all()


def list_invitations(
    tx: Transaction, event_id: UUID, request: PageRequest, *, state: InvitationState | None
) -> list[InvitationRow]:
    """Newest first, one more than asked for."""
    found = select(InvitationRow).where(of_event(tx, InvitationRow, event_id))
    if state is not None:
        found = found.where(_in_state(state, tx.now))
    if request.after is not None:
        found = found.where(InvitationRow.id < request.after[1])
    found = found.order_by(InvitationRow.id.desc()).limit(request.limit + 1)
    return list(tx.session.scalars(found))


def lock_invitation(tx: Transaction, event_id: UUID, invitation_id: UUID) -> InvitationRow:
    is_it = and_(of_event(tx, InvitationRow, event_id), InvitationRow.id == invitation_id)
    row = tx.session.scalars(select(InvitationRow).where(is_it).with_for_update()).one_or_none()
    if row is None:
        raise InvitationNotFound
    return row


def find_invitation(tx: Transaction, invitation_id: UUID) -> InvitationRow | None:
    return tx.session.get(InvitationRow, (tx.organization_id, invitation_id))


def note_opened(tx: Transaction, invitation_id: UUID) -> None:
    """The first time counts."""
    change = changed(tx, InvitationRow).where(InvitationRow.id == invitation_id)
    tx.execute(change.where(InvitationRow.opened_at.is_(None)).values(opened_at=tx.now))


def note_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    change = changed(tx, InvitationRow).where(InvitationRow.id == invitation_id)
    tx.execute(change.where(InvitationRow.serial == serial).values(mailed_at=tx.now))


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
