"""Files that belong to an event: for everybody from its page, for ticket holders from the order."""

from uuid import UUID

from flask import Response, redirect

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.modules.discovery import api as discovery
from turnout.modules.files import api as files
from turnout.site.events.event_views import FileView
from turnout.site.l10n.formats import file_text
from turnout.site.rendering.headers import PERSONAL

LINK_SECONDS = 300


def lead_to(event: discovery.EventSummary, file_id: UUID) -> Response:
    """To a file for everybody; NotFound for any other, asked at this moment."""
    with transaction(PublicContext(organization_id=event.organization.id)) as tx:
        found = files.list_event_files(
            tx, event.id, claim=files.Audience.PUBLIC, seconds=LINK_SECONDS
        )
    link = next((each.link for each in found if each.id == file_id), None)
    if link is None:
        raise NotFound
    response = redirect(link.url, 302)
    response.headers["Cache-Control"] = PERSONAL
    response.headers["Referrer-Policy"] = "no-referrer"
    return response  # type: ignore[return-value]  # Flask's own class, as the application makes it


def files_for_holders(tx: Transaction, event_id: UUID) -> tuple[FileView, ...]:
    """What a ticket of the event gives; the caller has seen a valid one."""
    return tuple(
        FileView(
            title=each.title,
            about=file_text(each.file.media_type, each.file.bytes),
            url=each.link.url,
        )
        for each in files.list_event_files(tx, event_id, claim=files.Audience.HOLDERS)
        if each.link is not None
    )
