"""Every statement of certificates of attendance."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.attendance_certificates.errors import AttendanceCertificateNotFound
from turnout.modules.attendance_certificates.types import (
    AttendanceCertificate,
    AttendedDays,
    CertificateFigures,
    CertificateSettings,
    NewCertificateSettings,
)
from turnout.modules.checkin.sql_fragments import ADMISSIONS, SESSIONS_OF_LISTS
from turnout.modules.events.sql_fragments import ENDED_EVENTS
from turnout.modules.participation.sql_fragments import SESSIONS_OF_TICKETS
from turnout.modules.tickets.sql_fragments import TICKETS
from turnout.search_words.texts import name_has, plain_like

SETTINGS: Final = """
    SELECT event_id, is_enabled, title, text, credit, signatory_name, signatory_role,
        lists_sessions, required_days, notifies_attendees, version
    FROM certificate_settings
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SAVE_SETTINGS: Final = """
    INSERT INTO certificate_settings (organization_id, id, event_id, is_enabled, title, text,
        credit, signatory_name, signatory_role, lists_sessions, required_days,
        notifies_attendees, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(is_enabled)s, %(title)s, %(text)s,
        %(credit)s, %(signatory_name)s, %(signatory_role)s, %(lists_sessions)s,
        %(required_days)s, %(notifies_attendees)s, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET
        is_enabled = EXCLUDED.is_enabled, title = EXCLUDED.title, text = EXCLUDED.text,
        credit = EXCLUDED.credit, signatory_name = EXCLUDED.signatory_name,
        signatory_role = EXCLUDED.signatory_role, lists_sessions = EXCLUDED.lists_sessions,
        required_days = EXCLUDED.required_days,
        notifies_attendees = EXCLUDED.notifies_attendees, version = certificate_settings.version + 1
"""
CAME: Final = f"""
    SELECT a.organization_id, a.event_id, a.ticket_id,
        count(DISTINCT (a.admitted_at AT TIME ZONE %(time_zone)s)::date)::int AS days
    FROM {ADMISSIONS} a
    JOIN {TICKETS} t ON t.organization_id = a.organization_id AND t.ticket_id = a.ticket_id
        AND t.event_id = a.event_id AND t.state = 'valid'
    WHERE a.organization_id = %(organization_id)s AND t.organization_id = %(organization_id)s
        AND a.event_id = %(event_id)s AND a.undone_at IS NULL
        AND (%(ticket_ids)s::uuid[] IS NULL OR a.ticket_id = ANY(%(ticket_ids)s::uuid[]))
    GROUP BY a.organization_id, a.event_id, a.ticket_id
"""
"""On how many days, by the clocks of the event, valid tickets came in."""
WITH_CERTIFICATE: Final = f"""
    SELECT came.ticket_id FROM ({CAME}) came
    JOIN certificate_settings s ON s.organization_id = came.organization_id
        AND s.event_id = came.event_id AND s.is_enabled AND came.days >= s.required_days
    WHERE s.organization_id = %(organization_id)s AND NOT EXISTS (
        SELECT FROM attendance_certificates c WHERE c.organization_id = %(organization_id)s
            AND c.ticket_id = came.ticket_id AND c.state = 'revoked')
"""
TO_NOTIFY: Final = f"""
    SELECT s.organization_id, s.event_id FROM certificate_settings s
    JOIN {ENDED_EVENTS} e ON e.organization_id = s.organization_id AND e.event_id = s.event_id
    WHERE s.is_enabled AND s.notifies_attendees AND e.ends_at > %(since)s
    ORDER BY e.ends_at
"""
INSERT_NOTICES: Final = f"""
    INSERT INTO certificate_notices (organization_id, id, event_id, ticket_id, notified_at)
    SELECT %(organization_id)s, (%(ids)s::uuid[])[ready.place], %(event_id)s, ready.ticket_id,
        %(now)s
    FROM (SELECT w.ticket_id, row_number() OVER (ORDER BY w.ticket_id) AS place
        FROM ({WITH_CERTIFICATE}) w
        JOIN {TICKETS} t ON t.organization_id = %(organization_id)s AND t.ticket_id = w.ticket_id
            AND t.holder_email <> '' AND t.holder_name <> ''
        WHERE NOT EXISTS (SELECT FROM certificate_notices n
            WHERE n.organization_id = %(organization_id)s AND n.ticket_id = w.ticket_id)
        ORDER BY w.ticket_id LIMIT %(limit)s) ready
    ON CONFLICT (organization_id, ticket_id) DO NOTHING
    RETURNING ticket_id
"""
ATTENDED: Final = f"""
    SELECT a.ticket_id,
        count(DISTINCT (a.admitted_at AT TIME ZONE %(time_zone)s)::date)::int AS days,
        coalesce(array_agg(DISTINCT s.session_id) FILTER (
            WHERE s.is_only OR g.ticket_id IS NOT NULL), '{{}}') AS session_ids
    FROM {ADMISSIONS} a
    LEFT JOIN {SESSIONS_OF_LISTS} s
        ON s.organization_id = a.organization_id AND s.list_id = a.list_id
    LEFT JOIN {SESSIONS_OF_TICKETS} g ON g.organization_id = a.organization_id
        AND g.ticket_id = a.ticket_id AND g.session_id = s.session_id
    WHERE a.organization_id = %(organization_id)s AND a.ticket_id = %(ticket_id)s
        AND a.event_id = %(event_id)s AND a.undone_at IS NULL
    GROUP BY a.ticket_id
"""
"""Who came by a list of several sessions attended those that they are registered for."""
FIGURES: Final = f"""
    SELECT (SELECT count(*)::int FROM ({CAME}) came WHERE came.days >= %(required_days)s)
            AS eligible,
        (count(*) FILTER (WHERE state = 'valid'))::int AS issued,
        (count(*) FILTER (WHERE state = 'revoked'))::int AS revoked
    FROM attendance_certificates
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
FOUND: Final = """
    SELECT id, event_id, ticket_id, code, holder_name, state, issued_at, issued_by, revoked_at,
        revoke_reason
    FROM attendance_certificates WHERE organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {FOUND} AND event_id = %(event_id)s
        AND (%(state)s::text IS NULL OR state = %(state)s)
        AND (%(like)s::text IS NULL OR code = %(code)s OR {name_has("holder_name")})
        AND (%(after_at)s::timestamptz IS NULL
            OR (issued_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY issued_at DESC, id DESC LIMIT %(limit)s
"""
ONE: Final = f"{FOUND} AND event_id = %(event_id)s AND id = %(id)s"
BY_CODE: Final = f"{FOUND} AND code = %(code)s AND holder_name <> ''"
"""A certificate whose person was erased proves nothing any more."""
OF_TICKET: Final = f"{FOUND} AND ticket_id = %(ticket_id)s AND state <> 'replaced'"
LOCK_TICKET: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(
        %(organization_id)s::text || %(ticket_id)s::text || 'certificate', 0))
"""
"""Let one at a time issue or revoke the certificate of a ticket."""
INSERT: Final = """
    INSERT INTO attendance_certificates (organization_id, id, event_id, ticket_id, code,
        holder_name, state, issued_at, issued_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_id)s, %(code)s, %(holder_name)s,
        'valid', %(now)s, %(issued_by)s)
    RETURNING id, event_id, ticket_id, code, holder_name, state, issued_at, issued_by, revoked_at,
        revoke_reason
"""
SET_STATE: Final = """
    UPDATE attendance_certificates SET state = %(state)s, revoke_reason = %(reason)s,
        revoked_at = CASE WHEN %(state)s = 'revoked' THEN %(now)s::timestamptz END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def get_settings(tx: Transaction, event_id: UUID) -> CertificateSettings:
    """What an event's certificates say; of which nobody chose, nothing and not offered."""
    for found in tx.query(SETTINGS, tx.here(event_id=event_id), into=CertificateSettings):
        return found
    return CertificateSettings(event_id=event_id)


def save_settings(tx: Transaction, event_id: UUID, new: NewCertificateSettings) -> None:
    tx.query(SAVE_SETTINGS, tx.here(id=new_id(), event_id=event_id, **attributes_of(new)))


def tickets_with_certificate(
    tx: Transaction, event_id: UUID, ticket_ids: Collection[UUID], *, time_zone: str
) -> set[UUID]:
    """Those of these tickets whose holders can download one now."""
    where = tx.here(event_id=event_id, ticket_ids=list(ticket_ids), time_zone=time_zone)
    return {row[0] for row in tx.query(WITH_CERTIFICATE, where)}


def list_events_to_notify(tx: Transaction, *, since: datetime) -> list[tuple[UUID, UUID]]:
    """As operator: organization and event of those that ended since, and tell attendees."""
    return tx.query(TO_NOTIFY, {"now": tx.now, "since": since})


def insert_notices(tx: Transaction, event_id: UUID, *, time_zone: str, limit: int) -> list[UUID]:
    """Write down of some tickets that their holders are told; of a ticket that succeeds once."""
    values = tx.here(
        event_id=event_id,
        ticket_ids=None,
        time_zone=time_zone,
        limit=limit,
        ids=[new_id() for _ in range(limit)],
    )
    return [ticket_id for (ticket_id,) in tx.query(INSERT_NOTICES, values)]


def attended(tx: Transaction, event_id: UUID, ticket_id: UUID, *, time_zone: str) -> AttendedDays:
    """When a ticket came in; on no day, if nobody did."""
    where = tx.here(event_id=event_id, ticket_id=ticket_id, time_zone=time_zone)
    for found in tx.query(ATTENDED, where, into=AttendedDays):
        return found
    return AttendedDays(ticket_id=ticket_id, days=0, session_ids=())


def count_certificates(
    tx: Transaction, event_id: UUID, *, time_zone: str, required_days: int
) -> CertificateFigures:
    where = tx.here(
        event_id=event_id, ticket_ids=None, time_zone=time_zone, required_days=required_days
    )
    [found] = tx.query(FIGURES, where, into=CertificateFigures)
    return found


def list_certificates(
    tx: Transaction,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None,
    text: str | None,
    code: str | None,
) -> list[AttendanceCertificate]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        state=state,
        like=text and like(text),
        plain=text and plain_like(text),
        code=code,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=AttendanceCertificate)


def get_certificate(tx: Transaction, event_id: UUID, certificate_id: UUID) -> AttendanceCertificate:
    """The certificate, or AttendanceCertificateNotFound."""
    where = tx.here(event_id=event_id, id=certificate_id)
    for found in tx.query(ONE, where, into=AttendanceCertificate):
        return found
    raise AttendanceCertificateNotFound


def find_by_code(tx: Transaction, code: str) -> AttendanceCertificate | None:
    return next(iter(tx.query(BY_CODE, tx.here(code=code), into=AttendanceCertificate)), None)


def find_of_ticket(tx: Transaction, ticket_id: UUID) -> AttendanceCertificate | None:
    """The one that a ticket has now, valid or revoked."""
    where = tx.here(ticket_id=ticket_id)
    return next(iter(tx.query(OF_TICKET, where, into=AttendanceCertificate)), None)


def lock_ticket(tx: Transaction, ticket_id: UUID) -> None:
    tx.query(LOCK_TICKET, tx.here(ticket_id=ticket_id))


def insert_certificate(
    tx: Transaction, event_id: UUID, ticket_id: UUID, *, code: str, holder_name: str
) -> AttendanceCertificate:
    values = tx.here(
        id=new_id(),
        event_id=event_id,
        ticket_id=ticket_id,
        code=code,
        holder_name=holder_name,
        issued_by=str(tx.ctx.actor),
    )
    [found] = tx.query(INSERT, values, into=AttendanceCertificate)
    return found


def set_state(tx: Transaction, certificate_id: UUID, state: str, *, reason: str = "") -> None:
    tx.query(SET_STATE, tx.here(id=certificate_id, state=state, reason=reason))
