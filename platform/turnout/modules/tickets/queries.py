"""Every statement of tickets."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest, like
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.typed_addresses import ascii_address
from turnout.kernel.values import attributes_of
from turnout.modules.organizations.sql_fragments import FOUNDINGS
from turnout.modules.tickets.errors import TicketNotFound, TicketsAlreadyIssued
from turnout.modules.tickets.sql_fragments import ISSUE, MOVED
from turnout.modules.tickets.types import (
    HeldEvent,
    Holding,
    NewHolder,
    NewTicketBarcodes,
    Ticket,
    TicketBarcodes,
)
from turnout.search_words.texts import name_has, plain_like

COLUMNS: Final = """
    id, event_id, ticket_type_id, reference, attendee_id, holder_name, holder_email, nonce, state,
    issued_at, voided_at, void_reason, position, transfer_id, holder_user_id
"""
INSERT: Final = f"WITH claim AS (SELECT 1) {ISSUE} RETURNING {COLUMNS}"
LIST: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s
        AND void_reason IS DISTINCT FROM '{MOVED}'
    ORDER BY position, id
"""
HELD_EVENTS: Final = """
    SELECT event_id, count(*) FILTER (WHERE state = 'valid'
            AND transfer_id IS NOT DISTINCT FROM %(transfer_id)s::uuid) AS count,
        count(*) + count(*) FILTER (WHERE state <> 'valid')
            + count(*) FILTER (WHERE transfer_id IS NOT NULL) AS changes
    FROM tickets
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s
        AND (%(ticket_id)s::uuid IS NULL OR id = %(ticket_id)s)
    GROUP BY event_id ORDER BY min(position), event_id
"""
"""Each of the three counts only ever grows: tickets are never deleted, a void one stays void, and
one that was passed on never comes back without another transfer."""
IDS: Final = """
    SELECT id FROM tickets
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s
"""
OF_EVENT: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND (%(after)s::uuid IS NULL OR id > %(after)s)
        AND (%(state)s::text IS NULL OR state = %(state)s)
        AND (%(text)s::text IS NULL OR lower(holder_email) = lower(%(text)s)
            OR {name_has("holder_name")})
    ORDER BY id LIMIT %(limit)s
"""
VOID: Final = f"""
    UPDATE tickets SET state = %(state)s, voided_at = %(now)s, void_reason = %(reason)s
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s AND state = 'valid'
        AND (%(ticket_ids)s::uuid[] IS NULL OR id = ANY(%(ticket_ids)s))
    RETURNING {COLUMNS}
"""
HAND_OVER: Final = f"""
    UPDATE tickets SET holder_name = %(holder_name)s, holder_email = %(holder_email)s,
        nonce = %(nonce)s, transfer_id = %(transfer_id)s, holder_user_id = %(holder_user_id)s
    WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s AND state = 'valid'
    RETURNING {COLUMNS}
"""
RENAME: Final = f"""
    UPDATE tickets SET holder_name = %(holder_name)s, holder_email = %(holder_email)s
    WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s AND state = 'valid'
    RETURNING {COLUMNS}
"""
CHANGE_TYPE: Final = """
    UPDATE tickets SET ticket_type_id = %(to_ticket_type_id)s
    WHERE organization_id = %(organization_id)s AND reference = %(reference)s
        AND ticket_type_id = %(ticket_type_id)s AND state = 'valid'
"""
READDRESS: Final = """
    UPDATE tickets SET nonce = renewed.nonce,
        holder_email = CASE WHEN lower(holder_email) = lower(%(former)s) THEN %(email)s
            ELSE holder_email END
    FROM unnest(%(ticket_ids)s::uuid[], %(nonces)s::bytea[]) AS renewed (id, nonce)
    WHERE tickets.organization_id = %(organization_id)s AND tickets.id = renewed.id
        AND state = 'valid' AND transfer_id IS NULL
    RETURNING event_id
