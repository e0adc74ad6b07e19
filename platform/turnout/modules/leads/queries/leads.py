"""Statements about leads and the scans that they came of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.leads.errors import LeadNotFound
from turnout.modules.leads.types import Holder, KnownMember, LeadFilter, StoredLead
from turnout.modules.orders.sql_fragments import ATTENDEES
from turnout.modules.tickets.sql_fragments import TICKET_HOLDERS
from turnout.search_words.texts import name_has, plain_like

INSERT_LEAD: Final = """
    INSERT INTO leads (organization_id, id, event_id, sponsor_id, sponsor_name, ticket_id,
        holder_key, member_id, scanned_at, rating, tags, note, is_blocked, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(sponsor_id)s, %(sponsor_name)s,
        %(ticket_id)s, %(holder_key)s, %(member_id)s, %(scanned_at)s, NULL, '[]', '', false, 1)
    ON CONFLICT (organization_id, sponsor_id, ticket_id) DO NOTHING
    RETURNING id
"""
LOCK_LEAD_OF_TICKET: Final = """
    SELECT id, holder_key, withdrawn_at, is_blocked FROM leads
    WHERE organization_id = %(organization_id)s AND sponsor_id = %(sponsor_id)s
        AND ticket_id = %(ticket_id)s
    FOR NO KEY UPDATE
"""
COLLECT_AGAIN: Final = """
    UPDATE leads SET withdrawn_at = NULL, is_blocked = false, holder_key = %(holder_key)s,
        member_id = %(member_id)s, sponsor_name = %(sponsor_name)s, scanned_at = %(scanned_at)s,
        rating = NULL, tags = '[]', note = '', version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
INSERT_SCAN: Final = """
    INSERT INTO lead_scans (organization_id, id, member_id, scan_id, lead_id, is_first, scanned_at)
    VALUES (%(organization_id)s, %(id)s, %(member_id)s, %(scan_id)s, %(lead_id)s, %(is_first)s,
        %(scanned_at)s)
    ON CONFLICT (organization_id, member_id, scan_id) DO NOTHING
"""
SCAN: Final = """
    SELECT lead_id, is_first FROM lead_scans WHERE organization_id = %(organization_id)s
        AND member_id = %(member_id)s AND scan_id = %(scan_id)s
"""
LOCK_MEMBER: Final = """
    SELECT true FROM lead_members
    WHERE organization_id = %(organization_id)s AND id = %(member_id)s FOR NO KEY UPDATE
"""
LEADS: Final = f"""
    SELECT l.id, l.ticket_id, l.scanned_at, m.name AS scanned_by, l.rating, l.tags, l.note,
        l.withdrawn_at, l.is_blocked, l.version, c.shares, coalesce(h.holder_name, '')
            AS holder_name,
        coalesce(h.holder_email, '') AS holder_email, coalesce(a.answers, '{{}}') AS answers
    FROM leads l
    JOIN lead_members m ON m.organization_id = l.organization_id AND m.id = l.member_id
    LEFT JOIN {TICKET_HOLDERS} h
        ON h.organization_id = %(organization_id)s AND h.ticket_id = l.ticket_id
    LEFT JOIN lead_consents c ON c.organization_id = l.organization_id
        AND c.ticket_id = l.ticket_id AND c.is_given AND c.holder_key = h.holder_key
        AND l.holder_key = h.holder_key
    LEFT JOIN {ATTENDEES} a
        ON a.organization_id = %(organization_id)s AND a.attendee_id = h.attendee_id
    WHERE l.organization_id = %(organization_id)s AND l.sponsor_id = %(sponsor_id)s
"""
"""Names, addresses and answers are the tickets' own: nothing of them is copied into leads."""
LIST_LEADS: Final = f"""
    {LEADS}
        AND (%(text)s::text IS NULL OR (l.withdrawn_at IS NULL AND c.shares IS NOT NULL
            AND ({name_has("h.holder_name", as_typed="%(text)s")} OR l.note ILIKE %(text)s
                OR (c.shares ? 'email' AND %(shares_email)s AND h.holder_email ILIKE %(text)s)
                OR (c.shares ? %(company_share)s AND a.answers ->> %(company)s ILIKE %(text)s))))
        AND (%(rating)s::text IS NULL OR l.rating = %(rating)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (l.scanned_at, l.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY l.scanned_at DESC, l.id DESC LIMIT %(limit)s
"""
ONE_LEAD: Final = f"{LEADS} AND l.id = %(id)s"
LOCK_LEAD: Final = """
    SELECT true FROM leads WHERE organization_id = %(organization_id)s
        AND sponsor_id = %(sponsor_id)s AND id = %(id)s FOR NO KEY UPDATE
"""
MARK_LEAD: Final = """
    UPDATE leads SET rating = %(rating)s, tags = %(tags)s::jsonb, note = %(note)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND withdrawn_at IS NULL
"""
COUNT_LEADS: Final = f"""
    SELECT count(*)::int FROM ({LEADS}) l WHERE shares IS NOT NULL AND withdrawn_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadOfTicket:
    """A sponsor's lead of a ticket, as a scan finds it."""

    id: UUID
    holder_key: str
    withdrawn_at: datetime | None
    is_blocked: bool


