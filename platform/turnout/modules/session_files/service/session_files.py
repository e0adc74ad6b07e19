"""Files and links of a session, as organizers give, order, change and take them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.programme import api as programme
from turnout.modules.session_files import queries, rules
from turnout.modules.session_files.errors import (
    SessionFilesChangedMeanwhile,
    TooManySessionFiles,
)
from turnout.modules.session_files.facts import SessionFilesChanged
from turnout.modules.session_files.metrics import ADDED
from turnout.modules.session_files.models import Release, SessionFileRow, SessionFileState
from turnout.modules.session_files.types import NewSessionFile, SessionFile, SessionTimes

STATED: Final = ("kind", "file_id", "url", "titles", "audience", "release", "release_at")


def list_session_files(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID
) -> list[SessionFile]:
    """In their order, with what speakers sent and nobody approved yet."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        session = _session(tx, event_id, session_id)
        return _shown(tx, queries.list_of_session(tx, session_id), session)


def create_session_file(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID, new: NewSessionFile
) -> SessionFile:
    """Give a session a file of the organization, or a link, behind those that it has.

    While a session has a file, the file cannot be deleted.
    """
    events.require_can_write(ctx, event_id)
    if new.file_id is not None:
        _require_file(ctx, new.file_id)
    with transaction(ctx) as tx:
        event = events.lock_open_event(tx, event_id)
        session = _session(tx, event_id, session_id)
        stated = attributes_of(new, STATED)
        _require_sound(stated, event)
        row = new_row(tx, event_id, session_id, stated, state=SessionFileState.APPROVED)
        queries.add_session_file(tx, row)
        announce(tx, row)
        ADDED.add(content="file" if new.file_id else "link", by="organizer")
        return _shown(tx, [row], session)[0]


def update_session_file(
    ctx: OrganizationContext,
    event_id: UUID,
    session_id: UUID,
    session_file_id: UUID,
    *,
    changes: Mapping[str, Any],
    version: int | None,
) -> SessionFile:
    """Change the named fields; another file or link takes the place of what was there."""
    events.require_can_write(ctx, event_id)
    if changes.get("file_id") is not None:
        _require_file(ctx, changes["file_id"])
    with transaction(ctx) as tx:
        event = events.lock_open_event(tx, event_id)
        session = _session(tx, event_id, session_id)
        row = queries.get_session_file(tx, event_id, session_id, session_file_id)
        require_version(version, row.version)
        stated = attributes_of(row, STATED) | dict(changes)
        _require_sound(stated, event, before=row.titles)
        for name, value in stated.items():
            setattr(row, name, dict(value) if name == "titles" else value)
        row.version += 1
        queries.add_session_file(tx, row)
        announce(tx, row)
        return _shown(tx, [row], session)[0]


def approve_session_file(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID, session_file_id: UUID
) -> SessionFile:
    """Let people have what a speaker sent, as it says for whom and from when; again is the same."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        session = _session(tx, event_id, session_id)
        row = queries.get_session_file(tx, event_id, session_id, session_file_id)
        if row.state != SessionFileState.APPROVED:
            row.state = SessionFileState.APPROVED
            row.version += 1
            announce(tx, row)
            tx.flush()
        return _shown(tx, [row], session)[0]


def delete_session_file(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID, session_file_id: UUID
) -> None:
    """Take a file or link from a session; the file stays among the organization's.

    What a speaker sent and nobody approved is deleted for good, unless it is used elsewhere.
    """
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = queries.get_session_file(tx, event_id, session_id, session_file_id)
        is_refused, file_id = row.state == SessionFileState.SUBMITTED, row.file_id
        queries.delete_session_file(tx, row)
        announce(tx, row)
    if is_refused and file_id is not None:
        discard_file(ctx, file_id)


def order_session_files(
    ctx: OrganizationContext, event_id: UUID, session_id: UUID, session_file_ids: Sequence[UUID]
) -> list[SessionFile]:
    """Put a session's files in another order, all of them at once.

    SessionFilesChangedMeanwhile where they are no longer the ones that were named.
    """
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        session = _session(tx, event_id, session_id)
        there = {row.id for row in queries.list_of_session(tx, session_id)}
        if len(set(session_file_ids)) != len(session_file_ids):
            raise Invalid(FieldError("/ids", "Name each file once."))
        if there != set(session_file_ids):
            raise SessionFilesChangedMeanwhile
        queries.place(tx, session_file_ids)
        tx.publish(SessionFilesChanged(event_id=event_id, session_id=session_id))
        return _shown(tx, queries.list_of_session(tx, session_id), session)


def new_row(
    tx: Transaction,
    event_id: UUID,
    session_id: UUID,
    stated: Mapping[str, Any],
    *,
    state: SessionFileState,
    speaker_id: UUID | None = None,
) -> SessionFileRow:
    """A row behind the session's others; TooManySessionFiles where there are as many as may be."""
    present = queries.list_of_session(tx, session_id)
    if len(present) >= rules.MOST_FILES:
        raise TooManySessionFiles(limit=rules.MOST_FILES)
    return SessionFileRow(
        id=new_id(),
        event_id=event_id,
        session_id=session_id,
        speaker_id=speaker_id,
        state=state,
        **{**stated, "titles": dict(stated["titles"])},
        position=max((row.position for row in present), default=-1) + 1,
        created_at=tx.now,
        version=1,
    )