"""
LOCK: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ticket_ids)s)
    ORDER BY id FOR UPDATE
"""
BY_ID: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ticket_ids)s) ORDER BY id
"""
TRANSFERRED_TO: Final = f"""
    SELECT held.organization_id, held.transfer_id
    FROM {FOUNDINGS} owner CROSS JOIN LATERAL (
        SELECT t.organization_id, t.transfer_id FROM tickets t
        WHERE t.organization_id = owner.organization_id AND lower(t.holder_email) = lower(%(email)s)
            AND t.transfer_id IS NOT NULL AND t.state = 'valid'
        LIMIT %(limit)s) AS held
    LIMIT %(limit)s
"""
HELD: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND lower(holder_email) = lower(%(email)s)
    ORDER BY id
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s
"""
FIND_BY_NONCES: Final = f"""
    SELECT {COLUMNS} FROM tickets
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND nonce BETWEEN %(first)s AND %(last)s
    ORDER BY state = 'valid' DESC, issued_at DESC LIMIT 1
"""
EXISTS: Final = """
    SELECT true FROM tickets WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s
"""
FIND_KEY: Final = """
    SELECT private_key FROM event_keys
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
INSERT_KEY: Final = """
    INSERT INTO event_keys (organization_id, id, event_id, kid, public_key, private_key, created_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(kid)s, %(public_key)s, %(private_key)s,
        %(now)s)
    ON CONFLICT DO NOTHING RETURNING true
"""
COUNT_VALID_OF: Final = """
    SELECT reference, count(*) FROM tickets
    WHERE organization_id = %(organization_id)s AND reference = ANY(%(references)s)
        AND state = 'valid'
    GROUP BY reference
"""
COUNT_VALID: Final = """
    SELECT ticket_type_id, count(*) FROM tickets
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND state = 'valid'
    GROUP BY ticket_type_id
"""
COUNT_VALID_OF_EVENTS: Final = """
    SELECT event_id, count(*) FROM tickets
    WHERE organization_id = %(organization_id)s AND event_id = ANY(%(event_ids)s)
        AND state = 'valid'
    GROUP BY event_id
"""
LIST_KEYS: Final = """
    SELECT kid, public_key FROM event_keys
    WHERE organization_id = %(organization_id)s
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
    ORDER BY created_at
"""


BARCODES: Final = """
    SELECT event_id, has_code_128, has_pdf417, version FROM ticket_barcodes
    WHERE organization_id = %(organization_id)s AND event_id = ANY(%(event_ids)s)
