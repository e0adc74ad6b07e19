"""Statements about links to one's own part, and about merging speakers."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.errors import LinkNotFound
from turnout.modules.events.models import SelfServiceLinkRow, SessionRow, SpeakerRow

TAKE_APPEARANCES = """
    UPDATE session_speakers a SET speaker_id = %(kept)s
    WHERE a.organization_id = %(organization_id)s AND a.speaker_id = %(duplicate)s
        AND NOT EXISTS (SELECT FROM session_speakers b
            WHERE b.organization_id = a.organization_id AND b.session_id = a.session_id
                AND b.speaker_id = %(kept)s)
"""
SESSIONS_OF = """
    SELECT session_id, role FROM session_speakers
    WHERE organization_id = %(organization_id)s AND speaker_id = %(speaker_id)s
"""


def list_links(tx: Transaction, event_id: UUID) -> list[SelfServiceLinkRow]:
    """Newest first, with those that open nothing any more."""
    found = select(SelfServiceLinkRow).where(
        SelfServiceLinkRow.organization_id == tx.organization_id,
        SelfServiceLinkRow.event_id == event_id,
    )
    return list(tx.session.scalars(found.order_by(SelfServiceLinkRow.id.desc())))


def get_link(tx: Transaction, event_id: UUID, link_id: UUID) -> SelfServiceLinkRow:
    row = tx.session.get(SelfServiceLinkRow, (tx.organization_id, link_id))
    if row is None or row.event_id != event_id:
        raise LinkNotFound
    return row


def get_open_link(tx: Transaction, digest: bytes) -> SelfServiceLinkRow:
    """The link of a secret, if it still opens anything."""
    found = select(SelfServiceLinkRow).where(
        SelfServiceLinkRow.organization_id == tx.organization_id,
        SelfServiceLinkRow.secret_hash == digest,
        SelfServiceLinkRow.revoked_at.is_(None),
        SelfServiceLinkRow.expires_at > tx.now,
    )
    row = tx.session.scalars(found).one_or_none()
    if row is None:
        raise LinkNotFound
    return row


def roles_of(tx: Transaction, speaker_id: UUID) -> dict[UUID, str]:
    """As what a speaker appears, by session."""
    where: dict[str, Any] = {"organization_id": tx.organization_id, "speaker_id": speaker_id}
    return dict(tx.query(SESSIONS_OF, where))


def list_sessions(tx: Transaction, session_ids: Collection[UUID]) -> list[SessionRow]:
    """In order of time."""
    found = select(SessionRow).where(
        SessionRow.organization_id == tx.organization_id, SessionRow.id.in_(session_ids)
    )
    return list(tx.session.scalars(found.order_by(SessionRow.starts_at, SessionRow.id)))


def take_over(tx: Transaction, kept: SpeakerRow, duplicate: SpeakerRow) -> None:
    """Move appearances from one speaker to the other, and take the one away."""
    tx.query(
        TAKE_APPEARANCES,
        {"organization_id": tx.organization_id, "kept": kept.id, "duplicate": duplicate.id},
    )
    tx.session.delete(duplicate)
    tx.flush()