def lock_member(tx: Transaction, member_id: UUID) -> None:
    """Let one scan of a member at a time through: a phone sends the same one again."""
    tx.query(LOCK_MEMBER, tx.here(member_id=member_id))


def find_scan(tx: Transaction, member_id: UUID, scan_id: str) -> tuple[UUID, bool] | None:
    """The lead that a member's scan of this id gave, and whether it was the first of it."""
    where = tx.here(member_id=member_id, scan_id=scan_id)
    for lead_id, is_first in tx.query(SCAN, where):
        return lead_id, is_first
    return None


def insert_lead(
    tx: Transaction,
    member: KnownMember,
    holder: Holder,
    *,
    sponsor_name: str,
    scanned_at: datetime,
) -> UUID | None:
    """The new lead's id; None when the sponsor has one of this ticket."""
    values = tx.here(
        id=new_id(),
        event_id=member.event_id,
        sponsor_id=member.sponsor_id,
        sponsor_name=sponsor_name,
        ticket_id=holder.ticket_id,
        holder_key=holder.holder_key,
        member_id=member.id,
        scanned_at=scanned_at,
    )
    return next((row[0] for row in tx.query(INSERT_LEAD, values)), None)


def lock_lead_of_ticket(tx: Transaction, sponsor_id: UUID, ticket_id: UUID) -> LeadOfTicket:
    where = tx.here(sponsor_id=sponsor_id, ticket_id=ticket_id)
    [found] = tx.query(LOCK_LEAD_OF_TICKET, where, into=LeadOfTicket)
    return found


def collect_again(
    tx: Transaction,
    lead_id: UUID,
    member: KnownMember,
    holder: Holder,
    *,
    sponsor_name: str,
    scanned_at: datetime,
) -> None:
    """Make a lead of one that was taken back, or that was of a former holder."""
    values = tx.here(
        id=lead_id,
        holder_key=holder.holder_key,
        member_id=member.id,
        sponsor_name=sponsor_name,
        scanned_at=scanned_at,
    )
    tx.query(COLLECT_AGAIN, values)


def insert_scan(
    tx: Transaction,
    member_id: UUID,
    scan_id: str,
    lead_id: UUID,
    *,
    is_first: bool,
    scanned_at: datetime,
) -> None:
    values = tx.here(
        id=new_id(),
        member_id=member_id,
        scan_id=scan_id,
        lead_id=lead_id,
        is_first=is_first,
        scanned_at=scanned_at,
    )
    tx.query(INSERT_SCAN, values)


def list_leads(
    tx: Transaction, sponsor_id: UUID, request: PageRequest, wanted: LeadFilter
) -> list[StoredLead]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        sponsor_id=sponsor_id,
        text=like(wanted.text) if wanted.text else None,
        plain=plain_like(wanted.text) if wanted.text else None,
        shares_email=wanted.shares_email,
        company=wanted.company_question or "",
        company_share=wanted.company_share,
        rating=wanted.rating,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST_LEADS, where, into=StoredLead)


def get_lead(tx: Transaction, sponsor_id: UUID, lead_id: UUID) -> StoredLead:
    """The sponsor's lead, or LeadNotFound."""
    where = tx.here(sponsor_id=sponsor_id, id=lead_id)
    for found in tx.query(ONE_LEAD, where, into=StoredLead):
        return found
    raise LeadNotFound


def lock_lead(tx: Transaction, sponsor_id: UUID, lead_id: UUID) -> None:
    tx.query(LOCK_LEAD, tx.here(sponsor_id=sponsor_id, id=lead_id))


def mark_lead(
    tx: Transaction, lead_id: UUID, *, rating: str | None, tags: list[str], note: str
) -> None:
    values = tx.here(id=lead_id, rating=rating, tags=as_json(tags), note=note)
    tx.query(MARK_LEAD, values)


def count_leads(tx: Transaction, sponsor_id: UUID) -> int:
    """How many leads of a sponsor have data."""
    [(count,)] = tx.query(COUNT_LEADS, tx.here(sponsor_id=sponsor_id))
    return int(count)
