"""One ticket by itself: its code as large as the screen, its attendee, and passing it on."""

from typing import Any, Final

from flask import Response, request

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.transfers import api as transfers
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.forms.questions import checked_email, page_of, questions_of, typed_attendee
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage
from turnout.site.tickets.errors import error_text
from turnout.site.tickets.offline_copies import keeps
from turnout.site.tickets.service import (
    GONE_STATUS,
    HOLDER,
    BuyerTicket,
    OrderKey,
    TicketAccess,
    TicketDetails,
    TransferredTicket,
    event_card,
    kind_of_request,
    load,
    ticket_gone,
    ticket_page,
)
from turnout.site.tickets.views import AttendeePage, AttendeeWords

BUYER: Final = "whoever has the order's secret"


def bought(**values: Any) -> BuyerTicket:
    ticket_id = values.pop("ticket_id")
    return BuyerTicket(OrderKey(**values), ticket_id)


class TicketPages:
    """The same pages for a buyer's ticket and for one that was passed on."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(BUYER)
    def bought_ticket(self, **values: Any) -> Response:
        return self._shown(bought(**values))

    @page(BUYER)
    def bought_attendee(self, **values: Any) -> Response:
        return self._attendee(bought(**values))

    @page(BUYER)
    def bought_offer(self, **values: Any) -> Response:
        return self._offer(bought(**values))

    @page(BUYER)
    def bought_withdraw(self, **values: Any) -> Response:
        return self._withdraw(bought(**values))

    @page(HOLDER)
    def held_code(self, **values: Any) -> Response:
        return self._shown(TransferredTicket(**values))

    @page(HOLDER)
    def held_attendee(self, **values: Any) -> Response:
        return self._attendee(TransferredTicket(**values))

    @page(HOLDER)
    def held_offer(self, **values: Any) -> Response:
        return self._offer(TransferredTicket(**values))

    @page(HOLDER)
    def held_withdraw(self, **values: Any) -> Response:
        return self._withdraw(TransferredTicket(**values))

    def _shown(self, access: TicketAccess) -> Response:
        """The code alone, for the door; a browser may keep this page for when it has no network."""
        count_request(kind_of_request())
        try:
            with transaction(access.context(request_id())) as tx:
                seen = load(tx, access)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        view = ticket_page(seen, access)
        status = 200 if view.is_valid else GONE_STATUS
        response = self._personal.page(
            "ticket.html", view, title=_("Ticket for %(title)s", title=seen.event.title),
            status=status,
        )  # fmt: skip
        return keeps(response, view.keep_until) if view.is_valid else response

    def _attendee(self, access: TicketAccess) -> Response:
        """The name on the ticket and the answers, with what was wrong with them if they were."""
        count_request(kind_of_request())
        try:
            with transaction(access.context(request_id())) as tx:
                seen = load(tx, access)
                asked = orders.form_of_attendee(tx, seen.ticket.reference, seen.ticket.attendee_id)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        if not orders.is_open(seen.changes_close_at, clock.now()) or not seen.ticket.is_valid:
            return self._closed(access, _("Names and answers cannot be changed any more."))
        if request.method != "POST":
            return self._personal.attendee_form(attendee_page(seen, access, asked))
        questions = questions_of(asked, seen.ticket.ticket_type_id)
        try:
            given = typed_attendee(questions)
            access.change(
                request_id(),
                seen.ticket,
                orders.AttendeeUpdate(name=given.name, email=given.email, answers=given.answers),
            )
        except Invalid as refused:
            return self._personal.attendee_form(attendee_page(seen, access, asked, refused=refused))
        except Conflict as refused:
            return self._closed(access, error_text(refused))
        return go_to(f"{access.home}?changed=1")

    def _offer(self, access: TicketAccess) -> Response:
        """To whom the ticket goes: one line, and what happens then."""
        count_request(kind_of_request())
        try:
            with transaction(access.context(request_id())) as tx:
                seen = load(tx, access)
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        if not orders.is_open(seen.transfers_close_at, clock.now()):
            return self._closed(access, _("Tickets cannot be passed on any more."))
        email, error = typed("email").strip(), ""
        if request.method == "POST":
            try:
                access.offer(
                    request_id(),
                    transfers.Recipient(email=checked_email(email), locale=i18n.language()),
                )
            except Invalid as refused:
                error = _(refused.errors[0].detail)
            except Conflict as refused:
                return self._closed(access, error_text(refused))
            else:
                return go_to(f"{access.home}?offered=1")
        return self._personal.form(_offer_form(access, seen, email=email, error=error))

    def _withdraw(self, access: TicketAccess) -> Response:
        count_request(kind_of_request())
        try:
            access.withdraw(request_id())
        except Conflict as refused:
            return self._closed(access, error_text(refused))
        return go_to(access.home)

    def _closed(self, access: TicketAccess, text: str) -> Response:
        view = MessagePage(
            title=_("That is not possible"),
            text=text,
            kind="problem",
            action=Link(label=_("Back"), url=access.home),
        )
        return self._personal.message(view, status=409)


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
            title=_("Who comes?"),
            lead=_("The name stands on the ticket. Its code stays the same."),
            button=_("Save"),
            back=Link(label=_("Back without changes"), url=access.home),
        ),
        event_card(seen.event, seen.branding),
        name=seen.ticket.holder_name,
        email=seen.ticket.holder_email if access.transfer_id or not person else person.email,
        asked=asked,
        kind=seen.ticket.ticket_type_id,
        refused=refused,
    )


def _offer_form(access: TicketAccess, seen: TicketDetails, *, email: str, error: str) -> FormPage:
    line = Field(
        name="email",
        label=_("Their email address"),
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
            "They get a mail and have to accept. Then they have a ticket with a new code, and"
            " the one for %(name)s stops working. What was paid stays yours.",
            name=seen.ticket.holder_name or seen.order.buyer_name,
        ),
        button=_("Send the offer"),
        fields=(line,),
        links=(Link(label=_("Back"), url=access.home),),
    )
