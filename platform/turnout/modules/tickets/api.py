"""The front door of tickets."""

from turnout.modules.tickets.calendar import Entry as CalendarEntry
from turnout.modules.tickets.calendar import Method, Parties, place_lines
from turnout.modules.tickets.codes import Claims, CodeRefused, nonces_of
from turnout.modules.tickets.errors import (
    NoTickets,
    TicketIsVoid,
    TicketNotFound,
    TicketsAlreadyIssued,
)
from turnout.modules.tickets.hooks import ADMITTED, admitted_among
from turnout.modules.tickets.queries import (
    change_type,
    count_valid,
    count_valid_of,
    count_valid_of_events,
    find_by_nonces,
    find_ticket,
    list_by_id,
    list_held,
    list_ids,
    list_of_event,
    list_transferred_to,
    lock_tickets,
)
from turnout.modules.tickets.queries import list_public_keys as public_keys
from turnout.modules.tickets.queries import list_tickets as list_of
from turnout.modules.tickets.service import (
    code_of,
    ensure_event_key,
    entry_message,
    issue,
    list_calendar_entries,
    list_entry_messages,
    move_to_event,
    read_code,
    readdress,
    rename,
    render_calendar_of,
    render_pdf,
    renew_codes,
    signing_key,
    ticket_rows,
    transfer,
    void,
)
from turnout.modules.tickets.types import (
    EntryMessage,
    Holding,
    NewHolder,
    NewTicket,
    PdfLine,
    PdfOptions,
    Ticket,
)
