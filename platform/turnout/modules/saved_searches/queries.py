"""Every statement of saved searches."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.notifications.sql_fragments import PLATFORM_MAILS
from turnout.modules.saved_searches.types import DueSearch, NewSavedSearch, SavedSearch

COLUMNS: Final = """
    s.id, s.email, s.criteria, s.cadence, s.time_zone, s.locale, s.asked_at, s.confirmed_at,
    s.paused_at, r.next_at, r.told_until
"""
FROM: Final = "FROM saved_searches s LEFT JOIN saved_search_runs r ON r.id = s.id"
ONE: Final = f"SELECT {COLUMNS} {FROM} WHERE s.id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE OF s"
OF_ADDRESS: Final = f"""
    SELECT {COLUMNS} {FROM} WHERE s.email = %(email)s AND s.confirmed_at IS NOT NULL
    ORDER BY s.asked_at, s.id
"""
LOCK_ADDRESS: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(%(email)s || ' saved searches', 0))
"""
INSERT: Final = """
    INSERT INTO saved_searches (id, email, criteria, cadence, time_zone, locale, asked_at, used_at)
    VALUES (%(id)s, %(email)s, %(criteria)s::jsonb, %(cadence)s, %(time_zone)s, %(locale)s,
        %(now)s, %(now)s)
"""
SAME: Final = """
    SELECT id FROM saved_searches
    WHERE email = %(email)s AND confirmed_at IS NOT NULL AND criteria = %(criteria)s::jsonb
"""
CONFIRM: Final = "UPDATE saved_searches SET confirmed_at = %(now)s WHERE id = %(id)s"
INSERT_RUN: Final = """
    INSERT INTO saved_search_runs (id, next_at, told_until, mail_count, refusals)
    VALUES (%(id)s, %(next_at)s, %(now)s, 0, 0)
"""
UPDATE: Final = """
    UPDATE saved_searches SET cadence = %(cadence)s, time_zone = %(time_zone)s,
        paused_at = CASE WHEN %(is_paused)s THEN coalesce(paused_at, %(now)s) END, used_at = %(now)s
    WHERE id = %(id)s
"""
RESCHEDULE: Final = """
    UPDATE saved_search_runs SET next_at = %(next_at)s, told_until = %(told_until)s
    WHERE id = %(id)s
"""
DELETE: Final = "DELETE FROM saved_searches WHERE id = ANY(%(ids)s)"
DELETE_OF_ADDRESS: Final = "DELETE FROM saved_searches WHERE email = %(email)s RETURNING id"
DUE: Final = """
    SELECT id FROM saved_search_runs WHERE next_at <= %(now)s
    ORDER BY next_at, id LIMIT %(limit)s
"""
LOCK_DUE: Final = f"""
    SELECT s.id, s.email, s.criteria, s.cadence, s.time_zone, s.locale, r.next_at, r.told_until,
        r.mail_count, r.refusals, (SELECT m.is_refused FROM {PLATFORM_MAILS} m
            WHERE m.mail_id = r.last_mail_id) AS was_refused
    FROM saved_search_runs r JOIN saved_searches s ON s.id = r.id
    WHERE r.id = %(id)s AND r.next_at <= %(now)s
    FOR UPDATE OF r SKIP LOCKED
"""
PUT_OFF: Final = """
    UPDATE saved_search_runs SET next_at = %(next_at)s, told_until = %(told_until)s,
        refusals = %(refusals)s, mail_count = mail_count + %(more)s,
        last_mail_id = coalesce(%(mail_id)s, last_mail_id)
    WHERE id = %(id)s
"""
TOLD: Final = """
    SELECT t.event_id FROM saved_search_events t JOIN saved_searches s ON s.id = t.search_id
    WHERE s.email = %(email)s AND t.event_id = ANY(%(event_ids)s)
"""
INSERT_TOLD: Final = """
    INSERT INTO saved_search_events (id, search_id, event_id, told_at)
    SELECT gen_random_uuid(), %(id)s, event_id, %(now)s
    FROM unnest(%(event_ids)s::uuid[]) AS event_id
    ON CONFLICT DO NOTHING
"""
FORGET_UNCONFIRMED: Final = """
    DELETE FROM saved_searches WHERE confirmed_at IS NULL AND asked_at < %(before)s RETURNING id
"""
FORGET_UNUSED: Final = "DELETE FROM saved_searches WHERE used_at < %(before)s RETURNING id"
FORGET_TOLD: Final = "DELETE FROM saved_search_events WHERE told_at < %(before)s"


