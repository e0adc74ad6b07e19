"""The addresses of one order, for whoever has its secret."""

import json
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.errors import Invalid, NotFound, TurnoutError
from turnout.kernel.http.own_hosts import own_origin
from turnout.kernel.http.request_info import request_id
from turnout.modules.notifications import api as notifications
from turnout.modules.orders.api import claim_event_refund
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n.formats import money
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import (
    BOTH,
    LOOK,
    SEND,
    add_pages,
    count_holder,
    marked_person,
    page,
)
from turnout.site.layout.views import Link, MessagePage, Page
from turnout.site.machines import feeds
from turnout.site.orders import billing, service
from turnout.site.orders.billing import choice_of
from turnout.site.orders.cancellation import CancellationPages
from turnout.site.orders.text_consents import TextConsentPages
from turnout.site.orders.views import OrderPage
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.certificates import CertificatePages
from turnout.site.tickets.pages import RENEWED, TicketPages
from turnout.site.tickets.service import OrderKey, buyer_ticket
from turnout.site.tickets.session_files import HeldSessionFilePages
from turnout.site.tickets.session_places import SessionPlacePages
from turnout.site.tickets.sponsor_consents import SponsorConsentPages
from turnout.site.tickets.wallets import WalletPages
from turnout_sdk.money import Money

AT: Final = "/orders/<uuid:organization_id>/<uuid:order_id>/<secret>"
HOLDER: Final = "whoever has the order's secret"
DONE: Final = {
    "changed": marked("Saved. The ticket has the new name."),
    "offered": marked("The offer is on its way. The ticket is yours until it is accepted."),
    "sent": marked("We have emailed your tickets again."),
    RENEWED: marked("The ticket has a new link to join online. The one before has ended."),
}


def add_to(app: Flask, renderer: Renderer) -> None:
    personal = Personal(renderer)
    orders, ticket = OrderPages(renderer), TicketPages(personal, buyer_ticket)
    giving = CancellationPages(personal)
    rules = (
        ("", orders.order, LOOK),
        ("/state.json", orders.order_state, LOOK),
        ("/tickets.pdf", orders.order_pdf, LOOK),
        ("/calendar.ics", orders.order_calendar, LOOK),
        ("/invoices/<uuid:invoice_id>.pdf", orders.order_invoice, LOOK),
        ("/pay", orders.pay, SEND),
        ("/billing", orders.billing, SEND),
        ("/cancel", giving.cancelling, LOOK),
        ("/cancel", giving.cancel, SEND),
        ("/resend", orders.resend, SEND),
        ("/return", orders.give_back, SEND),
        ("/sessions", SessionPlacePages(personal).order_sessions, BOTH),
        ("/text-messages", TextConsentPages(personal).texts, BOTH),
        ("/session-files", HeldSessionFilePages(personal).order_session_files, LOOK),
    )
    add_pages(app, rules, below=AT)
    own = (
        ("", ticket.code, LOOK),
        ("/attendee", ticket.attendee, BOTH),
        ("/offer", ticket.offer, BOTH),
        ("/withdraw", ticket.withdraw, SEND),
        ("/join-link", ticket.renew_join_link, SEND),
        ("/wallet/<uuid:connection_id>", WalletPages(personal, buyer_ticket).wallet, LOOK),
        ("/certificate.pdf", CertificatePages(personal, buyer_ticket).certificate, LOOK),
        ("/sponsors", SponsorConsentPages(personal, buyer_ticket).sponsors, BOTH),
    )
    add_pages(app, own, below=f"{AT}/tickets/<uuid:ticket_id>", named="bought_")


