"""Statements about settings, sponsors' stands and the links of their members."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.leads.errors import LeadMemberNotFound
from turnout.modules.leads.types import (
    KnownMember,
    LeadMember,
    LeadSponsorUpdate,
    NewLeadSettings,
    StoredLeadSettings,
    StoredLeadSponsor,
)
from turnout.modules.organizations.sql_fragments import ZONE
from turnout.modules.tickets.sql_fragments import TICKET_HOLDERS

SETTINGS: Final = """
    SELECT event_id, is_enabled, shares_email, company_question, question_keys, statement,
        days_after_event, statement_version, version
    FROM lead_settings
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SAVE_SETTINGS: Final = """
    INSERT INTO lead_settings (organization_id, id, event_id, is_enabled, shares_email,
        company_question, question_keys, statement, days_after_event, statement_version, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(is_enabled)s, %(shares_email)s,
        %(company_question)s, %(question_keys)s::jsonb, %(statement)s, %(days_after_event)s, 1, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET
        is_enabled = EXCLUDED.is_enabled, shares_email = EXCLUDED.shares_email,
        company_question = EXCLUDED.company_question, question_keys = EXCLUDED.question_keys,
        statement = EXCLUDED.statement, days_after_event = EXCLUDED.days_after_event,
        statement_version = lead_settings.statement_version + %(changed)s,
        version = lead_settings.version + 1
"""
COUNT_CONSENTS: Final = f"""
    SELECT count(*)::int FROM lead_consents c JOIN {TICKET_HOLDERS} h
        ON h.organization_id = c.organization_id AND h.ticket_id = c.ticket_id
        AND h.holder_key = c.holder_key AND h.state = 'valid'
    WHERE c.organization_id = %(organization_id)s AND h.organization_id = %(organization_id)s
        AND c.event_id = %(event_id)s AND c.is_given
"""
SPONSORS: Final = f"""
    SELECT s.sponsor_id, s.seats, s.ends_at, s.tags, s.version,
        (SELECT count(*)::int FROM lead_members m WHERE m.organization_id = s.organization_id
            AND m.sponsor_id = s.sponsor_id AND m.revoked_at IS NULL) AS members,
        n.leads, n.every - n.leads AS withdrawn
    FROM lead_sponsors s CROSS JOIN LATERAL (
        SELECT count(*)::int AS every, (count(c.id) FILTER (
            WHERE h.ticket_id IS NOT NULL AND l.withdrawn_at IS NULL))::int AS leads
        FROM leads l
        LEFT JOIN lead_consents c ON c.organization_id = l.organization_id
            AND c.ticket_id = l.ticket_id AND c.is_given AND c.holder_key = l.holder_key
        LEFT JOIN {TICKET_HOLDERS} h ON h.organization_id = %(organization_id)s
            AND h.ticket_id = l.ticket_id AND h.holder_key = l.holder_key
        WHERE l.organization_id = %(organization_id)s AND l.sponsor_id = s.sponsor_id) n
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
        AND (%(sponsor_id)s::uuid IS NULL OR s.sponsor_id = %(sponsor_id)s)
"""
LOCK_SPONSOR: Final = """
    SELECT sponsor_id, seats, ends_at, tags, version FROM lead_sponsors
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND sponsor_id = %(sponsor_id)s
    FOR NO KEY UPDATE
"""
SAVE_SPONSOR: Final = """
    INSERT INTO lead_sponsors (organization_id, id, event_id, sponsor_id, seats, ends_at, tags,
        version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(sponsor_id)s, %(seats)s, %(ends_at)s,
        %(tags)s::jsonb, 1)
    ON CONFLICT (organization_id, sponsor_id) DO UPDATE SET seats = EXCLUDED.seats,
        ends_at = EXCLUDED.ends_at, tags = EXCLUDED.tags, version = lead_sponsors.version + 1
"""
MEMBERS: Final = """
    SELECT m.id, m.sponsor_id, m.name, m.created_at, m.revoked_at,
        (SELECT max(s.scanned_at) FROM lead_scans s WHERE s.organization_id = m.organization_id
            AND s.member_id = m.id) AS last_scan_at,
        (SELECT count(*)::int FROM leads l WHERE l.organization_id = m.organization_id
            AND l.member_id = m.id) AS leads
    FROM lead_members m
    WHERE m.organization_id = %(organization_id)s AND m.event_id = %(event_id)s
        AND m.sponsor_id = %(sponsor_id)s
"""
LIST_MEMBERS: Final = f"{MEMBERS} ORDER BY m.revoked_at IS NOT NULL, m.created_at, m.id"
ONE_MEMBER: Final = f"{MEMBERS} AND m.id = %(id)s"
COUNT_MEMBERS: Final = """
    SELECT count(*)::int FROM lead_members WHERE organization_id = %(organization_id)s
        AND sponsor_id = %(sponsor_id)s AND revoked_at IS NULL
"""
INSERT_MEMBER: Final = """
    INSERT INTO lead_members (organization_id, id, event_id, sponsor_id, name, token_hash,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(sponsor_id)s, %(name)s, %(token_hash)s,
        %(now)s, %(created_by)s)
"""
REVOKE_MEMBER: Final = """
    UPDATE lead_members SET revoked_at = %(now)s, revoked_by = %(revoked_by)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND sponsor_id = %(sponsor_id)s AND id = %(id)s AND revoked_at IS NULL
    RETURNING true
"""
MEMBER_OF_TOKEN: Final = f"""
    SELECT m.id, m.event_id, m.sponsor_id, m.name, s.seats, s.ends_at, s.tags,
        coalesce(e.is_enabled, false) AS is_enabled,
        coalesce(e.days_after_event, 0) AS days_after_event, m.revoked_at,
        o.state AS organization_state
    FROM lead_members m
    JOIN lead_sponsors s ON s.organization_id = m.organization_id
        AND s.sponsor_id = m.sponsor_id
    LEFT JOIN lead_settings e ON e.organization_id = m.organization_id
        AND e.event_id = m.event_id
    CROSS JOIN ({ZONE}) o
    WHERE m.organization_id = %(organization_id)s AND m.token_hash = %(token_hash)s
"""


