"""Files of a session on its page: for everybody or for ticket holders, and from when."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from turnout.kernel.context import PublicContext
from turnout.modules.discovery import api as discovery
from turnout.modules.files.api import Audience
from turnout.modules.session_files import api as session_files
from turnout.modules.session_files.api import FileAccess, SessionFileKind
from turnout.site.events.views import SessionFileView
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import event_path

KINDS: Final = {
    SessionFileKind.SLIDES: marked("Slides"),
    SessionFileKind.HANDOUT: marked("Handout"),
    SessionFileKind.RECORDING: marked("Recording"),
    SessionFileKind.OTHER: marked("File"),
}


def public_files(
    event: discovery.PublishedEvent,
    session: discovery.SessionEntry,
    text: discovery.SessionText,
    *,
    now: datetime,
) -> Iterator[SessionFileView]:
    """What the page lists for everybody: nobody has shown a ticket there."""
    path = f"{event_path(event.summary)}/sessions/{session.key}/files"
    language, zone = event.summary.language, event.summary.time_zone
    for each in text.files:
        is_public = each.audience is Audience.PUBLIC
        access = session_files.access(
            each.audience, each.available_at, now=now, holds_ticket=False, has_place=False
        )
        if not is_public and session.needs_registration:
            access = FileAccess.FOR_REGISTERED
        is_open = access is FileAccess.OPEN
        yield SessionFileView(
            title=session_files.title_in(
                each.titles, language, own=event.page.language, name=each.name
            ),
            about=about(each.kind, each.media_type, each.bytes, url=each.url if is_open else ""),
            url=(each.url or f"{path}/{each.id}") if is_open else "",
            locked=locked(access, each.available_at, now=now, zone=zone),
            is_link=not each.media_type,
        )


def held_url(session: discovery.SessionEntry, text: discovery.SessionText, path: str) -> str:
    """Where ticket holders open what is theirs; empty where everything is for everybody."""
    is_held = any(each.audience is not Audience.PUBLIC for each in text.files)
    return f"{path}/sessions/{session.key}/files" if is_held else ""


def held_file(
    each: session_files.VisibleSessionFile, *, now: datetime, zone: str
) -> SessionFileView:
    """The same for who has shown a ticket."""
    return SessionFileView(
        title=each.title,
        about=about(each.kind, each.media_type, each.bytes or 0, url=each.url or ""),
        url=each.url or "",
        locked=locked(each.access, each.available_at, now=now, zone=zone),
        is_link=not each.media_type,
    )


def about(kind: SessionFileKind, media_type: str, size_bytes: int, *, url: str) -> str:
    """“Slides, PDF, 1.2 MB”; of a link where it leads, once that is told."""
    words = _(KINDS[kind])
    if media_type:
        return f"{words}, {formats.file_text(media_type, size_bytes)}"
    host = urlsplit(url).hostname or ""
    return f"{words}, {host}" if host else words


def locked(access: FileAccess, opens_at: datetime | None, *, now: datetime, zone: str) -> str:
    """For whom it is and from when, in the event's own time; empty once it is open."""
    if access is FileAccess.OPEN:
        return ""
    is_later = opens_at is not None and now < opens_at
    moment = formats.deadline(opens_at, zone) if opens_at is not None and is_later else ""
    if access is FileAccess.FOR_REGISTERED:
        if moment:
            return _(
                "For ticket holders with a place in this session, from %(moment)s", moment=moment
            )
        return _("For ticket holders with a place in this session")
    if access is FileAccess.FOR_HOLDERS:
        if moment:
            return _("For ticket holders, from %(moment)s", moment=moment)
        return _("For ticket holders")
    return _("From %(moment)s", moment=moment)


def download_url(event: discovery.EventSummary, file_id: UUID, *, is_counted: bool) -> str:
    """Where a file for everybody is for some minutes; NotFound for any other."""
    ctx = PublicContext(organization_id=event.organization.id)
    return session_files.download_public(ctx, event.id, file_id, is_counted=is_counted)
