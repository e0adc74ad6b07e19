"""Statements about speakers and tracks."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction
from turnout.modules.programme.errors import (
    LinkNotFound,
    SpeakerNotFound,
    TrackInUse,
    TrackNameTaken,
    TrackNotFound,
)
from turnout.modules.programme.models import SelfServiceLinkRow, SpeakerRow, TrackRow


def read_speakers(tx: Transaction, event_id: UUID) -> Sequence[Any]:
    """All of them by name, as plain rows."""
    table = SpeakerRow.__table__
    found = (
        select(*table.c)
        .where(table.c.organization_id == tx.organization_id, table.c.event_id == event_id)
        .order_by(table.c.name, table.c.id)
    )
    return tx.execute(found).all()


def get_speaker(tx: Transaction, event_id: UUID, speaker_id: UUID) -> SpeakerRow:
    row = tx.session.get(SpeakerRow, (tx.organization_id, speaker_id))
    if row is None or row.event_id != event_id:
        raise SpeakerNotFound
    return row


def list_speakers(
    tx: Transaction, event_id: UUID, request: PageRequest | None = None
) -> list[SpeakerRow]:
    """By name; all of them, or one more than the page asked for."""
    found = select(SpeakerRow).where(
        SpeakerRow.organization_id == tx.organization_id, SpeakerRow.event_id == event_id
    )
    found = found.order_by(SpeakerRow.name, SpeakerRow.id)
    if request is not None:
        if request.after is not None:
            found = found.where(tuple_(SpeakerRow.name, SpeakerRow.id) > request.after)
        found = found.limit(request.limit + 1)
    return list(tx.session.scalars(found))


def list_speaker_ids(tx: Transaction, event_id: UUID, among: Collection[UUID]) -> set[UUID]:
    found = select(SpeakerRow.id).where(
        SpeakerRow.organization_id == tx.organization_id,
        SpeakerRow.event_id == event_id,
        SpeakerRow.id.in_(among),
    )
    return set(tx.session.scalars(found))


def delete_speaker(tx: Transaction, row: SpeakerRow) -> None:
    tx.session.delete(row)


def find_track(tx: Transaction, event_id: UUID, track_id: UUID) -> TrackRow | None:
    row = tx.session.get(TrackRow, (tx.organization_id, track_id))
    return row if row is not None and row.event_id == event_id else None


def get_track(tx: Transaction, event_id: UUID, track_id: UUID) -> TrackRow:
    row = find_track(tx, event_id, track_id)
    if row is None:
        raise TrackNotFound
    return row


def list_tracks(tx: Transaction, event_id: UUID) -> list[TrackRow]:
    found = select(TrackRow).where(
        TrackRow.organization_id == tx.organization_id, TrackRow.event_id == event_id
    )
    return list(tx.session.scalars(found.order_by(TrackRow.position, TrackRow.name)))


def write_track(tx: Transaction) -> None:
    """Send an added or renamed track now, so that a name that is taken is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise TrackNameTaken from taken


def delete_track(tx: Transaction, row: TrackRow) -> None:
    tx.session.delete(row)
    try:
        tx.flush()
    except IntegrityError as held:
        raise TrackInUse from held


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


def list_self_service_links(tx: Transaction, event_id: UUID) -> list[SelfServiceLinkRow]:
    """Newest first, with those that open nothing any more."""
    found = select(SelfServiceLinkRow).where(
        SelfServiceLinkRow.organization_id == tx.organization_id,
        SelfServiceLinkRow.event_id == event_id,
    )
    return list(tx.session.scalars(found.order_by(SelfServiceLinkRow.id.desc())))


def get_self_service_link(tx: Transaction, event_id: UUID, link_id: UUID) -> SelfServiceLinkRow:
    row = tx.session.get(SelfServiceLinkRow, (tx.organization_id, link_id))
    if row is None or row.event_id != event_id:
        raise LinkNotFound
    return row


def find_open_self_service_link(tx: Transaction, digest: bytes) -> SelfServiceLinkRow:
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


def take_over(tx: Transaction, kept: SpeakerRow, duplicate: SpeakerRow) -> None:
    """Move appearances from one speaker to the other, and take the one away."""
    tx.query(
        TAKE_APPEARANCES,
        {"organization_id": tx.organization_id, "kept": kept.id, "duplicate": duplicate.id},
    )
    tx.session.delete(duplicate)
    tx.flush()


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Photos of speakers, and links in what is written of them and of sessions."""
    of_session = ("t.abstract", "t.description", "t.logo_url", "t.recording::text")
    return list_references(
        tx,
        column_references("speakers", "photo_file_id", owner="t.event_id"),
        text_references("speakers", ("t.biography",), owner="t.event_id", path="files"),
        text_references("sessions", of_session, owner="t.event_id", path="files"),
    )
