"""Places in sessions: taken and given back by whoever has a ticket, signed in or by its secret."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PersonContext, PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound, TurnoutError
from turnout.kernel.http.request_info import request_id
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.session_waitlist import api as session_waitlist
from turnout.site.forms import csrf
from turnout.site.forms.pages import STALE, Personal
from turnout.site.l10n.formats import deadline
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.found_sessions import (
    FindEvent,
    FoundSession,
    find_session,
    page_for_guests,
)
from turnout.site.layout.page_access import count_holder, count_request, find_viewer, page
from turnout.site.layout.views import EventCard, Link, MessagePage
from turnout.site.tickets.errors import error_text
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    HeldTicket,
    OrderKey,
    TransferredTicket,
    event_card,
    ticket_gone,
    tickets_behind,
    tickets_of_person,
)
from turnout.site.tickets.views import (
    PlaceTicket,
    SessionPlacesPage,
    SessionPlaceView,
    WaitView,
)

FORM: Final = "session-places"
STALE_STATUS: Final = 403
DONE: Final = {
    "taken": marked("You have a place. It is kept for you until you give it back."),
    "returned": marked("You gave the place back."),
    "waiting": marked("You are on the waitlist. We email you as soon as a place is free for you."),
    "left": marked("You left the waitlist."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whose tickets they are, of which event, and where their page is."""

    ctx: PublicContext
    event_id: UUID
    path: str
    back: Link
    tickets: tuple[HeldTicket, ...]
    viewer: PersonContext | None = None
    code: str | None = None
    """What opened a private event."""
    session_id: UUID | None = None
    """The one session that the page is about; None for all that take registrations."""


class SessionPlacePages:
    """Below an order and below a ticket that was passed on: the secret is the credential."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    def order_sessions(self, **values: Any) -> Response:
        count_holder()
        key = OrderKey(**values)
        ctx, item = key.context(request_id()), orders.LinkedItem
        found = item(organization_id=key.organization_id, order_id=key.order_id)
        back = Link(label=_("Back to the order"), url=key.path)
        return self._held(ctx, found, back, home=key.path)

    @page(HOLDER)
    def ticket_sessions(self, **values: Any) -> Response:
        count_holder()
        access = TransferredTicket(**values)
        ctx, item = access.context(request_id()), orders.LinkedItem
        found = item(organization_id=access.organization_id, transfer_id=access.transfer_id)
        back = Link(label=_("Back to the ticket"), url=access.path)
        return self._held(ctx, found, back, home=access.path)

    def _held(
        self, ctx: PublicContext, item: orders.LinkedItem, back: Link, *, home: str
    ) -> Response:
        try:
            with transaction(ctx) as tx:
                event_id, held = tickets_behind(tx, item, home=home)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        path = f"{home}/sessions"
        holding = Holding(ctx=ctx, event_id=event_id, path=path, back=back, tickets=tuple(held))
        return answer(self._personal, holding)


class SignUpPages:
    """A session's own page for signing up, for who is signed in; `find` gives the event."""

    def __init__(self, personal: Personal, find: FindEvent) -> None:
        self._personal = personal
        self._find = find

    @page("asks only about the tickets of who is signed in, and tells others how to show theirs")
    def sign_up_for_session(self, organization: str, event: str, session: str) -> AnyResponse:
        count_request("write" if request.method == "POST" else "read")
        found = find_session(self._find, organization, event, session, below="sign-up")
        if not isinstance(found, FoundSession):
            return found
        if not found.entry.needs_registration:
            raise NotFound
        viewer = find_viewer()
        if viewer is None:
            return self._personal.message(_for_guests(found))
        summary = found.event.summary
        holding = Holding(
            ctx=PublicContext(
                organization_id=summary.organization.id,
                actor=viewer.actor,
                user_id=viewer.user_id,
                request_id=request_id(),
            ),
            event_id=summary.id,
            path=f"{found.path}/sign-up",
            back=found.back,
            tickets=tuple(tickets_of_person(viewer, summary)),
            viewer=viewer,
            code=found.code,
            session_id=found.entry.id,
        )
        return answer(self._personal, holding)


def _for_guests(found: FoundSession) -> MessagePage:
    return page_for_guests(
        _("Sign up for %(title)s", title=found.entry.title),
        _(
            "Places are for ticket holders. Sign in to choose one, or open your tickets from our"
            " email and choose “Sessions to sign up for” there."
        ),
        path=f"{found.path}/sign-up",
    )


def answer(personal: Personal, holding: Holding) -> Response:
    """The page, and once its form is sent what became of that."""
    if request.method != "POST":
        return _shown(personal, holding)
    try:
        if holding.viewer is not None:
            csrf.require_own(FORM)
        done = _change(holding)
    except csrf.Stale:
        return _shown(personal, holding, error=_(STALE), status=STALE_STATUS)
    except TurnoutError as refused:
        return _shown(personal, holding, error=error_text(refused), status=refused.status)
    return go_to(f"{holding.path}?done={done}")


def _change(holding: Holding) -> str:
    session_id, ticket_id = (_id(csrf.typed(name)) for name in ("session", "ticket"))
    ticket = next((each for each in holding.tickets if each.id == ticket_id), None)
    if ticket is None or session_id is None or holding.session_id not in (None, session_id):
        raise NotFound
    act = ACTS.get(csrf.typed("act"), _register)
    return act(holding, session_id, ticket)


