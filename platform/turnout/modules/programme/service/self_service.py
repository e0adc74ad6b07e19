"""Links by which speakers and sponsors see their own part, and speakers keep theirs up to date."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.events.api import Changes
from turnout.modules.events.facts import EventChanged
from turnout.modules.files import api as files
from turnout.modules.programme.errors import LinkNotFound
from turnout.modules.programme.models import SelfServiceLinkRow, SpeakerRow
from turnout.modules.programme.queries import sessions as session_queries
from turnout.modules.programme.queries import speakers as queries
from turnout.modules.programme.service import programme_reader, speakers
from turnout.modules.programme.types import (
    MadeSelfServiceLink,
    OwnEvent,
    OwnSession,
    PublicSpeaker,
    SelfServiceLink,
    SpeakerPart,
)
from turnout.modules.venues import api as venues

SECRET_BYTES: Final = 32
LONGEST_DAYS: Final = 730
MOST: Final = 2_000
PHOTO: Final = Actor(ActorKind.GUEST, "speaker-link")
"""Who uploads a photo by a link: it may store one image, and nothing else."""


def make_speaker_link(
    ctx: OrganizationContext, event_id: UUID, speaker_id: UUID, *, days: int
) -> MadeSelfServiceLink:
    """A link for one speaker; the secret is told once and kept as a hash."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.get_speaker(tx, event_id, speaker_id)
        return create_self_service_link(tx, event_id, days=days, speaker_id=speaker_id)


def list_links(ctx: OrganizationContext, event_id: UUID) -> list[SelfServiceLink]:
    """Newest first, with those that open nothing any more."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [SelfServiceLink.of(row) for row in queries.list_self_service_links(tx, event_id)]


def revoke_link(ctx: OrganizationContext, event_id: UUID, link_id: UUID) -> None:
    """From now on it opens nothing; doing so again changes nothing."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_self_service_link(tx, event_id, link_id)
        row.revoked_at = row.revoked_at or tx.now


def open_speaker_part(ctx: PublicContext, secret: str) -> SpeakerPart:
    """What the speaker of this link may see; LinkNotFound for any other secret."""
    with transaction(ctx) as tx:
        return _speaker_part(tx, _speaker(tx, secret))


def change_own_part(
    ctx: PublicContext, secret: str, *, changes: Changes, version: int | None
) -> SpeakerPart:
    """Biography, titles, links and photo: never the name, the address or a session."""
    with transaction(ctx) as tx:
        row = _speaker(tx, secret)
        events.lock_event_brief(tx, row.event_id)
        require_version(version, row.version)
        speakers.set_speaker(tx, row, changes)
        row.version += 1
        tx.publish(EventChanged(event_id=row.event_id))
        tx.flush()
        return _speaker_part(tx, row)


def set_own_photo(ctx: PublicContext, secret: str, data: bytes, *, declared: str) -> SpeakerPart:
    """Take a picture of the speaker, made harmless as every picture is."""
    with transaction(ctx) as tx:
        name = _speaker(tx, secret).name
    if not declared.startswith("image/"):  # refused before it is kept, where a PDF may be kept too
        raise Invalid(FieldError("#Content-Type", "Send a picture."))
    uploader = OrganizationContext(
        organization_id=ctx.organization_id,
        actor=PHOTO,
        permissions=frozenset({"files.write"}),
        request_id=ctx.request_id,
    )
    picture = files.store(
        uploader,
        files.Upload(
            name=name, data=data, declared_type=declared, visibility=files.FileVisibility.PUBLIC
        ),
    )
    return change_own_part(ctx, secret, changes={"photo_file_id": picture.id}, version=None)


def create_self_service_link(
    tx: Transaction,
    event_id: UUID,
    *,
    days: int,
    speaker_id: UUID | None = None,
    sponsor_id: UUID | None = None,
) -> MadeSelfServiceLink:
    """Make a link for one speaker or sponsor of an event that the caller has locked."""
    if len(queries.list_self_service_links(tx, event_id)) >= MOST:
        raise Invalid(FieldError("/days", f"An event has at most {MOST} such links."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = SelfServiceLinkRow(
        id=new_id(),
        event_id=event_id,
        speaker_id=speaker_id,
        sponsor_id=sponsor_id,
        secret_hash=_digest(secret),
        expires_at=tx.now + timedelta(days=days),
        created_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    whose = "speaker" if speaker_id else "sponsor"
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}/me/{whose}/{tx.organization_id}/{secret}"
    return MadeSelfServiceLink(link=SelfServiceLink.of(row), secret=secret, url=url)


def get_open_link(tx: Transaction, secret: str) -> SelfServiceLink:
    """The link of a secret, or LinkNotFound when there is none that still opens anything."""
    return SelfServiceLink.of(queries.find_open_self_service_link(tx, _digest(secret)))


def _speaker(tx: Transaction, secret: str) -> SpeakerRow:
    link = get_open_link(tx, secret)
    if link.speaker_id is None:
        raise LinkNotFound
    return queries.get_speaker(tx, link.event_id, link.speaker_id)


def _speaker_part(tx: Transaction, row: SpeakerRow) -> SpeakerPart:
    event = events.get_event_brief(tx, row.event_id)
    roles = queries.roles_of(tx, row.id)
    rows = session_queries.list_sessions_by_id(tx, list(roles))
    rooms = venues.rooms_by_id(tx, [each.room_id for each in rows if each.room_id is not None])
    sessions = programme_reader.sessions_of(tx, rows, ZoneInfo(event.time_zone))
    return SpeakerPart(
        event=get_own_event(tx, row.event_id),
        speaker=PublicSpeaker.of(row),
        email=row.email,
        sessions=tuple(
            OwnSession(
                session=each,
                room=rooms[each.room_id].name if each.room_id in rooms else "",
                role=roles[each.id],
            )
            for each in sessions
        ),
        version=row.version,
    )


def get_own_event(tx: Transaction, event_id: UUID) -> OwnEvent:
    """The event, for somebody who takes part in it."""
    event = events.get_event_brief(tx, event_id)
    return from_attributes(OwnEvent, event, page_url=events.page_url(tx, event.slug))


def _digest(secret: str) -> bytes:
    """Of 256 random bits: nobody finds another with the same, or this one back."""
    return sha256(secret.encode()).digest()
