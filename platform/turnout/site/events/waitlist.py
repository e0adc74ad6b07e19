"""Waiting for tickets: the form to join, and the page of one's own place; without any script."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.waitlist import api as waitlist
from turnout.site.events.cards import brief_card, organization_card
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, Personal
from turnout.site.l10n.formats import deadline
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.addresses import event_path, go_to, redirect_to_present
from turnout.site.layout.page_access import (
    LOOK,
    SEND,
    add_pages,
    count_holder,
    find_person,
    find_viewer,
    page,
)
from turnout.site.layout.views import (
    EventCard,
    Field,
    FormPage,
    Link,
    MessagePage,
    Option,
    OptionGroup,
)
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.service import event_card, refuse_secret

FoundEvent = tuple[discovery.PublishedEvent, str | None]
AT: Final = "/waitlist/<uuid:organization_id>/<uuid:entry_id>/<secret>"
HOLDER: Final = "whoever has the secret of the place's address"
SOME: Final = 10
"""Numbers of tickets that the form lists; the settings may allow fewer."""
OVER: Final = {
    "ordered": marked("You have begun an order with these tickets."),
    "bought": marked("You have your tickets. They are in our email."),
    "lapsed": marked("Our offer ended, and the tickets went to the next person."),
    "left": marked("You left the waitlist."),
    "removed": marked("The organizer took this place off the waitlist."),
    "ended": marked("The waitlist has ended."),
}

REFUSED: Final = (
    marked("There is no waitlist for these tickets"),
    marked("There are tickets left; please buy them"),
)
"""Why nobody can join, as the module says it; the form says it in the reader's language."""


def add_to(app: Flask, renderer: Renderer) -> None:
    places = PlacePages(Personal(renderer))
    rules = (
        ("", places.place, LOOK),
        ("/confirm", places.confirm, SEND),
        ("/leave", places.leave, SEND),
    )
    add_pages(app, rules, below=AT, named="waitlist_")


class JoinPages(FormPages):
    """`find` gives the event and the code that opened a private one; None without an event."""

    def __init__(self, personal: Personal, find: Callable[[str, str], FoundEvent | None]) -> None:
        super().__init__(personal)
        self._find = find

    @page("anyone who may buy may wait; mails are limited by address")
    def join_waitlist(self, organization: str, event: str) -> AnyResponse:
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, "/waitlist")
        shown, code = found
        waited = [each for each in shown.page.offers if each.has_waitlist]
        path = event_path(shown.summary)
        if not waited:
            return go_to(path)
        back = Link(label=_("Back to the event"), url=path)
        view = FormPage(
            title=_("Waitlist for %(title)s", title=shown.summary.title),
            text=_(
                "When tickets come back, we offer them to who waits, in order. We email you a link"
                " that confirms your place."
            ),
            button=_("Join the waitlist"),
            fields=_fields(waited),
            links=(back,),
            event=brief_card(shown.summary),
        )

        def sent() -> Response:
            ctx = _context(shown.summary.organization.id)
            joined = waitlist.join(ctx, shown.summary.id, _typed_entry(), code=code)
            if joined.place is not None:
                place = waitlist.place_path(ctx.organization_id, joined.place.id)
                return csrf.renew(go_to(place))
            told = MessagePage(
                title=_("Please confirm your place"),
                text=_("We emailed you a link. Your place counts once you open it and confirm."),
                kind="mail",
                action=back,
            )
            card = organization_card(shown.summary.organization)
            return csrf.renew(self._personal.message(told, home=card))

        return self.decided("waitlist", view, sent)


def _context(organization_id: UUID) -> PublicContext:
    viewer = find_viewer()
    return PublicContext(
        organization_id=organization_id,
        user_id=viewer.user_id if viewer else None,
        request_id=request_id(),
    )


def _fields(waited: list[discovery.OfferEntry]) -> tuple[Field, ...]:
    person = find_person()
    asked = typed("ticket_type_id", longest=40) or request.args.get("ticket", "")
    types = tuple(Option(value=str(each.id), label=each.name) for each in waited)
    known = {each.value for each in types}
    most = min(SOME, max(each.maximum for each in waited))
    numbers = tuple(Option(value=str(each), label=str(each)) for each in range(1, most + 1))
    return (
        Field(
            name="ticket_type_id",
            label=_("Ticket"),
            kind="select",
            autocomplete="off",
            value=asked if asked in known else types[0].value,
            groups=(OptionGroup(label="", options=types),),
        ),
        Field(
            name="quantity",
            label=_("Number of tickets"),
            kind="select",
            autocomplete="off",
            value=typed("quantity", longest=3) or "1",
            groups=(OptionGroup(label="", options=numbers),),
        ),
        Field(
            name="name",
            label=_("Name"),
            autocomplete="name",
            value=typed("name") or (person.display_name if person else ""),
            longest=200,
        ),
        Field(
            name="email",
            label=_("Email"),
            kind="email",
            autocomplete="email",
            value=typed("email") or (person.email if person else ""),
        ),
    )


