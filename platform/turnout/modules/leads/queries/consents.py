"""Statements about what ticket holders agreed to, and what they took back."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.leads.types import Holder, SharedWith, StoredConsent
from turnout.modules.tickets.sql_fragments import TICKET_HOLDERS

HOLDER: Final = f"""
    SELECT h.ticket_id, h.holder_key FROM {TICKET_HOLDERS} h
    JOIN lead_consents c ON c.organization_id = h.organization_id AND c.ticket_id = h.ticket_id
        AND c.holder_key = h.holder_key AND c.is_given
    WHERE h.organization_id = %(organization_id)s AND c.organization_id = %(organization_id)s
        AND h.ticket_id = %(ticket_id)s
    FOR SHARE OF c
"""
"""Shared, so that whoever takes the consent back waits for a scan, or the scan for them."""
CONSENT: Final = f"""
    SELECT c.is_given, c.shares, c.statement_version, c.wording, c.given_at, c.withdrawn_at,
        c.holder_key = h.holder_key AS is_of_holder
    FROM lead_consents c JOIN {TICKET_HOLDERS} h
        ON h.organization_id = c.organization_id AND h.ticket_id = c.ticket_id
    WHERE c.organization_id = %(organization_id)s AND h.organization_id = %(organization_id)s
        AND c.ticket_id = %(ticket_id)s
"""
GIVE_CONSENT: Final = f"""
    INSERT INTO lead_consents (organization_id, id, event_id, ticket_id, is_given, shares,
        statement, statement_version, wording, language, holder_key, given_at)
    SELECT h.organization_id, %(id)s, h.event_id, h.ticket_id, true, %(shares)s::jsonb,
        %(statement)s, %(statement_version)s, %(wording)s, %(language)s, h.holder_key, %(now)s
    FROM {TICKET_HOLDERS} h
    WHERE h.organization_id = %(organization_id)s AND h.ticket_id = %(ticket_id)s
    ON CONFLICT (organization_id, ticket_id) DO UPDATE SET is_given = true,
        shares = EXCLUDED.shares, statement = EXCLUDED.statement,
        statement_version = EXCLUDED.statement_version, wording = EXCLUDED.wording,
        language = EXCLUDED.language, holder_key = EXCLUDED.holder_key,
        given_at = EXCLUDED.given_at, withdrawn_at = NULL, ended_by = ''
"""
END_CONSENT: Final = """
    UPDATE lead_consents SET is_given = false, withdrawn_at = %(now)s, ended_by = 'attendee'
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s AND is_given
    RETURNING true
"""
WITHDRAW_LEADS: Final = """
    UPDATE leads SET withdrawn_at = %(now)s, rating = NULL, tags = '[]', note = '',
        version = version + 1
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s
        AND withdrawn_at IS NULL
    RETURNING true
"""
BLOCK: Final = """
    UPDATE leads SET withdrawn_at = coalesce(withdrawn_at, %(now)s), rating = NULL, tags = '[]',
        note = '', is_blocked = true, version = version + 1
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s
        AND sponsor_id = %(sponsor_id)s AND NOT is_blocked
    RETURNING true
"""
OF_FORMER_HOLDER: Final = f"""
    ticket_id = ANY(%(ticket_ids)s) AND (ticket_id, holder_key) NOT IN (
        SELECT h.ticket_id, h.holder_key FROM {TICKET_HOLDERS} h
        WHERE h.organization_id = %(organization_id)s AND h.ticket_id = ANY(%(ticket_ids)s))
"""
END_FORMER_CONSENTS: Final = f"""
    UPDATE lead_consents SET is_given = false, withdrawn_at = %(now)s, ended_by = 'new_holder'
    WHERE organization_id = %(organization_id)s AND is_given AND {OF_FORMER_HOLDER}
    RETURNING ticket_id
"""
WITHDRAW_FORMER_LEADS: Final = f"""
    UPDATE leads SET withdrawn_at = %(now)s, rating = NULL, tags = '[]', note = '',
        version = version + 1
    WHERE organization_id = %(organization_id)s AND withdrawn_at IS NULL AND {OF_FORMER_HOLDER}
    RETURNING event_id, ticket_id
"""
UNBLOCK: Final = """
    UPDATE leads SET is_blocked = false, version = version + 1
    WHERE organization_id = %(organization_id)s AND ticket_id = %(ticket_id)s
        AND sponsor_id = %(sponsor_id)s AND is_blocked
