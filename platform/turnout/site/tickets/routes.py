"""The addresses of tickets that were passed on, of “my tickets”, and of what keeps them offline."""

from typing import Final

from flask import Flask, Response

from turnout.kernel.errors import NotFound
from turnout.site.forms.pages import Personal
from turnout.site.layout.addresses import MESSAGES, TICKET_LINKS
from turnout.site.layout.page_access import BOTH, LOOK, SEND, add_pages, page
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.certificates import CertificatePages
from turnout.site.tickets.join_links import JOIN, JoinPages
from turnout.site.tickets.messages import MessagesPages
from turnout.site.tickets.my_tickets import HERE, MyTicketsPages
from turnout.site.tickets.pages import TicketPages
from turnout.site.tickets.push import PUSH, message_push
from turnout.site.tickets.service import TransferredTicket
from turnout.site.tickets.session_files import HeldSessionFilePages
from turnout.site.tickets.session_places import SessionPlacePages
from turnout.site.tickets.sponsor_consents import SponsorConsentPages
from turnout.site.tickets.transfers import TransferPages
from turnout.site.tickets.wallets import (
    DEVICE_METHODS,
    DEVICES,
    WalletPages,
    wallet_devices,
)

HELD: Final = "/tickets/<uuid:organization_id>/<uuid:transfer_id>/<secret>"
WORKER: Final = "ticket-worker.js"
PUSH_WORKER: Final = "push-worker.js"
OFFER: Final = "/transfers/<uuid:organization_id>/<uuid:transfer_id>/<secret>"


def add_to(app: Flask, renderer: Renderer, *, assets: Assets) -> None:
    personal = Personal(renderer)
    held, ticket = TransferPages(personal), TicketPages(personal, TransferredTicket)
    mine, places = MyTicketsPages(personal), SessionPlacePages(personal)
    shared = HeldSessionFilePages(personal)
    rules = (
        (HERE, mine.my_tickets, LOOK),
        (TICKET_LINKS, mine.ticket_links, BOTH),
        (MESSAGES, MessagesPages(personal).messages, BOTH),
        (PUSH, message_push, BOTH),
        (OFFER, held.offer, BOTH),
        (f"{OFFER}/decline", held.decline, SEND),
        (HELD, held.held, LOOK),
        (f"{HELD}/ticket.pdf", held.held_pdf, LOOK),
        (f"{HELD}/calendar.ics", held.held_calendar, LOOK),
        (f"{HELD}/sessions", places.ticket_sessions, BOTH),
        (JOIN, JoinPages(personal).join, BOTH),
        (DEVICES, wallet_devices, DEVICE_METHODS),
        (f"{HELD}/session-files", shared.ticket_session_files, LOOK),
    )
    add_pages(app, rules)
    own = (
        ("/code", ticket.code, LOOK),
        ("/attendee", ticket.attendee, BOTH),
        ("/offer", ticket.offer, BOTH),
        ("/withdraw", ticket.withdraw, SEND),
        ("/join-link", ticket.renew_join_link, SEND),
        ("/wallet/<uuid:connection_id>", WalletPages(personal, TransferredTicket).wallet, LOOK),
        ("/certificate.pdf", CertificatePages(personal, TransferredTicket).certificate, LOOK),
        ("/sponsors", SponsorConsentPages(personal, TransferredTicket).sponsors, BOTH),
    )
    add_pages(app, own, below=HELD, named="held_")

    @page("the script that keeps tickets for the door is the same for everybody")
    def ticket_worker() -> Response:
        """It stands at the top, so that it may look after tickets and sign-out."""
        response = _script(assets, WORKER)
        response.headers["Service-Worker-Allowed"] = "/"
        return response

    @page("the script that shows notifications is the same for everybody")
    def push_worker() -> Response:
        """It looks after no page: its scope holds none."""
        return _script(assets, PUSH_WORKER)

    app.add_url_rule(f"/{WORKER}", "site.ticket_worker", ticket_worker)
    app.add_url_rule(f"/{PUSH_WORKER}", "site.push_worker", push_worker)


def _script(assets: Assets, name: str) -> Response:
    """A service worker as it was built, asked for anew each time; NotFound without a build."""
    path = assets.directory / name
    if not path.is_file():
        raise NotFound
    response = Response(path.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
