"""Every statement of calendar links and their entries."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.calendars.types import CalendarLink, ClaimedLink, LinkState, WantedEntry

ENDING: Final = LinkState.ENDING.value
CONNECT: Final = """
    INSERT INTO calendar_links (id, user_id, adapter_key, state, sealed, created_at, due_at, lease,
        tries, last_error)
    VALUES (%(id)s, %(user_id)s, %(adapter_key)s, 'connected', %(sealed)s, %(now)s, %(now)s, 0, 0,
        '')
    ON CONFLICT (user_id, adapter_key) DO UPDATE SET state = 'connected',
        sealed = excluded.sealed, due_at = excluded.due_at, leased_until = NULL,
        lease = calendar_links.lease + 1, tries = 0, last_error = ''
        WHERE calendar_links.state <> 'ending'
    RETURNING id
"""
# Another account may have been chosen: everything is written once more, which changes nothing
# where it stands already.
WRITE_ANEW: Final = "UPDATE calendar_entries SET digest = '' WHERE link_id = %(link_id)s"
LIST: Final = """
    SELECT adapter_key, state, created_at, synced_at, last_error,
        (SELECT count(*) FROM calendar_entries WHERE link_id = calendar_links.id) AS entries
    FROM calendar_links
    WHERE user_id = %(user_id)s ORDER BY created_at, id
"""
END: Final = """
    UPDATE calendar_links SET state = 'ending', due_at = %(now)s, leased_until = NULL,
        lease = lease + 1, tries = 0, last_error = ''
    WHERE user_id = %(user_id)s AND adapter_key = %(adapter_key)s AND state = 'connected'
    RETURNING id
"""
FORGET_REVOKED: Final = """
    DELETE FROM calendar_links
    WHERE user_id = %(user_id)s AND adapter_key = %(adapter_key)s AND state = 'revoked'
    RETURNING id
"""
HAS_LINKS: Final = "SELECT EXISTS (SELECT FROM calendar_links)"
MARK: Final = """
    UPDATE calendar_links SET due_at = %(now)s, tries = 0
    WHERE state = 'connected' AND (user_id = ANY(%(user_ids)s) OR id IN (
        SELECT link_id FROM calendar_entries
        WHERE event_id = %(event_id)s OR order_id = %(order_id)s))
"""
CLAIM: Final = """
    UPDATE calendar_links SET lease = lease + 1, tries = tries + 1, leased_until = %(until)s,
        due_at = %(until)s
    WHERE id IN (
        SELECT id FROM calendar_links
        WHERE due_at <= %(now)s AND (leased_until IS NULL OR leased_until <= %(now)s)
        ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)
    RETURNING id, user_id, adapter_key, state, sealed, lease, tries
"""
COUNT_DUE: Final = "SELECT count(*) FROM calendar_links WHERE due_at <= %(now)s"
# What was marked meanwhile has an earlier time than the lease's end: it stays due.
KEEP: Final = """
    UPDATE calendar_links SET leased_until = %(until)s,
        due_at = CASE WHEN due_at = leased_until THEN %(until)s ELSE due_at END
    WHERE id = %(id)s AND lease = %(lease)s RETURNING id
"""
SETTLE: Final = """
    UPDATE calendar_links SET leased_until = NULL, last_error = %(error)s,
        tries = CASE WHEN %(error)s = '' THEN 0 ELSE tries END,
        synced_at = CASE WHEN %(error)s = '' THEN %(now)s ELSE synced_at END,
        due_at = CASE WHEN due_at = leased_until THEN %(next_at)s ELSE due_at END
    WHERE id = %(id)s AND lease = %(lease)s RETURNING id
"""
SEAL: Final = """
    UPDATE calendar_links SET sealed = %(sealed)s
    WHERE id = %(id)s AND lease = %(lease)s RETURNING id
"""
REVOKE: Final = """
    UPDATE calendar_links SET state = 'revoked', sealed = NULL, due_at = NULL,
        leased_until = NULL, last_error = ''
    WHERE id = %(id)s AND lease = %(lease)s RETURNING id
"""
FORGET: Final = "DELETE FROM calendar_links WHERE id = %(id)s AND lease = %(lease)s RETURNING id"
ENTRIES: Final = "SELECT uid, digest FROM calendar_entries WHERE link_id = %(link_id)s ORDER BY uid"
PLAN: Final = """
    INSERT INTO calendar_entries (id, user_id, link_id, order_id, event_id, uid, digest)
    VALUES (%(id)s, %(user_id)s, %(link_id)s, %(order_id)s, %(event_id)s, %(uid)s, '')
    ON CONFLICT (link_id, uid) DO UPDATE SET digest = ''