def _leave(holding: Holding, session_id: UUID, ticket: HeldTicket) -> str:
    participation.leave_session(
        holding.ctx, holding.event_id, session_id, ticket_id=ticket.id, proof=ticket.proof
    )
    return "returned"


def _wait(holding: Holding, session_id: UUID, ticket: HeldTicket) -> str:
    session_waitlist.join_session_waitlist(
        holding.ctx, holding.event_id, session_id, ticket_id=ticket.id, proof=ticket.proof
    )
    return "waiting"


def _leave_waitlist(holding: Holding, session_id: UUID, ticket: HeldTicket) -> str:
    session_waitlist.leave_session_waitlist(
        holding.ctx, holding.event_id, session_id, ticket_id=ticket.id, proof=ticket.proof
    )
    return "left"


def _accept(holding: Holding, session_id: UUID, ticket: HeldTicket) -> str:
    session_waitlist.accept_session_place(
        holding.ctx,
        holding.event_id,
        session_id,
        ticket_id=ticket.id,
        proof=ticket.proof,
        gives_back_clashes=csrf.typed("act") == "exchange",
    )
    _pick(holding, session_id)
    return "taken"


def _register(holding: Holding, session_id: UUID, ticket: HeldTicket) -> str:
    participation.register_for_session(
        holding.ctx, holding.event_id, session_id, ticket_id=ticket.id, proof=ticket.proof
    )
    _pick(holding, session_id)
    return "taken"


ACTS: Final[dict[str, Callable[[Holding, UUID, HeldTicket], str]]] = {
    "leave": _leave,
    "wait": _wait,
    "unwait": _leave_waitlist,
    "accept": _accept,
    "exchange": _accept,
}
"""What the form's buttons do; what became of it in a word."""


def _pick(holding: Holding, session_id: UUID) -> None:
    """Put a session into the agenda of who is signed in."""
    if holding.viewer is not None:
        participation.pick_session(
            holding.viewer,
            holding.ctx.organization_id,
            holding.event_id,
            session_id=session_id,
            code=holding.code,
        )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(personal: Personal, holding: Holding, *, error: str = "", status: int = 200) -> Response:
    with transaction(holding.ctx) as tx:
        event = events.get_event(tx, holding.event_id)
        card = event_card(tx, event, organizations.branding_of(tx))
        ticket_ids = [each.id for each in holding.tickets]
        open_sessions = participation.list_open_sessions(tx, event, ticket_ids)
        waits = session_waitlist.list_session_waits(tx, event, ticket_ids)
        waited = session_waitlist.list_open_waitlists(
            tx, event.id, [each.session.id for each in open_sessions]
        )
    view = SessionPlacesPage(
        event=card,
        sessions=tuple(_views(open_sessions, holding, card, waits=waits, waited=waited)),
        has_tickets=bool(holding.tickets),
        is_about_one=holding.session_id is not None,
        action=holding.path,
        back=holding.back,
        form_token=csrf.token_of(FORM) if holding.viewer else "",
        done=_(DONE[done]) if (done := request.args.get("done", "")) in DONE else "",
        error=error,
    )
    title = _("Sessions to sign up for")
    return personal.page(
        "session_places.html", view, title=title, status=status, home=card.organization
    )


def _views(
    found: Sequence[participation.OpenSession],
    holding: Holding,
    card: EventCard,
    *,
    waits: Sequence[session_waitlist.SessionWait],
    waited: frozenset[UUID],
) -> Iterable[SessionPlaceView]:
    zone = ZoneInfo(card.zone)
    standing = {(each.session_id, each.ticket_id): each for each in waits}
    for each in found:
        if holding.session_id not in (None, each.session.id):
            continue
        yield SessionPlaceView(
            id=str(each.session.id),
            title=each.session.title,
            url=f"{card.url}/sessions/{each.session.id}",
            starts_at=each.session.starts_at.astimezone(zone),
            ends_at=each.session.ends_at.astimezone(zone),
            capacity=each.capacity,
            left=each.left,
            is_open=each.is_open,
            has_waitlist=each.session.id in waited,
            tickets=tuple(
                PlaceTicket(
                    id=str(ticket.id),
                    holder=ticket.holder,
                    has_place=ticket.id in each.ticket_ids,
                    clashes=tuple(_clashes(found, each, ticket.id)),
                    wait=_wait_view(standing.get((each.session.id, ticket.id)), card.zone),
                )
                for ticket in holding.tickets
            ),
        )


def _wait_view(wait: session_waitlist.SessionWait | None, zone: str) -> WaitView | None:
    if wait is None:
        return None
    until = wait.expires_at
    told = "" if until is None else deadline(until.astimezone(ZoneInfo(zone)), zone)
    return WaitView(position=wait.position, until=told)


def _clashes(
    found: Sequence[participation.OpenSession], wanted: participation.OpenSession, ticket_id: UUID
) -> Iterable[str]:
    """What the ticket has a place in at the same time."""
    for each in found:
        if each.session.id == wanted.session.id or ticket_id not in each.ticket_ids:
            continue
        starts, ends = wanted.session.starts_at, wanted.session.ends_at
        if each.session.starts_at < ends and starts < each.session.ends_at:
            yield each.session.title
