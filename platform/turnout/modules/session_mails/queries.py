"""Every statement about the entries of sessions that mails carried."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.programme.api import SessionAppointment
from turnout.modules.session_mails.types import DueEntry, SessionMailEntry

VERIFIED_AFTER: Final = timedelta(minutes=2)
"""Whether an entry is still its reader's is looked at so long after anything happened to it."""
# What is said anew has a higher SEQUENCE; what is said again is the same message.
TELL: Final = """
    INSERT INTO session_mail_entries AS kept (organization_id, id, event_id, session_id, email,
        locale, uid, sequence, is_cancelled, title, starts_at, ends_at, location, changed_at,
        due_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, %(email)s, %(locale)s,
        %(uid)s, %(sequence)s, %(is_cancelled)s, %(title)s, %(starts_at)s, %(ends_at)s,
        %(location)s, %(now)s, %(due_at)s)
    ON CONFLICT (organization_id, event_id, email, uid) DO UPDATE
        SET session_id = excluded.session_id, locale = excluded.locale,
        sequence = greatest(kept.sequence + 1, excluded.sequence),
        is_cancelled = excluded.is_cancelled, title = excluded.title,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, location = excluded.location,
        changed_at = excluded.changed_at, due_at = excluded.due_at
    WHERE (kept.session_id, kept.is_cancelled, kept.title, kept.starts_at, kept.ends_at,
            kept.location)
        IS DISTINCT FROM (excluded.session_id, excluded.is_cancelled, excluded.title,
            excluded.starts_at, excluded.ends_at, excluded.location)
"""
CANCEL: Final = """
    UPDATE session_mail_entries SET is_cancelled = true, sequence = sequence + 1,
        changed_at = %(now)s, due_at = NULL
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND email = %(email)s
        AND session_id = ANY(%(session_ids)s) AND NOT is_cancelled
"""
LIST: Final = """
    SELECT session_id, uid, sequence, is_cancelled, title, starts_at, ends_at, location, changed_at
    FROM session_mail_entries
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND email = %(email)s
        AND session_id = ANY(%(session_ids)s)
    ORDER BY starts_at, uid
"""
MARK: Final = """
    UPDATE session_mail_entries SET due_at = %(due_at)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND (%(session_ids)s::uuid[] IS NULL OR session_id = ANY(%(session_ids)s))
        AND NOT is_cancelled
"""
CLAIM: Final = """
    UPDATE session_mail_entries SET due_at = NULL
    WHERE organization_id = %(organization_id)s AND id IN (
        SELECT id FROM session_mail_entries
        WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
            AND due_at <= %(now)s
        ORDER BY due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
    RETURNING session_id, email, locale
"""
DUE: Final = """
    SELECT DISTINCT organization_id, event_id FROM session_mail_entries
    WHERE due_at <= %(now)s LIMIT %(limit)s
"""


def tell(
    tx: Transaction, email: str, locale: str, appointments: Collection[SessionAppointment]
) -> None:
    """Note what an address is told of sessions."""
    for each in appointments:
        values = {
            "id": new_id(), "event_id": each.event_id, "session_id": each.session_id,
            "email": email.lower(), "locale": locale, "uid": each.uid, "sequence": each.sequence,
            "is_cancelled": each.is_cancelled, "title": each.title, "starts_at": each.starts_at,
            "ends_at": each.ends_at, "location": each.room,
            "due_at": None if each.is_cancelled else tx.now + VERIFIED_AFTER,
        }  # fmt: skip
        tx.query(TELL, tx.here(**values))


def cancel(tx: Transaction, event_id: UUID, email: str, *, session_ids: Collection[UUID]) -> None:
    """Note that entries of an address are taken back."""
    where = {"event_id": event_id, "email": email.lower(), "session_ids": list(session_ids)}
    tx.query(CANCEL, tx.here(**where))


def list_entries(
    tx: Transaction, event_id: UUID, email: str, *, session_ids: Collection[UUID]
) -> list[SessionMailEntry]:
    """What an address was last told of these sessions, in order of time."""
    where = {"event_id": event_id, "email": email.lower(), "session_ids": list(session_ids)}
    return tx.query(LIST, tx.here(**where), into=SessionMailEntry)


def mark_due(
    tx: Transaction, event_id: UUID, *, session_ids: Collection[UUID] | None = None
) -> None:
    """Have entries of an event looked at in a while, or those of some of its sessions."""
    chosen = None if session_ids is None else list(session_ids)
    due_at = tx.now + VERIFIED_AFTER
    tx.query(MARK, tx.here(event_id=event_id, session_ids=chosen, due_at=due_at))


def claim_due(tx: Transaction, event_id: UUID, *, limit: int) -> list[DueEntry]:
    return tx.query(CLAIM, tx.here(event_id=event_id, limit=limit), into=DueEntry)


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) of entries that are to be looked at; asked by the job."""
    return list(tx.query(DUE, {"now": tx.now, "limit": limit}))
