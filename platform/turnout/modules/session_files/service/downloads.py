"""Session files as visitors and attendees see and download them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files.api import Audience
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.session_files import queries, rules
from turnout.modules.session_files.errors import (
    DownloadLapsed,
    SessionFileNotFound,
    SessionFileNotReady,
)
from turnout.modules.session_files.metrics import DOWNLOADS
from turnout.modules.session_files.models import (
    Release,
    SessionFileKind,
    SessionFileRow,
    SessionFileState,
)
from turnout.modules.session_files.types import (
    FileAccess,
    PublishedSessionFile,
    SessionTimes,
    VisibleSessionFile,
)

PURPOSE = "session_files.download"
CONTENT_SECONDS = 600
"""How long the address works to which a download leads."""


def list_for_visitor(
    ctx: PublicContext,
    event_id: UUID,
    *,
    code: str | None,
    session_id: UUID | None,
    languages: Sequence[str],
) -> list[VisibleSessionFile]:
    """What everybody sees of an event that is shown to them."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        return list_for_tickets(tx, event_id, [], session_id=session_id, languages=languages)


def list_for_holder(
    ctx: PublicContext,
    event_id: UUID,
    ticket_id: UUID,
    *,
    proof: participation.HolderProof,
    session_id: UUID | None,
    languages: Sequence[str],
) -> list[VisibleSessionFile]:
    """What the holder of a valid ticket of the event sees; NotYourTicket for any other."""
    with transaction(ctx) as tx:
        if not participation.verify_ticket_holder(tx, event_id, ticket_id, proof=proof):
            raise participation.NotYourTicket
        held = [ticket_id]
        return list_for_tickets(tx, event_id, held, session_id=session_id, languages=languages)


