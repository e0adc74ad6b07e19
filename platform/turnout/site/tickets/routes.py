"""The addresses of tickets that were passed on, and of “my tickets”."""

from typing import Final

from flask import Flask

from turnout.site.forms.pages import Personal
from turnout.site.layout.page_access import BOTH, LOOK, SEND, add_pages
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets import offline_copies
from turnout.site.tickets.my_tickets import HERE, LINKS, MyTicketsPages
from turnout.site.tickets.pages import TicketPages
from turnout.site.tickets.transfers import TransferPages

HELD: Final = "/tickets/<uuid:organization_id>/<uuid:transfer_id>/<secret>"
OFFER: Final = "/transfers/<uuid:organization_id>/<uuid:transfer_id>/<secret>"


def add_to(app: Flask, renderer: Renderer, base_url: str, *, assets: Assets) -> None:
    personal = Personal(renderer)
    held, ticket_pages = TransferPages(personal, base_url), TicketPages(personal)
    mine = MyTicketsPages(personal)
    rules = (
        (HERE, mine.my_tickets, LOOK),
        (LINKS, mine.ticket_links, BOTH),
        (OFFER, held.offer, BOTH),
        (f"{OFFER}/decline", held.decline, SEND),
        (HELD, held.held, LOOK),
        (f"{HELD}/code", ticket_pages.held_code, LOOK),
        (f"{HELD}/ticket.pdf", held.held_pdf, LOOK),
        (f"{HELD}/calendar.ics", held.held_calendar, LOOK),
        (f"{HELD}/attendee", ticket_pages.held_attendee, BOTH),
        (f"{HELD}/offer", ticket_pages.held_offer, BOTH),
        (f"{HELD}/withdraw", ticket_pages.held_withdraw, SEND),
    )
    add_pages(app, rules)
    offline_copies.add_to(app, assets)