"""
SHARED_WITH: Final = f"""
    SELECT l.sponsor_id, l.sponsor_name, l.scanned_at, l.withdrawn_at, l.is_blocked
    FROM leads l JOIN {TICKET_HOLDERS} h ON h.organization_id = l.organization_id
        AND h.ticket_id = l.ticket_id AND h.holder_key = l.holder_key
    WHERE l.organization_id = %(organization_id)s AND h.organization_id = %(organization_id)s
        AND l.ticket_id = %(ticket_id)s
    ORDER BY l.scanned_at DESC, l.id
"""
"""Of the present holder: who had a former one's details is not theirs to know."""
OFFERED: Final = f"""
    SELECT h.ticket_id FROM {TICKET_HOLDERS} h
    WHERE h.organization_id = %(organization_id)s AND h.ticket_id = ANY(%(ticket_ids)s)
        AND (EXISTS (SELECT FROM lead_settings s WHERE s.organization_id = %(organization_id)s
                AND s.event_id = h.event_id AND s.is_enabled)
            OR EXISTS (SELECT FROM leads l WHERE l.organization_id = %(organization_id)s
                AND l.ticket_id = h.ticket_id AND l.holder_key = h.holder_key))
"""


def lock_holder(tx: Transaction, ticket_id: UUID) -> Holder | None:
    """The holder of a ticket who agreed; nobody takes that back until the transaction ends."""
    return next(iter(tx.query(HOLDER, tx.here(ticket_id=ticket_id), into=Holder)), None)


def find_consent(tx: Transaction, ticket_id: UUID) -> StoredConsent | None:
    """What was said last for a ticket, by its present holder or by a former one."""
    found = tx.query(CONSENT, tx.here(ticket_id=ticket_id), into=StoredConsent)
    return next(iter(found), None)


def give_consent(
    tx: Transaction,
    ticket_id: UUID,
    *,
    shares: Sequence[str],
    statement: str,
    statement_version: int,
    wording: str,
    language: str,
) -> None:
    """Keep what the holder agreed to, with its words and the moment."""
    values = tx.here(
        id=new_id(),
        ticket_id=ticket_id,
        shares=as_json(list(shares)),
        statement=statement,
        statement_version=statement_version,
        wording=wording,
        language=language,
    )
    tx.query(GIVE_CONSENT, values)


def end_consent(tx: Transaction, ticket_id: UUID) -> bool:
    """Take a consent back; False when there is none."""
    return bool(tx.query(END_CONSENT, tx.here(ticket_id=ticket_id)))


def withdraw_leads(tx: Transaction, ticket_id: UUID) -> int:
    """Empty every sponsor's lead of a ticket; how many had data."""
    return len(tx.query(WITHDRAW_LEADS, tx.here(ticket_id=ticket_id)))


def block(tx: Transaction, ticket_id: UUID, sponsor_id: UUID) -> bool:
    """Empty one sponsor's lead, and refuse their scans from now on; False when it was so."""
    return bool(tx.query(BLOCK, tx.here(ticket_id=ticket_id, sponsor_id=sponsor_id)))


def unblock(tx: Transaction, ticket_id: UUID, sponsor_id: UUID) -> None:
    tx.query(UNBLOCK, tx.here(ticket_id=ticket_id, sponsor_id=sponsor_id))


def end_former_consents(tx: Transaction, ticket_ids: Sequence[UUID]) -> int:
    """End what former holders of these tickets agreed to; how many had."""
    return len(tx.query(END_FORMER_CONSENTS, tx.here(ticket_ids=list(ticket_ids))))


def withdraw_former_leads(
    tx: Transaction, ticket_ids: Sequence[UUID]
) -> Counter[tuple[UUID, UUID]]:
    """Empty the leads of former holders: how many, by event and ticket."""
    return Counter(tx.query(WITHDRAW_FORMER_LEADS, tx.here(ticket_ids=list(ticket_ids))))


def list_shared_with(tx: Transaction, ticket_id: UUID) -> list[SharedWith]:
    """The sponsors who have or had the present holder's details, the latest first."""
    return tx.query(SHARED_WITH, tx.here(ticket_id=ticket_id), into=SharedWith)


def offered_among(tx: Transaction, ticket_ids: Collection[UUID]) -> set[UUID]:
    """Those of these tickets whose holders have something to decide about sponsors."""
    return {row[0] for row in tx.query(OFFERED, tx.here(ticket_ids=list(ticket_ids)))}