def list_for_tickets(
    tx: Transaction,
    event_id: UUID,
    ticket_ids: Collection[UUID],
    *,
    languages: Sequence[str],
    session_id: UUID | None = None,
) -> list[VisibleSessionFile]:
    """What the holder of these valid tickets sees, session by session; the caller has proved them.

    Sessions that are called off hand out nothing. Files that were found infected are left out.
    """
    rows = queries.list_shown(tx, event_id, session_id=session_id)
    if not rows:
        return []
    event = events.get_event(tx, event_id)
    sessions = programme.sessions_by_id(
        tx, {row.session_id for row in rows}, time_zone=event.time_zone
    )
    held = participation.sessions_of_tickets(tx, event_id, ticket_ids) if ticket_ids else {}
    seen = _Seen(
        now=tx.now,
        files=_contents(tx, rows),
        language=events.choose_language((event.language, *event.translations), languages),
        own=event.language,
        holds_ticket=bool(ticket_ids),
    )
    return [
        _visible(
            row,
            seen,
            SessionTimes(session.starts_at, session.ends_at),
            has_place=not session.needs_registration or bool(held.get(session.id)),
        )
        for session in sessions
        if session.state is programme.SessionState.SCHEDULED
        for row in rows
        if row.session_id == session.id and (row.file_id is None or row.file_id in seen.files)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Who looks, when, and in which language."""

    now: datetime
    files: Mapping[UUID, files.File]
    language: str
    own: str
    """The event's own language."""
    holds_ticket: bool


def _visible(
    row: SessionFileRow, seen: _Seen, session: SessionTimes, *, has_place: bool
) -> VisibleSessionFile:
    opens_at = rules.available_at(Release(row.release), row.release_at, session)
    access = rules.access(
        Audience(row.audience),
        opens_at,
        now=seen.now,
        holds_ticket=seen.holds_ticket,
        has_place=has_place,
    )
    file = seen.files[row.file_id] if row.file_id else None
    name = file.name if file else ""
    return VisibleSessionFile(
        id=row.id,
        session_id=row.session_id,
        kind=SessionFileKind(row.kind),
        title=rules.title_in(row.titles, seen.language, own=seen.own, name=name),
        name=name,
        media_type=file.media_type if file else "",
        bytes=file.bytes if file else None,
        audience=Audience(row.audience),
        available_at=opens_at,
        access=access,
        url=_address(row) if access is FileAccess.OPEN else None,
    )


def list_published(
    tx: Transaction, event_id: UUID, sessions: Iterable[programme.Session]
) -> dict[UUID, list[PublishedSessionFile]]:
    """What the event's pages are made of, by session; one statement where there is nothing."""
    rows = queries.list_shown(tx, event_id)
    shared = _contents(tx, rows)
    times = {each.id: SessionTimes(each.starts_at, each.ends_at) for each in sessions}
    found = defaultdict[UUID, list[PublishedSessionFile]](list)
    for row in rows:
        file = shared.get(row.file_id) if row.file_id else None
        if (row.file_id is not None and file is None) or row.session_id not in times:
            continue
        is_public_link = row.url is not None and row.audience == Audience.PUBLIC
        found[row.session_id].append(
            PublishedSessionFile(
                id=row.id,
                kind=SessionFileKind(row.kind),
                titles=row.titles,
                name=file.name if file else "",
                media_type=file.media_type if file else "",
                bytes=file.bytes if file else 0,
                audience=Audience(row.audience),
                url=row.url or "" if is_public_link else "",
                available_at=rules.available_at(
                    Release(row.release), row.release_at, times[row.session_id]
                ),
            )
        )
    return found


def download_public(
    ctx: PublicContext, event_id: UUID, session_file_id: UUID, *, is_counted: bool = True
) -> str:
    """Where a file or link for everybody lies, once it is released; the caller found the event."""
    with transaction(ctx) as tx:
        row = queries.find_session_file(tx, session_file_id)
        if row is None or row.event_id != event_id or row.audience != Audience.PUBLIC:
            raise SessionFileNotFound
        session = programme.find_session(tx, event_id, row.session_id)
        if session is None or session.state is not programme.SessionState.SCHEDULED:
            raise SessionFileNotFound
        times = SessionTimes(session.starts_at, session.ends_at)
        opens_at = rules.available_at(Release(row.release), row.release_at, times)
        if opens_at is not None and tx.now < opens_at:
            raise SessionFileNotFound
        return _given(tx, row, is_counted=is_counted)


def download_signed(
    ctx: PublicContext, session_file_id: UUID, signature: str, *, is_counted: bool = True
) -> str:
    """For whoever was given this address: it names organization and file, and lapses."""
    try:
        keys = runtime.current().keys
        signed = keys.unsign(PURPOSE, signature, now=clock.now())
    except Lapsed as lapsed:
        raise DownloadLapsed from lapsed
    except NotGenuine as forged:
        raise SessionFileNotFound from forged
    if signed != ctx.organization_id.bytes + session_file_id.bytes:
        raise SessionFileNotFound
    with transaction(ctx) as tx:
        row = queries.find_session_file(tx, session_file_id)
        if row is None:
            raise SessionFileNotFound
        return _given(tx, row, is_counted=is_counted)


def _given(tx: Transaction, row: SessionFileRow, *, is_counted: bool) -> str:
    """Count it, and say where the content is for some minutes."""
    if row.state != SessionFileState.APPROVED or row.audience == Audience.STAFF:
        raise SessionFileNotFound
    if row.url is not None:
        return row.url
    [shared] = files.share_files(tx, [row.file_id] if row.file_id else [], seconds=CONTENT_SECONDS)
    if shared.file.scan is files.ScanState.INFECTED:
        raise SessionFileNotFound
    if shared.link is None:
        raise SessionFileNotReady
    if is_counted:
        queries.count_download(tx, row.id)
        DOWNLOADS.add(audience=row.audience)
    return shared.link.url


def _address(row: SessionFileRow) -> str:
    """A link itself; of a file an address that counts, and lapses."""
    if row.url is not None:
        return row.url
    current = runtime.current()
    expires_at = clock.now() + timedelta(seconds=rules.LINK_SECONDS)
    signature = current.keys.sign(
        PURPOSE, row.organization_id.bytes + row.id.bytes, expires_at=expires_at
    )
    path = f"/api/v1/organizations/{row.organization_id}/session-files/{row.id}/content/{signature}"
    return current.settings.public_url.rstrip("/") + path


def _contents(tx: Transaction, rows: Iterable[SessionFileRow]) -> dict[UUID, files.File]:
    """The files behind these rows, but for those in which a scanner found something."""
    ids = [row.file_id for row in rows if row.file_id is not None]
    shared = files.share_files(tx, ids) if ids else []
    return {
        each.file.id: each.file for each in shared if each.file.scan is not files.ScanState.INFECTED
    }