def _typed_entry() -> waitlist.NewEntry:
    try:
        type_id, quantity = UUID(typed("ticket_type_id", longest=40)), int(typed("quantity"))
    except ValueError:
        raise Invalid(FieldError("/ticket_type_id", "Please choose one of the list")) from None
    return waitlist.NewEntry(
        ticket_type_id=type_id,
        quantity=quantity,
        email=organizations.address_of(typed("email").strip()),
        name=typed("name").strip(),
        locale=language(),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A place with the event it is for; `path` is its page's."""

    found: waitlist.WaitlistPlace
    card: EventCard
    path: str

    @property
    def tickets(self) -> str:
        return f"{self.found.quantity} × {self.found.ticket_type}"


class PlacePages:
    """A place's page and what its holder may do; the secret is the credential."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(HOLDER)
    def place(self, **values: Any) -> Response:
        count_holder()
        ctx = _opened(**values)
        seen = _read(ctx, values["entry_id"])
        return self._personal.message(_message(seen), home=seen.card.organization)

    @page(HOLDER)
    def confirm(self, **values: Any) -> AnyResponse:
        return self._done(waitlist.confirm, values)

    @page(HOLDER)
    def leave(self, **values: Any) -> AnyResponse:
        return self._done(waitlist.leave, values)

    def _done(
        self, act: Callable[[PublicContext, UUID], object], values: dict[str, Any]
    ) -> AnyResponse:
        """What cannot be done any more is told by the page itself."""
        count_holder()
        ctx = _opened(**values)
        with suppress(waitlist.EntryOver):
            act(ctx, values["entry_id"])
        return go_to(waitlist.place_path(ctx.organization_id, values["entry_id"]))


def _opened(organization_id: UUID, entry_id: UUID, secret: str) -> PublicContext:
    if not waitlist.opens(entry_id, secret):
        refuse_secret(entry_id)
    return _context(organization_id)


def _read(ctx: PublicContext, entry_id: UUID) -> _Place:
    found = waitlist.get_place(ctx, entry_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, found.event_id)
        card = event_card(tx, event, organizations.branding_of(tx))
    return _Place(found, card, waitlist.place_path(ctx.organization_id, entry_id))


def _message(seen: _Place) -> MessagePage:
    found, title, path = seen.found, seen.card.title, seen.path
    back = Link(label=_("Back to the event"), url=seen.card.url)
    if found.state == "unconfirmed":
        return MessagePage(
            title=_("Waitlist for %(title)s", title=title),
            text=_(
                "You want to wait for %(tickets)s. Your place counts once you confirm it.",
                tickets=seen.tickets,
            ),
            again=FormPage(title="", button=_("Confirm your place"), action=f"{path}/confirm"),
        )
    if found.state == "waiting":
        return MessagePage(
            title=_("You are number %(number)s on the waitlist", number=found.position),
            text=_(
                "You wait for %(tickets)s of %(title)s. We email you as soon as they are free for"
                " you.",
                tickets=seen.tickets,
                title=title,
            ),
            kind="ticket",
            more=back,
            again=FormPage(title="", button=_("Leave the waitlist"), action=f"{path}/leave"),
        )
    if found.state == "offered" and found.expires_at is not None:
        return _offered(seen, found.expires_at)
    again = Link(
        label=_("Join the waitlist"),
        url=f"{seen.card.url}/waitlist?ticket={found.ticket_type_id}",
    )
    return MessagePage(
        title=_("Waitlist for %(title)s", title=title),
        text=_(OVER.get(found.state, OVER["ended"])),
        kind="good" if found.state in ("ordered", "bought") else "ticket",
        action=back,
        more=again if found.state in ("lapsed", "left") else None,
    )


def _offered(seen: _Place, expires_at: datetime) -> MessagePage:
    path = seen.path
    until = deadline(expires_at.astimezone(ZoneInfo(seen.card.zone)), seen.card.zone)
    url = f"{seen.card.url}/checkout?waitlist={waitlist.offer_token(seen.found.id)}"
    return MessagePage(
        title=_("Your tickets are reserved"),
        text=_(
            "%(tickets)s of %(title)s are reserved for you until %(moment)s. After that they go"
            " to the next person.",
            tickets=seen.tickets,
            title=seen.card.title,
            moment=until,
        ),
        kind="good",
        action=Link(label=_("Get tickets"), url=url),
        again=FormPage(title="", button=_("Pass them on"), action=f"{path}/leave"),
    )
