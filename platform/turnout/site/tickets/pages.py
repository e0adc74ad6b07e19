"""One ticket by itself: its code as large as the screen, its attendee, and passing it on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from flask import Response, request

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict, Invalid, RateLimited
from turnout.kernel.http.request_info import request_id
from turnout.modules.forms import api as forms
from turnout.modules.join_links import api as join_links
from turnout.modules.orders import api as orders
from turnout.modules.transfers import api as transfers
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.forms.questions import checked_email, page_of, questions_of, typed_attendee
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage
from turnout.site.tickets.errors import error_text
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    TicketAccess,
    TicketDetails,
    load,
    ticket_gone,
    ticket_page,
)
from turnout.site.tickets.views import AttendeePage, AttendeeWords

KEEP_UNTIL: Final = "Turnout-Keep-Until"
"""Until when the worker may show the page without a network; every other cache keeps out."""
RENEWED: Final = "renewed"
"""What a page's address ends with once a link to join online was renewed."""
OFFERED_OFTEN: Final = marked(
    "This address was offered tickets many times today. Use another one, or try again tomorrow."
)
V = TypeVar("V", bound="TicketPages")


def gone_when_passed_on(
    view: Callable[[V, TicketAccess], Response],
) -> Callable[..., Response]:
    """Hand the view the ticket of its address; say so where that is somebody else's by now."""

    @wraps(view)
    def shown(pages: V, **values: Any) -> Response:
        count_holder()
        try:
            return view(pages, pages.access(**values))
        except orders.TicketPassedOn:
            return pages.personal.message(ticket_gone(), status=GONE_STATUS)

    return shown


class TicketPages:
    """The same pages for a buyer's ticket and for one that was passed on: `access` tells which."""

    def __init__(self, personal: Personal, access: Callable[..., TicketAccess]) -> None:
        self.personal = personal
        self.access = access

    @page(HOLDER)
    @gone_when_passed_on
    def code(self, access: TicketAccess) -> Response:
        """The code alone, for the door; a browser may keep this page for when it has no network."""
        with transaction(access.context(request_id())) as tx:
            seen = load(tx, access)
        view = ticket_page(seen, access)
        status = 200 if view.is_valid else GONE_STATUS
        response = self.personal.page(
            "ticket.html", view, title=_("Ticket for %(title)s", title=seen.event.title),
            status=status, home=seen.card.organization,
        )  # fmt: skip
        if view.is_valid and view.keep_until:
            response.headers[KEEP_UNTIL] = view.keep_until
        return response

    @page(HOLDER)
    @gone_when_passed_on
    def attendee(self, access: TicketAccess) -> Response:
        """The name on the ticket and the answers, with what was wrong with them if they were."""
        with transaction(access.context(request_id())) as tx:
            seen = load(tx, access)
            asked = orders.form_of_attendee(tx, seen.ticket.reference, seen.ticket.attendee_id)
        if not orders.is_open(seen.changes_close_at, clock.now()) or not seen.ticket.is_valid:
            return self._closed(access, seen, _("Names and answers cannot be changed any more."))
        if request.method != "POST":
            return self.personal.attendee_form(attendee_page(seen, access, asked))
        try:
            given = typed_attendee(questions_of(asked, seen.ticket.ticket_type_id))
            changes = orders.AttendeeUpdate(
                name=given.name, email=given.email, answers=given.answers
            )
            access.change(request_id(), seen.ticket, changes)
        except Invalid as refused:
            return self.personal.attendee_form(attendee_page(seen, access, asked, refused=refused))
        except Conflict as refused:
            return self._closed(access, seen, error_text(refused))
        return go_to(f"{access.home}?changed=1")

    @page(HOLDER)
    @gone_when_passed_on
    def offer(self, access: TicketAccess) -> Response:
        """To whom the ticket goes: one line, and what happens then."""
        with transaction(access.context(request_id())) as tx:
            seen = load(tx, access)
        if not orders.is_open(seen.transfers_close_at, clock.now()):
            return self._closed(access, seen, _("Tickets cannot be passed on any more."))
        email, error = typed("email").strip(), ""
        if request.method == "POST":
            try:
                access.offer(
                    request_id(),
                    transfers.Recipient(email=checked_email(email), locale=i18n.language()),
                )
            except Invalid as refused:
                error = _(refused.errors[0].detail)
            except RateLimited:
                error = _(OFFERED_OFTEN)
            except Conflict as refused:
                return self._closed(access, seen, error_text(refused))
            else:
                return go_to(f"{access.home}?offered=1")
        return self.personal.form(_offer_form(access, seen, email=email, error=error))

    @page(HOLDER)
    def withdraw(self, **values: Any) -> Response:
        count_holder()
        access = self.access(**values)
        try:
            access.withdraw(request_id())
        except Conflict as refused:
            with transaction(access.context(request_id())) as tx:
                seen = load(tx, access)
            return self._closed(access, seen, error_text(refused))
        return go_to(access.home)

    @page(HOLDER)
    def renew_join_link(self, **values: Any) -> Response:
        """Give the ticket another link to join online: whoever has the one so far joins no more."""
        count_holder()
        access = self.access(**values)
        ctx = access.context(request_id())
        with transaction(ctx) as tx:
            ticket_id = access.find(tx).id
        join_links.renew_link(ctx, ticket_id)
        return go_to(f"{access.home}?{RENEWED}")

    def _closed(self, access: TicketAccess, seen: TicketDetails, text: str) -> Response:
        view = MessagePage(
            title=_("That is not possible"),
            text=text,
            kind="problem",
            action=Link(label=_("Back"), url=access.home),
        )
        return self.personal.message(view, status=409, home=seen.card.organization)


def attendee_page(
    seen: TicketDetails,
    access: TicketAccess,
    asked: tuple[forms.Form, dict[str, Any]] | None,
    *,
    refused: Invalid | None = None,
) -> AttendeePage:
    person = next(
        (each for each in seen.order.attendees if each.id == seen.ticket.attendee_id), None
    )
    return page_of(
        AttendeeWords(
            title=_("Who is this ticket for?"),
            lead=_("The name appears on the ticket. Its code stays the same."),
            button=_("Save"),
            back=Link(label=_("Back without changes"), url=access.home),
        ),
        seen.card,
        name=seen.ticket.holder_name,
        email=seen.ticket.holder_email if access.transfer_id or not person else person.email,
        asked=asked,
        kind=seen.ticket.ticket_type_id,
        refused=refused,
    )


def _offer_form(access: TicketAccess, seen: TicketDetails, *, email: str, error: str) -> FormPage:
    line = Field(
        name="email",
        label=_("Their email"),
        kind="email",
        autocomplete="off",
        value=email,
        longest=254,
        error=error,
        is_first=True,
    )
    return FormPage(
        title=_("Pass your ticket on"),
        text=_(
            "We email them, and they have to accept. They then get a ticket with a new code, and"
            " the one for %(name)s stops working. Refunds for it still go to you.",
            name=seen.ticket.holder_name or seen.order.buyer_name,
        ),
        button=_("Send the offer"),
        fields=(line,),
        links=(Link(label=_("Back"), url=access.home),),
        event=seen.card,
    )
