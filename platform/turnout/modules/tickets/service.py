"""Use cases of tickets. Who takes `tx` joins the caller's transaction, who takes `ctx` owns one."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Unavailable
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.tickets import codes, policies, queries
from turnout.modules.tickets.calendar import (
    Entry,
    Method,
    Parties,
    entry_of,
    render_calendar,
    render_itip,
)
from turnout.modules.tickets.codes import KeyCache, PublicKeys
from turnout.modules.tickets.errors import NoTickets, TicketIsVoid
from turnout.modules.tickets.facts import (
    TicketCodesRenewed,
    TicketsIssued,
    TicketsVoided,
    TicketTransferred,
)
from turnout.modules.tickets.sql_fragments import MOVED
from turnout.modules.tickets.types import (
    EntryMessage,
    HeldEvent,
    Holding,
    NewHolder,
    NewTicket,
    PdfLine,
    PdfOptions,
    Ticket,
)
from turnout_sdk.money import Money

_SEALED_FIELD: Final = "event_keys.private_key"
_KEYS: Final = KeyCache()


def issue(
    tx: Transaction, *, event_id: UUID, reference: UUID, seats: Sequence[NewTicket]
) -> list[Ticket]:
    """Issue a ticket per seat, with the caller's change or not at all; in the seats' order.

    TicketsAlreadyIssued if an attendee has a valid one: a repeated confirmation cannot double.
    """
    issued = queries.insert_tickets(tx, ticket_rows(seats), event_id=event_id, reference=reference)
    counts = Counter(ticket.event_id for ticket in issued) or {event_id: 0}
    for each, count in counts.items():
        tx.publish(TicketsIssued(reference=reference, event_id=each, count=count))
    return issued


def ticket_rows(seats: Sequence[NewTicket]) -> list[dict[str, Any]]:
    """The seats with new ids and nonces, as `sql_fragments.ISSUE` reads them from JSON."""
    return [
        {
            "id": str(new_id()),
            "attendee_id": str(seat.attendee_id),
            "event_id": None if seat.event_id is None else str(seat.event_id),
            "ticket_type_id": str(seat.ticket_type_id),
            "holder_name": seat.holder_name,
            "holder_email": seat.holder_email,
            "nonce": _new_nonce().hex(),
            "position": position,
        }
        for position, seat in enumerate(seats, start=1)
    ]


def void(
    tx: Transaction, *, reference: UUID, reason: str, ticket_ids: Sequence[UUID] | None = None
) -> int:
    """Void the valid tickets of a reference (or these of them); how many were.

    The reason `refunded` shows at the gate as such, any other as void. Their places in sessions
    are given back. Void again: 0, no fact.
    """
    state = "refunded" if reason == "refunded" else "void"
    voided = queries.void_tickets(tx, reference, state=state, reason=reason, ticket_ids=ticket_ids)
    if voided:
        participation.release_places(tx, [ticket.id for ticket in voided])
    for event_id, count in sorted(Counter(ticket.event_id for ticket in voided).items()):
        tx.publish(
            TicketsVoided(reference=reference, event_id=event_id, reason=reason, count=count)
        )
    return len(voided)


def move_to_event(
    tx: Transaction, reference: UUID, event_id: UUID, *, ticket_types: Mapping[UUID, UUID]
) -> int:
    """Issue the valid tickets of a reference anew for another event; how many there are.

    They have new ids and codes, signed by that event's key. The former ones are void: an entrance
    that knows its event's tickets offline is told so. Their places in sessions are given back.
    """
    valid = [each for each in queries.list_tickets(tx, reference) if each.is_valid]
    void(tx, reference=reference, reason=MOVED)
    seats = [
        NewTicket(
            attendee_id=each.attendee_id,
            ticket_type_id=ticket_types[each.ticket_type_id],
            holder_name=each.holder_name,
            holder_email=each.holder_email,
        )
        for each in valid
    ]
    issue(tx, event_id=event_id, reference=reference, seats=seats)
    return len(seats)


def transfer(tx: Transaction, ticket_id: UUID, holder: NewHolder) -> Ticket:
    """Give a ticket to somebody else: a new nonce, so that the code handed out before is dead."""
    ticket = queries.hand_over(tx, ticket_id, holder=holder, nonce=_new_nonce())
    if ticket is None:
        raise TicketIsVoid
    tx.publish(
        TicketTransferred(ticket_id=ticket.id, reference=ticket.reference, event_id=ticket.event_id)
    )
    return ticket


def readdress(tx: Transaction, reference: UUID, *, former: str, email: str) -> None:
    """Renew the codes of a reference's valid tickets that were not passed on.

    Holders who had the former address have the other one then.
    """
    mine = [each for each in queries.list_tickets(tx, reference) if not each.is_transferred]
    nonces = {each.id: _new_nonce() for each in mine if each.is_valid}
    renewed = queries.readdress(tx, nonces, former=former, email=email)
    for event_id, count in sorted(Counter(renewed).items()):
        tx.publish(TicketCodesRenewed(reference=reference, event_id=event_id, count=count))


def renew_codes(tx: Transaction, reference: UUID, ticket_ids: Sequence[UUID]) -> None:
    """Give valid tickets of a reference that were not passed on new codes; the old ones end."""
    renewed = queries.readdress(
        tx, {each: _new_nonce() for each in ticket_ids}, former="", email=""
    )
    for event_id, count in sorted(Counter(renewed).items()):
        tx.publish(TicketCodesRenewed(reference=reference, event_id=event_id, count=count))


def rename(tx: Transaction, ticket_id: UUID, *, holder_name: str, holder_email: str) -> Ticket:
    """Write another name on a ticket whose holder stays the same; its code stays valid."""
    ticket = queries.rename(tx, ticket_id, holder_name=holder_name, holder_email=holder_email)
    if ticket is None:
        raise TicketIsVoid
    return ticket


def code_of(tx: Transaction, ticket: Ticket) -> str:
    """The signed text for a ticket's QR. Nothing is stored: it can be made again any time."""
    key = signing_key(tx, ticket.event_id)
    claims = codes.Claims(event_id=ticket.event_id, ticket_id=ticket.id, nonce=ticket.nonce)
    return codes.sign(key, claims)