def announce(tx: Transaction, row: SessionFileRow) -> None:
    tx.publish(SessionFilesChanged(event_id=row.event_id, session_id=row.session_id))


def discard_file(ctx: OrganizationContext | PublicContext, file_id: UUID) -> None:
    """Delete a file that no session has any more; it stays where something else shows it."""
    with suppress(Conflict), transaction(ctx) as tx:
        files.discard(tx, file_id)


def _require_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """One that this member may see, asked before the transaction: it is judged by their own."""
    try:
        files.signed_url(ctx, file_id)
    except NotFound as missing:
        raise Invalid(FieldError("/file_id", "Choose a file of the organization.")) from missing


def _require_sound(
    stated: Mapping[str, Any], event: events.Event, *, before: Mapping[str, str] | None = None
) -> None:
    """Either a file or a link, with a moment where one is named, and titles that people read.

    A title that was there `before` may stay when its language has left the event.
    """
    if (stated["file_id"] is None) == (stated["url"] is None):
        says = "Name either a file or a link."
        raise Invalid(FieldError("/file_id" if stated["file_id"] is None else "/url", says))
    if (stated["release"] == Release.MOMENT) != (stated["release_at"] is not None):
        says = "Say when, for a release at a moment; leave it out for any other."
        raise Invalid(FieldError("/release_at", says))
    spoken = {event.language, *event.translations, *(before or ())}
    wrong = [tag for tag in stated["titles"] if tag not in spoken]
    if wrong:
        says = "The event is not in this language."
        raise Invalid(*(FieldError(f"/titles/{tag}", says) for tag in wrong))
    if stated["url"] is not None and not any(stated["titles"].values()):
        says = "A link needs a title."
        raise Invalid(FieldError(f"/titles/{event.language}", says))


def _session(tx: Transaction, event_id: UUID, session_id: UUID) -> SessionTimes:
    """When the session is; SessionNotFound unless the event has it."""
    programme.require_session(tx, event_id, session_id)
    zone = events.get_event_brief(tx, event_id).time_zone
    [found] = programme.sessions_by_id(tx, [session_id], time_zone=zone)
    return SessionTimes(found.starts_at, found.ends_at)


def _shown(
    tx: Transaction, rows: Sequence[SessionFileRow], session: SessionTimes
) -> list[SessionFile]:
    ids = [row.file_id for row in rows if row.file_id is not None]
    shared = {each.file.id: each for each in files.share_files(tx, ids)} if ids else {}
    counts = queries.downloads_of(tx, [row.id for row in rows])
    return [
        SessionFile.of(
            row,
            file=found.file if (found := shared.get(row.file_id)) else None,  # type: ignore[arg-type]
            link=found.link.url if found and found.link else None,
            opens_at=rules.available_at(Release(row.release), row.release_at, session),
            downloads=counts.get(row.id, 0),
        )
        for row in rows
    ]