"""
DONE: Final = """
    UPDATE calendar_entries SET digest = %(digest)s
    WHERE link_id = %(link_id)s AND uid = %(uid)s
"""
GONE: Final = "DELETE FROM calendar_entries WHERE link_id = %(link_id)s AND uid = %(uid)s"


def connect(tx: Transaction, user_id: UUID, adapter_key: str, *, sealed: bytes) -> bool:
    """Keep a grant, in place of a former one; False while entries of that are being removed."""
    values = {"id": new_id(), "user_id": user_id, "adapter_key": adapter_key, "sealed": sealed}
    for (link_id,) in tx.query(CONNECT, {**values, "now": tx.now}):
        tx.query(WRITE_ANEW, {"link_id": link_id})
        return True
    return False


def list_links(tx: Transaction, user_id: UUID) -> list[CalendarLink]:
    return tx.query(LIST, {"user_id": user_id}, into=CalendarLink)


def end(tx: Transaction, user_id: UUID, adapter_key: str) -> bool:
    """Have the entries removed; one without access is forgotten at once. False without a link."""
    where = {"user_id": user_id, "adapter_key": adapter_key, "now": tx.now}
    return bool(tx.query(END, where) or tx.query(FORGET_REVOKED, where))


def has_links(tx: Transaction) -> bool:
    [(found,)] = tx.query(HAS_LINKS)
    return bool(found)


def mark_due(
    tx: Transaction,
    *,
    event_id: UUID | None = None,
    order_id: UUID | None = None,
    user_ids: Collection[UUID] = (),
) -> None:
    """Have links looked at: those with entries of an event or an order, and people's."""
    where = {"event_id": event_id, "order_id": order_id, "user_ids": list(user_ids)}
    tx.query(MARK, {**where, "now": tx.now})


def claim_due(tx: Transaction, *, until: datetime, most: int) -> list[ClaimedLink]:
    """Take links that are due, so that no other worker looks after them until then."""
    return tx.query(CLAIM, {"now": tx.now, "until": until, "most": most}, into=ClaimedLink)


def count_due(tx: Transaction) -> int:
    [(found,)] = tx.query(COUNT_DUE, {"now": tx.now})
    return int(found)


def keep_lease(tx: Transaction, link: ClaimedLink, *, until: datetime) -> bool:
    """Go on looking after a link; False when somebody else does, or its person changed it."""
    return bool(tx.query(KEEP, {"id": link.id, "lease": link.lease, "until": until}))


def settle(tx: Transaction, link: ClaimedLink, *, next_at: datetime, error: str = "") -> None:
    values = {"id": link.id, "lease": link.lease, "next_at": next_at, "error": error}
    tx.query(SETTLE, {**values, "now": tx.now})


def store_grant(tx: Transaction, link: ClaimedLink, sealed: bytes) -> bool:
    return bool(tx.query(SEAL, {"id": link.id, "lease": link.lease, "sealed": sealed}))


def note_revoked(tx: Transaction, link: ClaimedLink) -> None:
    """Forget the grant. What still stands there stays noted, for whoever connects again."""
    tx.query(REVOKE, {"id": link.id, "lease": link.lease})


def forget(tx: Transaction, link: ClaimedLink) -> None:
    tx.query(FORGET, {"id": link.id, "lease": link.lease})


def list_entries(tx: Transaction, link_id: UUID) -> dict[str, str]:
    """Digest of what stands in the calendar by UID; empty: it may stand there, or not."""
    return dict(tx.query(ENTRIES, {"link_id": link_id}))


def plan_entry(tx: Transaction, link: ClaimedLink, wanted: WantedEntry) -> None:
    """Note that an entry may be there from now on, before it is told: no answer is needed."""
    values = {
        "id": new_id(),
        "user_id": link.user_id,
        "link_id": link.id,
        "order_id": wanted.order_id,
        "event_id": wanted.event_id,
        "uid": wanted.entry.uid,
    }
    tx.query(PLAN, values)


def note_written(tx: Transaction, link_id: UUID, uid: str, *, digest: str) -> None:
    tx.query(DONE, {"link_id": link_id, "uid": uid, "digest": digest})


def note_removed(tx: Transaction, link_id: UUID, uid: str) -> None:
    tx.query(GONE, {"link_id": link_id, "uid": uid})