def get_settings(tx: Transaction, event_id: UUID) -> StoredLeadSettings:
    """What sponsors of an event may have; of which nobody chose, nothing and switched off."""
    for found in tx.query(SETTINGS, tx.here(event_id=event_id), into=StoredLeadSettings.of):
        return found
    return StoredLeadSettings(event_id=event_id)


def save_settings(
    tx: Transaction, event_id: UUID, new: NewLeadSettings, *, changes_statement: bool
) -> None:
    stated = attributes_of(new) | {"question_keys": as_json(new.question_keys)}
    values = tx.here(id=new_id(), event_id=event_id, changed=int(changes_statement), **stated)
    tx.query(SAVE_SETTINGS, values)


def count_consents(tx: Transaction, event_id: UUID) -> int:
    [(count,)] = tx.query(COUNT_CONSENTS, tx.here(event_id=event_id))
    return int(count)


def list_sponsors(tx: Transaction, event_id: UUID) -> dict[UUID, StoredLeadSponsor]:
    """The stands that were set up, by sponsor."""
    where = tx.here(event_id=event_id, sponsor_id=None)
    found = tx.query(SPONSORS, where, into=StoredLeadSponsor.of)
    return {each.sponsor_id: each for each in found}


def find_sponsor(tx: Transaction, event_id: UUID, sponsor_id: UUID) -> StoredLeadSponsor:
    """A sponsor's stand; one that nobody set up has no seats."""
    where = tx.here(event_id=event_id, sponsor_id=sponsor_id)
    for found in tx.query(SPONSORS, where, into=StoredLeadSponsor.of):
        return found
    return StoredLeadSponsor(sponsor_id=sponsor_id)


def lock_sponsor(tx: Transaction, event_id: UUID, sponsor_id: UUID) -> StoredLeadSponsor:
    """The same alone, until the end of the transaction: seats are counted by one at a time."""
    where = tx.here(event_id=event_id, sponsor_id=sponsor_id)
    for found in tx.query(LOCK_SPONSOR, where, into=StoredLeadSponsor.of):
        return found
    return StoredLeadSponsor(sponsor_id=sponsor_id)


def save_sponsor(
    tx: Transaction, event_id: UUID, sponsor_id: UUID, stated: LeadSponsorUpdate
) -> None:
    values = tx.here(
        id=new_id(),
        event_id=event_id,
        sponsor_id=sponsor_id,
        seats=stated.seats,
        ends_at=stated.ends_at,
        tags=as_json(stated.tags),
    )
    tx.query(SAVE_SPONSOR, values)


def list_members(tx: Transaction, event_id: UUID, sponsor_id: UUID) -> list[LeadMember]:
    """In the order in which they got a link, revoked ones last."""
    where = tx.here(event_id=event_id, sponsor_id=sponsor_id)
    return tx.query(LIST_MEMBERS, where, into=LeadMember)


def get_member(tx: Transaction, event_id: UUID, sponsor_id: UUID, member_id: UUID) -> LeadMember:
    """The stand member, or LeadMemberNotFound."""
    where = tx.here(event_id=event_id, sponsor_id=sponsor_id, id=member_id)
    for found in tx.query(ONE_MEMBER, where, into=LeadMember):
        return found
    raise LeadMemberNotFound


def count_members(tx: Transaction, sponsor_id: UUID) -> int:
    [(count,)] = tx.query(COUNT_MEMBERS, tx.here(sponsor_id=sponsor_id))
    return int(count)


def insert_member(
    tx: Transaction, event_id: UUID, sponsor_id: UUID, *, name: str, token_hash: bytes
) -> UUID:
    member_id = new_id()
    values = tx.here(
        id=member_id,
        event_id=event_id,
        sponsor_id=sponsor_id,
        name=name,
        token_hash=token_hash,
        created_by=str(tx.ctx.actor),
    )
    tx.query(INSERT_MEMBER, values)
    return member_id


def revoke_member(tx: Transaction, event_id: UUID, sponsor_id: UUID, member_id: UUID) -> bool:
    """End a link; False when it had ended, or is not there."""
    actor = str(tx.ctx.actor)
    where = tx.here(event_id=event_id, sponsor_id=sponsor_id, id=member_id, revoked_by=actor)
    return bool(tx.query(REVOKE_MEMBER, where))


def member_of_token(tx: Transaction, token_hash: bytes) -> KnownMember | None:
    where = tx.here(token_hash=token_hash)
    return next(iter(tx.query(MEMBER_OF_TOKEN, where, into=KnownMember.of)), None)