"""
SAVE_BARCODES: Final = """
    INSERT INTO ticket_barcodes (organization_id, id, event_id, has_code_128, has_pdf417, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(has_code_128)s, %(has_pdf417)s, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET
        has_code_128 = EXCLUDED.has_code_128, has_pdf417 = EXCLUDED.has_pdf417,
        version = ticket_barcodes.version + 1
"""


def list_barcodes(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, TicketBarcodes]:
    """What stands on the PDF tickets of these events; those of which nobody chose are absent."""
    found = tx.query(BARCODES, tx.here(event_ids=list(event_ids)), into=TicketBarcodes)
    return {each.event_id: each for each in found}


def save_barcodes(tx: Transaction, event_id: UUID, new: NewTicketBarcodes) -> None:
    chosen = {"has_code_128": new.has_code_128, "has_pdf417": new.has_pdf417}
    tx.query(SAVE_BARCODES, tx.here(id=new_id(), event_id=event_id, **chosen))


def insert_tickets(
    tx: Transaction, rows: Sequence[dict[str, Any]], *, event_id: UUID, reference: UUID
) -> list[Ticket]:
    """Write the tickets, or TicketsAlreadyIssued if an attendee has a valid one."""
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "order_id": reference,
        "now": tx.now,
        "tickets": as_json(list(rows)),
    }
    try:
        written = tx.query(INSERT, parameters, into=Ticket.of)
    except UniqueViolation as error:
        raise TicketsAlreadyIssued from error
    return sorted(written, key=lambda each: each.position)


def list_tickets(tx: Transaction, reference: UUID) -> list[Ticket]:
    """The tickets of a reference, void ones included, in the buyer's order.

    Of one that was moved to another event only its successor is named.
    """
    where = {"organization_id": tx.organization_id, "reference": reference}
    return tx.query(LIST, where, into=Ticket.of)


def list_held_events(tx: Transaction, holding: Holding) -> list[HeldEvent]:
    """Every event that a holding ever admitted to, in the buyer's order.

    `changes` is higher after each change of whether it does, and never falls.
    """
    where = attributes_of(holding, ("reference", "transfer_id", "ticket_id"))
    found = tx.query(HELD_EVENTS, tx.here(**where), into=HeldEvent)
    if holding.transfer_id is None:
        return found
    # A transfer gives one ticket, once: when it went on nothing but its holder changed.
    return [each if each.count else replace(each, changes=each.changes + 1) for each in found]


def list_ids(tx: Transaction, reference: UUID) -> list[UUID]:
    """The ids of all tickets ever issued for a reference, those of former events included."""
    return [ticket_id for (ticket_id,) in tx.query(IDS, tx.here(reference=reference))]


def list_of_event(
    tx: Transaction,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None = None,
    text: str | None = None,
) -> list[Ticket]:
    """Tickets that admit to an event, the oldest first; one more than asked for says more follow.

    `text` finds a holder's address, or part of a name.
    """
    parameters = {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "after": request.after[1] if request.after else None,
        "state": state,
        "text": ascii_address(text) if text else None,
        "like": like(text or ""),
        "plain": plain_like(text or ""),
        "limit": request.limit + 1,
    }
    return tx.query(OF_EVENT, parameters, into=Ticket.of)


def find_ticket(tx: Transaction, ticket_id: UUID) -> Ticket | None:
    """One ticket, void ones included."""
    where = {"organization_id": tx.organization_id, "ticket_id": ticket_id}
    return next(iter(tx.query(FIND, where, into=Ticket.of)), None)


def find_by_nonces(tx: Transaction, event_id: UUID, nonces: tuple[bytes, bytes]) -> Ticket | None:
    """The ticket that a short code or barcode number of the event stands for: its `nonces_of`."""
    where = tx.here(event_id=event_id, first=nonces[0], last=nonces[1])
    found = tx.query(FIND_BY_NONCES, where, into=Ticket)
    return found[0] if found else None


def void_tickets(
    tx: Transaction,
    reference: UUID,
    *,
    state: str,
    reason: str,
    ticket_ids: Sequence[UUID] | None,
) -> list[Ticket]:
    """Void what is still valid (of these ids, or all); the tickets that were."""
    parameters = {
        "organization_id": tx.organization_id,
        "reference": reference,
        "state": state,
        "reason": reason,
        "now": tx.now,
        "ticket_ids": None if ticket_ids is None else list(ticket_ids),
    }
    return tx.query(VOID, parameters, into=Ticket.of)


def hand_over(
    tx: Transaction, ticket_id: UUID, *, holder: NewHolder, nonce: bytes
) -> Ticket | None:
    """Give a valid ticket another holder; None if it is void, TicketNotFound if there is none."""
    where = {"organization_id": tx.organization_id, "ticket_id": ticket_id}
    changes = {
        "holder_name": holder.name,
        "holder_email": holder.email,
        "holder_user_id": holder.user_id,
        "transfer_id": holder.transfer_id,
        "nonce": nonce,
    }
    for ticket in tx.query(HAND_OVER, {**where, **changes}, into=Ticket.of):
        return ticket
    if not tx.query(EXISTS, where):
        raise TicketNotFound
    return None


def rename(
    tx: Transaction, ticket_id: UUID, *, holder_name: str, holder_email: str
) -> Ticket | None:
    """Write another name on a valid ticket; None if it is void or not there."""
    where = {"organization_id": tx.organization_id, "ticket_id": ticket_id}
    changes = {"holder_name": holder_name, "holder_email": holder_email}
    return next(iter(tx.query(RENAME, {**where, **changes}, into=Ticket.of)), None)


def change_type(
    tx: Transaction, reference: UUID, *, ticket_type_id: UUID, to_ticket_type_id: UUID
) -> None:
    """Let a reference's valid tickets of one type be of another; their codes stay valid."""
    where = {"reference": reference, "ticket_type_id": ticket_type_id}
    tx.query(CHANGE_TYPE, tx.here(**where, to_ticket_type_id=to_ticket_type_id))


def readdress(tx: Transaction, nonces: dict[UUID, bytes], *, former: str, email: str) -> list[UUID]:
    """Give valid tickets a new nonce each, and holders of an address another; their events."""
    parameters = {
        "organization_id": tx.organization_id,
        "ticket_ids": list(nonces),
        "nonces": list(nonces.values()),
        "former": former,
        "email": email,
    }
    return [event_id for (event_id,) in tx.query(READDRESS, parameters)]


def lock_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> list[Ticket]:
    """Lock these tickets, by id; a scan of one of them waits and then sees the change."""
    where = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return tx.query(LOCK, where, into=Ticket.of)


def list_by_id(tx: Transaction, ticket_ids: Sequence[UUID]) -> list[Ticket]:
    """List these tickets, void ones included, by id."""
    where = {"organization_id": tx.organization_id, "ticket_ids": list(ticket_ids)}
    return tx.query(BY_ID, where, into=Ticket.of)


def list_held(tx: Transaction, email: str) -> list[Ticket]:
    """List the organization's tickets whose holder has an address, void ones included."""
    where = {"organization_id": tx.organization_id, "email": email}
    return tx.query(HELD, where, into=Ticket.of)


def list_transferred_to(tx: Transaction, email: str, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, transfer) of valid tickets that were transferred to an address, anywhere.

    For jobs of the platform: each organization's index is asked by itself.
    """
    return list(tx.query(TRANSFERRED_TO, {"email": email, "limit": limit}))


def count_valid(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    """How many tickets of each type admit to an event."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return dict(tx.query(COUNT_VALID, where))


def count_valid_of(tx: Transaction, references: Sequence[UUID]) -> dict[UUID, int]:
    """How many valid tickets each reference has; those without any are left out."""
    where = {"organization_id": tx.organization_id, "references": list(references)}
    return dict(tx.query(COUNT_VALID_OF, where))


def count_valid_of_events(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many tickets admit to each event; those without any are left out."""
    return dict(tx.query(COUNT_VALID_OF_EVENTS, tx.here(event_ids=list(event_ids))))


def find_private_key(tx: Transaction, event_id: UUID) -> bytes | None:
    """The event's sealed signing key."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return next((bytes(sealed) for (sealed,) in tx.query(FIND_KEY, where)), None)


def insert_key(
    tx: Transaction,
    event_id: UUID,
    *,
    row_id: UUID,
    kid: str,
    public_key: bytes,
    private_key: bytes,
) -> bool:
    """Store a new key; False when the event has one by now, or the key id is taken."""
    values = {
        "organization_id": tx.organization_id,
        "id": row_id,
        "event_id": event_id,
        "kid": kid,
        "public_key": public_key,
        "private_key": private_key,
        "now": tx.now,
    }
    try:
        return bool(tx.query(INSERT_KEY, values))
    except ForeignKeyViolation as error:
        raise NotFound from error


def list_public_keys(tx: Transaction, event_id: UUID | None = None) -> dict[str, bytes]:
    """Public keys by key id: of one event, or of the whole organization."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return {kid: bytes(public) for kid, public in tx.query(LIST_KEYS, where)}
