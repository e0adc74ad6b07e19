"""Files of an event's sessions for who has a ticket: by its secret, or signed in."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.request_info import request_id
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.session_files import api as session_files
from turnout.site.events.session_files import held_file
from turnout.site.forms.pages import Personal
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _
from turnout.site.layout.found_sessions import (
    FindEvent,
    FoundSession,
    find_session,
    page_for_guests,
)
from turnout.site.layout.page_access import count_holder, count_request, find_viewer, page
from turnout.site.layout.views import EventCard, Link, MessagePage
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    OrderKey,
    TransferredTicket,
    event_card,
    ticket_gone,
    tickets_behind,
    tickets_of_person,
)
from turnout.site.tickets.views import SessionFilesPage, SessionWithFiles


class HeldSessionFilePages:
    """Below an order and below a ticket that was passed on: the secret is the credential."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    def order_session_files(self, **values: Any) -> Response:
        count_holder()
        key, item = OrderKey(**values), orders.LinkedItem
        found = item(organization_id=key.organization_id, order_id=key.order_id)
        back = Link(label=_("Back to the order"), url=key.path)
        return self._held(key.context(request_id()), found, back)

    @page(HOLDER)
    def ticket_session_files(self, **values: Any) -> Response:
        count_holder()
        access, item = TransferredTicket(**values), orders.LinkedItem
        found = item(organization_id=access.organization_id, transfer_id=access.transfer_id)
        back = Link(label=_("Back to the ticket"), url=access.path)
        return self._held(access.context(request_id()), found, back)

    def _held(self, ctx: PublicContext, item: orders.LinkedItem, back: Link) -> Response:
        try:
            with transaction(ctx) as tx:
                event_id, held = tickets_behind(tx, item, home=back.url)
                view = _view(tx, event_id, [each.id for each in held], back=back)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        return _answer(self._personal, view)


class OwnSessionFilePages:
    """One session's files for who is signed in and has a ticket; `find` gives the event."""

    def __init__(self, personal: Personal, find: FindEvent) -> None:
        self._personal = personal
        self._find = find

    @page("asks only about the tickets of who is signed in, and tells others how to show theirs")
    def session_files(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request()
        found = find_session(self._find, organization, event, session, below="files")
        if not isinstance(found, FoundSession):
            return found
        if not found.entry.files:
            raise NotFound
        viewer = find_viewer()
        if viewer is None:
            return self._personal.message(_for_guests(found))
        summary = found.event.summary
        held = [each.id for each in tickets_of_person(viewer, summary)]
        ctx = PublicContext(organization_id=summary.organization.id, user_id=viewer.user_id)
        with transaction(ctx) as tx:
            view = _view(tx, summary.id, held, back=found.back, session=found.entry)
        return _answer(self._personal, view)


def _for_guests(found: FoundSession) -> MessagePage:
    return page_for_guests(
        _("Files of %(title)s", title=found.entry.title),
        _(
            "Some files of this session are for ticket holders. Sign in to open them, or open your"
            " tickets from our email and choose “Files of sessions” there."
        ),
        path=f"{found.path}/files",
    )


def _view(
    tx: Transaction,
    event_id: UUID,
    ticket_ids: Sequence[UUID],
    *,
    back: Link,
    session: discovery.SessionEntry | None = None,
) -> SessionFilesPage:
    event = events.get_event(tx, event_id)
    card = event_card(tx, event, organizations.branding_of(tx))
    found = session_files.list_for_tickets(
        tx,
        event_id,
        ticket_ids,
        languages=[i18n.language()],
        session_id=session.id if session else None,
    )
    ids = list(dict.fromkeys(each.session_id for each in found))
    sessions = programme.sessions_by_id(tx, ids, time_zone=event.time_zone) if ids else []
    return SessionFilesPage(
        event=card,
        sessions=tuple(_sessions(sessions, found, card)),
        has_tickets=bool(ticket_ids),
        back=back,
    )


def _sessions(
    sessions: Sequence[programme.Session],
    found: Sequence[session_files.VisibleSessionFile],
    card: EventCard,
) -> Iterator[SessionWithFiles]:
    zone, now = ZoneInfo(card.zone), clock.now()
    for each in sessions:
        yield SessionWithFiles(
            id=str(each.id),
            title=each.title,
            url=f"{card.url}/sessions/{each.id}",
            starts_at=each.starts_at.astimezone(zone),
            ends_at=each.ends_at.astimezone(zone),
            files=tuple(
                held_file(file, now=now, zone=card.zone)
                for file in found
                if file.session_id == each.id
            ),
        )


def _answer(personal: Personal, view: SessionFilesPage) -> Response:
    title = _("Files of sessions")
    return personal.page("session_files.html", view, title=title, home=view.event.organization)
