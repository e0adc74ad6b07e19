"""Files that speakers send of their own sessions, by the link that they have."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Actor, ActorKind, OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files.api import Audience
from turnout.modules.programme import api as programme
from turnout.modules.session_files import queries, rules
from turnout.modules.session_files.errors import (
    AlreadyApproved,
    SessionFileNotFound,
    TooManySessionFiles,
)
from turnout.modules.session_files.facts import SessionFileSubmitted
from turnout.modules.session_files.metrics import ADDED
from turnout.modules.session_files.models import (
    Release,
    SessionFileKind,
    SessionFileRow,
    SessionFileState,
)
from turnout.modules.session_files.service.session_files import announce, discard_file, new_row
from turnout.modules.session_files.types import NewSubmission, Submission

SENDER: Final = Actor(ActorKind.GUEST, "speaker-link")
"""Who sends a file by a link: it may store one file, and nothing else."""


def list_submissions(ctx: PublicContext, secret: str) -> list[Submission]:
    """What the speaker of this link sent, the oldest first; LinkNotFound for any other secret."""
    part = programme.open_speaker_part(ctx, secret)
    with transaction(ctx) as tx:
        ids = [each.session.id for each in part.sessions]
        return _submissions(tx, queries.list_submitted_by(tx, part.speaker.id, ids))


def submit_file(ctx: PublicContext, secret: str, new: NewSubmission) -> Submission:
    """Send a file of one of the speaker's sessions; nobody gets it before an organizer approves it.

    It begins as one for ticket holders once the session starts, which the organizer may change.
    """
    part = programme.open_speaker_part(ctx, secret)
    session = next((s.session for s in part.sessions if s.session.id == new.session_id), None)
    if session is None:
        raise Invalid(FieldError("/session_id", "Choose one of your sessions."))
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, part.event.id)
        _require_few(tx, part.speaker.id, new.session_id)
    sender = OrganizationContext(
        organization_id=ctx.organization_id,
        actor=SENDER,
        permissions=frozenset({"files.write"}),
        request_id=ctx.request_id,
    )
    upload = files.Upload(name=new.name, data=new.data, declared_type=new.declared_type)
    stored = files.store(sender, upload)
    try:
        return _attached(ctx, part, new, stored)
    except BaseException:
        discard_file(ctx, stored.id)
        raise


def withdraw_submission(ctx: PublicContext, secret: str, session_file_id: UUID) -> None:
    """Take back what nobody approved yet; AlreadyApproved after that."""
    part = programme.open_speaker_part(ctx, secret)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, part.event.id)
        row = queries.find_session_file(tx, session_file_id)
        if row is None or row.speaker_id != part.speaker.id:
            raise SessionFileNotFound
        if row.state == SessionFileState.APPROVED:
            raise AlreadyApproved
        file_id = row.file_id
        queries.delete_session_file(tx, row)
        announce(tx, row)
    if file_id is not None:
        discard_file(ctx, file_id)


def _attached(
    ctx: PublicContext, part: programme.SpeakerPart, new: NewSubmission, stored: files.File
) -> Submission:
    with transaction(ctx) as tx:
        event = events.lock_open_event(tx, part.event.id)
        _require_few(tx, part.speaker.id, new.session_id)
        title = " ".join(new.title.split())
        row = new_row(
            tx,
            event.id,
            new.session_id,
            {
                "kind": new.kind,
                "file_id": stored.id,
                "url": None,
                "titles": {event.language: title} if title else {},
                "audience": Audience.HOLDERS,
                "release": Release.SESSION_START,
                "release_at": None,
            },
            state=SessionFileState.SUBMITTED,
            speaker_id=part.speaker.id,
        )
        queries.add_session_file(tx, row)
        tx.publish(
            SessionFileSubmitted(
                event_id=event.id,
                session_id=row.session_id,
                session_file_id=row.id,
                speaker_id=part.speaker.id,
            )
        )
        ADDED.add(content="file", by="speaker")
        return _submissions(tx, [row])[0]


def _require_few(tx: Transaction, speaker_id: UUID, session_id: UUID) -> None:
    sent = queries.list_submitted_by(tx, speaker_id, [session_id])
    waiting = [row for row in sent if row.state == SessionFileState.SUBMITTED]
    if len(waiting) >= rules.MOST_SUBMITTED:
        raise TooManySessionFiles(limit=rules.MOST_SUBMITTED)


def _submissions(tx: Transaction, rows: list[SessionFileRow]) -> list[Submission]:
    ids = [row.file_id for row in rows if row.file_id is not None]
    shared = {each.file.id: each.file for each in files.share_files(tx, ids)} if ids else {}
    return [
        Submission(
            id=row.id,
            session_id=row.session_id,
            kind=SessionFileKind(row.kind),
            title=next(iter(row.titles.values()), "") or file.name,
            name=file.name,
            bytes=file.bytes,
            state=SessionFileState(row.state),
            created_at=row.created_at,
        )
        for row in rows
        if row.file_id is not None and (file := shared.get(row.file_id)) is not None
    ]