class OrderPages:
    """An order's page, its papers and what its buyer may do; the secret is the credential."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page(HOLDER)
    def order(self, **key: Any) -> Response:
        count_holder()
        view = self._view(OrderKey(**key), done=_done())
        if "cancelled" in request.args:
            view = replace(view, done=_cancelled(view))
        return self._shown(service.with_refund_offer(view, OrderKey(**key), request_id()))

    @page(HOLDER)
    def order_state(self, **key: Any) -> Response:
        count_holder()
        body = json.dumps(service.state_of(OrderKey(**key), request_id()))
        return page_response(body, caching=PERSONAL, content_type="application/json")

    @page(HOLDER)
    def order_pdf(self, **key: Any) -> Response:
        count_holder()
        file = service.pdf_of(OrderKey(**key), request_id())
        return feeds.download(file.content, f"{file.name}.pdf", content_type="application/pdf")

    @page(HOLDER)
    def order_calendar(self, **key: Any) -> Response:
        count_holder()
        file = service.calendar_of(OrderKey(**key), request_id())
        return feeds.download(file.content, "event.ics", content_type=feeds.CALENDAR)

    @page(HOLDER)
    def order_invoice(self, invoice_id: UUID, **key: Any) -> Response:
        count_holder()
        number, data = service.invoice_of(OrderKey(**key), request_id(), invoice_id)
        return feeds.download(data, f"{number}.pdf", content_type="application/pdf")

    @page(HOLDER)
    def pay(self, **values: Any) -> AnyResponse:
        """Start paying as the form says, and lead to where it goes on."""
        count_holder()
        key = OrderKey(**values)
        try:
            choice = choice_of(
                typed("way"),
                plan=typed("plan") if "plan" in request.form else None,
                everything=typed("amount") == "all",
            )
            url = service.pay(key, request_id(), choice, base_url=own_origin())
        except NotFound:
            raise
        except TurnoutError as refused:
            view = self._view(key, error=_(str(refused)))
            return self._shown(view, status=refused.status)
        return redirect(key.path, 303) if url is None else self._onward(url)

    @page(HOLDER)
    def billing(self, **values: Any) -> AnyResponse:
        count_holder()
        key = OrderKey(**values)
        try:
            billing.save_billing(key.context(request_id()), key.order_id)
        except Invalid as refused:
            view = self._view(key)
            papers = billing.with_errors(view.papers, refused)
            return self._shown(replace(view, papers=papers), status=refused.status)
        return redirect(f"{key.path}#papers", 303)

    @page(HOLDER)
    def resend(self, **values: Any) -> AnyResponse:
        """Have the mail with the tickets sent once more, to the address of the order."""
        count_holder()
        key = OrderKey(**values)
        try:
            notifications.resend_confirmation(key.context(request_id()), key.order_id)
        except TurnoutError as refused:
            view = self._view(key, error=_(str(refused)))
            return self._shown(view, status=refused.status)
        return redirect(f"{key.path}?sent=1", 303)

    @page(HOLDER)
    def give_back(self, **values: Any) -> AnyResponse:
        count_holder()
        key = OrderKey(**values)
        claim_event_refund(key.context(request_id()), key.order_id)
        return redirect(key.path, 303)

    def _onward(self, url: str) -> Response:
        """Lead to the provider by a page: `form-action` would stop a redirect of the form."""
        view = MessagePage(
            title=_("On to the payment"),
            text=_("Taking you to the payment page."),
            kind="mail",
            action=Link(label=_("Continue to the payment"), url=url),
        )
        about = Page(title=view.title, indexable=False)
        response = page_response(self._renderer.page("message.html", about, view), caching=PERSONAL)
        response.headers["Refresh"] = f"0; url={url}"
        return response

    def _view(self, key: OrderKey, *, error: str = "", done: str = "") -> OrderPage:
        return service.order_view(key, request_id(), error=error, done=done)

    def _shown(self, view: OrderPage, *, status: int = 200) -> Response:
        about = Page(
            title=_("Order %(number)s", number=view.number),
            indexable=False,
            home=view.event.organization,
        )
        body = self._renderer.page("order.html", about, view)
        return marked_person(page_response(body, caching=PERSONAL, status=status))


def _cancelled(view: OrderPage) -> str:
    """What the cancellation gives back, by the refunds that the order has."""
    is_withdrawn = view.application is not None and not view.application.is_approved
    if view.state not in ("confirmed", "cancelled") or is_withdrawn:
        return ""
    on_the_way = sum(each.amount.minor for each in view.refunds if not each.is_done)
    if on_the_way:
        amount = money(Money(on_the_way, view.total.currency))
        return _("Cancelled. %(amount)s is on its way back, the way you paid.", amount=amount)
    if view.refunds:
        return _("Cancelled. Your refund has gone back the way you paid.")
    return _("Cancelled. There is no refund for this.") if view.total.minor else _("Cancelled.")


def _done() -> str:
    """The message of what was just done, by the name in the address."""
    return next((_(says) for name, says in DONE.items() if name in request.args), "")
