"""The front door of tickets."""

from turnout.modules.tickets.codes import Claims, CodeRefused
from turnout.modules.tickets.errors import AlreadyIssued, NoSuchTicket, NoTickets, TicketIsVoid
from turnout.modules.tickets.queries import count_valid, count_valid_of, find_ticket
from turnout.modules.tickets.queries import list_tickets as list_of
from turnout.modules.tickets.rules import NewTicket, Paper, PaperLine, Ticket, nonces_of
from turnout.modules.tickets.service import (
    code_of,
    ensure_event_key,
    issue,
    read_code,
    render_calendar_of,
    render_pdf,
    signing_key,
    ticket_rows,
    transfer,
    void,
)

__all__ = [
    "AlreadyIssued",
    "Claims",
    "CodeRefused",
    "NewTicket",
    "NoSuchTicket",
    "NoTickets",
    "Paper",
    "PaperLine",
    "Ticket",
    "TicketIsVoid",
    "code_of",
    "count_valid",
    "count_valid_of",
    "ensure_event_key",
    "find_ticket",
    "issue",
    "list_of",
    "nonces_of",
    "read_code",
    "render_calendar_of",
    "render_pdf",
    "signing_key",
    "ticket_rows",
    "transfer",
    "void",
]