def signing_key(tx: Transaction, event_id: UUID) -> codes.SigningKey:
    """The event's key, made on first use; NotFound for an event that is not there.

    Kept by the process once this transaction has committed.
    """
    organization_id = tx.organization_id
    kept = _KEYS.signing(organization_id, event_id)
    if kept is not None:
        return kept
    key = _find_key(tx, event_id) or _make_key(tx, event_id)
    tx.after_commit.append(lambda: _KEYS.put_signing(organization_id, event_id, key))
    return key


def ensure_event_key(ctx: OrganizationContext, event_id: UUID) -> None:
    """Make the event's key before the first ticket needs it; a purged event needs none."""
    with transaction(ctx) as tx:
        if events.find_event(tx, event_id) is not None:
            signing_key(tx, event_id)


def list_event_keys(ctx: OrganizationContext, event_id: UUID) -> dict[str, bytes]:
    """The public keys that prove the event's codes, for gates that work offline."""
    policies.require_can_read_keys(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_public_keys(tx, event_id)


def read_code(ctx: TenantContext, text: str, *, event_id: UUID) -> codes.Claims:
    """Read the claims of a genuine code of this organization, else raise `codes.CodeRefused`.

    Costs no statement: public keys are kept a minute. A key id not seen before is looked up.
    """
    kept = _KEYS.public(ctx.organization_id) or _read_public_keys(ctx)
    try:
        return codes.verify(kept.keys, text, event_id=event_id)
    except codes.UnknownKey:
        if not _KEYS.may_ask(ctx.organization_id):
            raise
    return codes.verify(_read_public_keys(ctx).keys, text, event_id=event_id)


def render_pdf(
    ctx: TenantContext, reference: UUID, options: PdfOptions, *, transfer_id: UUID | None = None
) -> bytes:
    """The PDF of a reference's valid tickets, one page each; NoTickets without any.

    Those that were passed on are left out; `transfer_id` draws the one that it gave away.

    Drawn after the transaction: about 4 ms of processor time a page. The libraries are loaded
    by whoever draws; they take 60 MB that a web process need not have.
    """
    from turnout.modules.tickets.pdf import document_of, pictures_of, render_tickets

    with transaction(ctx) as tx:
        tickets = _valid_tickets(tx, reference, transfer_id=transfer_id)
        found = _events_of(tx, tickets)
        options = _with_names(tx, options, tickets)
        branding = organizations.branding_of(tx)
        coded = {code_of(tx, ticket): ticket for ticket in tickets}
        chosen = queries.list_barcodes(tx, found)
    pictures = pictures_of(found, branding)
    document = document_of(
        found, branding, options, tickets=coded, pictures=pictures, barcodes=chosen
    )
    return render_tickets(document)


def render_calendar_of(ctx: TenantContext, holding: Holding, *, url: str) -> bytes:
    """The .ics of what a holding admits to, `url` being the page of each event.

    NoTickets without a valid ticket, or while no event of them has a date.
    """
    entries, now = _entries_of(ctx, holding, url=url)
    dated = [entry for each, entry in entries if each.count and entry.starts_at and entry.ends_at]
    if not dated:
        raise NoTickets("This event has no date yet.") if entries else NoTickets
    return render_calendar(dated, now=now)


def list_entry_messages(
    ctx: TenantContext, holding: Holding, parties: Parties, *, url: str
) -> list[EntryMessage]:
    """An iTIP message for each event that a holding ever admitted to, as things are now.

    Made of stored state: it is the same however often it is made, but for DTSTAMP, and what is
    made later never has a lower SEQUENCE.
    """
    entries, now = _entries_of(ctx, holding, url=url)
    return [
        replace(
            entry_message(entry, parties, event_id=each.event_id, now=now),
            is_held=each.count > 0 and not holding.is_over,
        )
        for each, entry in entries
    ]


def entry_message(entry: Entry, parties: Parties, *, event_id: UUID, now: datetime) -> EntryMessage:
    """The iTIP message that says an entry, or takes back one that is cancelled."""
    return EntryMessage(
        event_id=event_id,
        method=Method.CANCEL if entry.is_cancelled else Method.REQUEST,
        content=render_itip(entry, parties, now=now),
        is_held=not entry.is_cancelled,
    )


def list_calendar_entries(
    ctx: TenantContext, holding: Holding, *, url: str
) -> list[tuple[UUID, Entry]]:
    """What belongs in a calendar of a holding now, by event; nothing of what is put off."""
    entries, _ = _entries_of(ctx, holding, url=url)
    return [
        (each.event_id, entry)
        for each, entry in entries
        if not entry.is_cancelled and not entry.is_tentative
    ]


def _entries_of(
    ctx: TenantContext, holding: Holding, *, url: str
) -> tuple[list[tuple[HeldEvent, Entry]], datetime]:
    """Each event of a holding with its calendar entry, and the time at which they are so."""
    host = runtime.current().settings.public_host
    with transaction(ctx) as tx:
        held = queries.list_held_events(tx, holding)
        found = {each.event_id: events.get_event(tx, each.event_id) for each in held}
        name, now = organizations.branding_of(tx).name, tx.now
    entries = []
    for each in held:
        entry = entry_of(
            found[each.event_id], key=f"{holding.key}-{each.event_id}", host=host, url=url,
            organization_name=name, sequence=each.changes + holding.sequence,
        )  # fmt: skip
        is_over = holding.is_over or not each.count
        entries.append((each, replace(entry, is_cancelled=entry.is_cancelled or is_over)))
    return entries, now


def _events_of(tx: Transaction, tickets: Sequence[Ticket]) -> dict[UUID, events.Event]:
    """The events that tickets admit to, in the tickets' order."""
    ids = dict.fromkeys(ticket.event_id for ticket in tickets)
    return {event_id: events.get_event(tx, event_id) for event_id in ids}


def _with_names(tx: Transaction, options: PdfOptions, tickets: Sequence[Ticket]) -> PdfOptions:
    """Add a line, without a price, for ticket types that were sold inside a bundle or pass."""
    nameless = {each.event_id for each in tickets if each.ticket_type_id not in options.lines}
    lines = dict(options.lines)
    for event_id in nameless:
        for offer in catalog.list_offers(tx, event_id, archived=True):
            price = Money(0, offer.price.currency)
            lines.setdefault(offer.ticket_type_id, PdfLine(name=offer.name, price=price))
    return replace(options, lines=lines) if nameless else options


def _valid_tickets(
    tx: Transaction, reference: UUID, *, transfer_id: UUID | None = None
) -> list[Ticket]:
    tickets = [
        ticket
        for ticket in queries.list_tickets(tx, reference)
        if ticket.is_valid and ticket.transfer_id == transfer_id
    ]
    if not tickets:
        raise NoTickets
    return tickets


def _read_public_keys(ctx: TenantContext) -> PublicKeys:
    with transaction(ctx) as tx:
        raw = queries.list_public_keys(tx)
    return _KEYS.put_public(ctx.organization_id, raw)


def _find_key(tx: Transaction, event_id: UUID) -> codes.SigningKey | None:
    sealed = queries.find_private_key(tx, event_id)
    if sealed is None:
        return None
    raw = runtime.current().keys.open(
        sealed, organization_id=tx.organization_id, field=_SEALED_FIELD
    )
    return codes.SigningKey.from_bytes(raw)


def _make_key(tx: Transaction, event_id: UUID) -> codes.SigningKey:
    """Store a new key; when another process was faster, take its key."""
    for _attempt in range(3):  # a key id of 32 bits may be taken within the organization
        key = codes.SigningKey.generate()
        sealed = runtime.current().keys.seal(
            key.private_bytes, organization_id=tx.organization_id, field=_SEALED_FIELD
        )
        if queries.insert_key(
            tx,
            event_id,
            row_id=new_id(),
            kid=key.id,
            public_key=key.public_bytes,
            private_key=sealed,
        ):
            return key
        found = _find_key(tx, event_id)
        if found is not None:
            return found
    raise Unavailable("No key could be made for this event.")


def _new_nonce() -> bytes:
    return secrets.token_bytes(codes.NONCE_BYTES)
