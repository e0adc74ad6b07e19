"""Issue and look-up of tickets, which orders and check-in compose into their one statement."""

from typing import Final

MOVED: Final = "moved"
"""Why a ticket is void whose place is in another event by now: it has a successor there."""
ISSUE: Final = """
    INSERT INTO tickets (organization_id, id, event_id, ticket_type_id, reference, attendee_id,
        holder_name, holder_email, nonce, state, issued_at, position)
    SELECT %(organization_id)s, t.id, coalesce(t.event_id, %(event_id)s), t.ticket_type_id,
        %(order_id)s, t.attendee_id, t.holder_name, t.holder_email, decode(t.nonce, 'hex'),
        'valid', %(now)s, t.position
    FROM claim, jsonb_to_recordset(%(tickets)s::jsonb) AS t(id uuid, attendee_id uuid,
        event_id uuid, ticket_type_id uuid, holder_name text, holder_email text, nonce text,
        position bigint)
"""
"""The body of a CTE beside one named `claim` that has a row when the tickets may be issued.

`tickets` is the JSON of `api.ticket_rows`, `order_id` the reference; a row without an event of
its own admits to `event_id`.
"""

STATE_OF_TICKET: Final = """
    SELECT id, event_id, ticket_type_id, holder_name, nonce, state FROM tickets
    WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s
    FOR KEY SHARE
"""
"""The row is shared with the admission that refers to it anyway; asked for here, a scan waits for
a transfer that holds the ticket and judges the code by what the transfer left."""

STATE_OF_SHORT_CODE: Final = """
    SELECT id, event_id, ticket_type_id, holder_name, nonce, state FROM tickets
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND nonce BETWEEN %(first_nonce)s AND %(last_nonce)s
    ORDER BY state = 'valid' DESC, issued_at DESC LIMIT 1 FOR KEY SHARE
"""

TICKETS: Final = f"""
    (SELECT organization_id, id AS ticket_id, reference AS order_id, attendee_id, event_id,
        ticket_type_id, holder_name, holder_email, state, transfer_id IS NOT NULL AS is_transferred,
        issued_at
    FROM tickets WHERE void_reason IS DISTINCT FROM '{MOVED}')
"""
"""Tickets as a table, for statements that index many of them; the caller names the organization.

Of a ticket that was moved to another event it has the successor alone.
"""

TICKETS_AT_THE_DOOR: Final = """
    (SELECT organization_id, id, event_id, ticket_type_id, reference AS order_id, holder_name,
        state, left(encode(sha256(nonce), 'hex'), 32) AS code_hash,
        xmin::text::bigint AS written_by
    FROM tickets)
"""
"""Tickets as a device at the door may know them: the code as a hash, and which transaction wrote
the row last (32 bits). The caller names the organization."""

TICKET_HOLDERS: Final = f"""
    (SELECT organization_id, id AS ticket_id, event_id, attendee_id, state, holder_name,
        holder_email, holder_user_id, left(encode(sha256(convert_to(
            id::text || coalesce(transfer_id::text, '') || lower(holder_email), 'UTF8'
        )), 'hex'), 32) AS holder_key
    FROM tickets WHERE void_reason IS DISTINCT FROM '{MOVED}')
"""
"""Who holds each ticket, with a digest that another holder's differs from: by a transfer or another
address. A corrected name leaves it as it is. The caller names the organization."""

TICKET_RECORDS: Final = """
    (SELECT organization_id, id, reference AS order_id, attendee_id, event_id, ticket_type_id,
        state, transfer_id IS NOT NULL AS is_transferred, issued_at, voided_at, void_reason,
        holder_name, holder_email
    FROM tickets)
"""
"""Each ticket that ever was, those moved to another event too.

The caller names the organization."""

ACCOUNTS_OF_TICKETS: Final = f"""
    (SELECT organization_id, id AS ticket_id, reference AS order_id, event_id, ticket_type_id,
        state, lower(holder_email) AS holder_email, holder_user_id
    FROM tickets WHERE void_reason IS DISTINCT FROM '{MOVED}')
"""
"""Each ticket with its holder's address and account. The caller names the organization."""