def insert_search(tx: Transaction, new: NewSavedSearch) -> UUID:
    search_id = new_id()
    said = {"email": new.email, "cadence": new.cadence, "time_zone": new.time_zone}
    criteria = as_json(new.search.as_stored())
    more = {"id": search_id, "criteria": criteria, "locale": new.locale, "now": tx.now}
    tx.query(INSERT, {**said, **more})
    return search_id


def find_search(tx: Transaction, search_id: UUID, *, lock: bool = False) -> SavedSearch | None:
    found = tx.query(LOCK if lock else ONE, {"id": search_id}, into=SavedSearch.of)
    return next(iter(found), None)


def list_of_address(tx: Transaction, email: str) -> list[SavedSearch]:
    """The confirmed ones, the oldest first."""
    return tx.query(OF_ADDRESS, {"email": email}, into=SavedSearch.of)


def lock_address(tx: Transaction, email: str) -> None:
    """Let one at a time add to the searches of an address."""
    tx.query(LOCK_ADDRESS, {"email": email})


def find_same(tx: Transaction, search: SavedSearch) -> UUID | None:
    """A confirmed search of the same address for the same."""
    where = {"email": search.email, "criteria": as_json(search.search.as_stored())}
    return next((found for (found,) in tx.query(SAME, where)), None)


def confirm_search(tx: Transaction, search_id: UUID, *, next_at: datetime) -> None:
    tx.query(CONFIRM, {"id": search_id, "now": tx.now})
    tx.query(INSERT_RUN, {"id": search_id, "next_at": next_at, "now": tx.now})


def update_search(
    tx: Transaction,
    search: SavedSearch,
    *,
    cadence: str,
    time_zone: str,
    next_at: datetime | None,
) -> None:
    """Write how its mail comes; without `next_at` it is paused.

    What is published while it is paused is not told of.
    """
    said = {"cadence": cadence, "time_zone": time_zone, "is_paused": next_at is None}
    tx.query(UPDATE, {"id": search.id, "now": tx.now, **said})
    told_until = tx.now if search.is_paused else search.told_until
    tx.query(RESCHEDULE, {"id": search.id, "next_at": next_at, "told_until": told_until})


def delete_searches(tx: Transaction, search_ids: Collection[UUID]) -> None:
    tx.query(DELETE, {"ids": list(search_ids)})


def delete_of_address(tx: Transaction, email: str) -> int:
    """All of an address, those that nobody confirmed too; how many."""
    return len(tx.query(DELETE_OF_ADDRESS, {"email": email}))


def list_due(tx: Transaction, *, limit: int) -> list[UUID]:
    return [found for (found,) in tx.query(DUE, {"now": tx.now, "limit": limit})]


def lock_due(tx: Transaction, search_id: UUID) -> DueSearch | None:
    """None where it is done or gone, or another worker has it."""
    found = tx.query(LOCK_DUE, {"id": search_id, "now": tx.now}, into=DueSearch)
    return next(iter(found), None)


def put_off(
    tx: Transaction,
    search_id: UUID,
    *,
    next_at: datetime,
    told_until: datetime,
    refusals: int,
    mail_id: UUID | None,
) -> None:
    values: dict[str, Any] = {"next_at": next_at, "told_until": told_until, "refusals": refusals}
    tx.query(PUT_OFF, {"id": search_id, "mail_id": mail_id, "more": int(bool(mail_id)), **values})


def list_told(tx: Transaction, email: str, event_ids: Sequence[UUID]) -> set[UUID]:
    """Of these events those that the address was told of by any of its searches."""
    where = {"email": email, "event_ids": list(event_ids)}
    return {found for (found,) in tx.query(TOLD, where)}


def insert_told(tx: Transaction, search_id: UUID, event_ids: Sequence[UUID]) -> None:
    tx.query(INSERT_TOLD, {"id": search_id, "event_ids": list(event_ids), "now": tx.now})


def forget_unconfirmed(tx: Transaction, *, older_than: timedelta) -> int:
    return len(tx.query(FORGET_UNCONFIRMED, {"before": tx.now - older_than}))


def forget_unused(tx: Transaction, *, older_than: timedelta) -> int:
    return len(tx.query(FORGET_UNUSED, {"before": tx.now - older_than}))


def forget_told(tx: Transaction, *, older_than: timedelta) -> None:
    tx.query(FORGET_TOLD, {"before": tx.now - older_than})
