"""Every statement of chat messages."""

from collections import Counter
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.delivery_queue import DeliveryQueue
from turnout.modules.chat_messages import rules
from turnout.modules.chat_messages.rules import ChatOutcome
from turnout.modules.chat_messages.types import ClaimedChatMessage, NewChatMessage

WAITING_CHATS: Final = DeliveryQueue("chat_messages", hand_out_again=rules.HAND_OUT_AGAIN)
RAISE: Final = """
    UPDATE chat_messages SET count = count + 1
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND kind = %(kind)s AND path = %(path)s AND state = 'queued' AND source_id <> %(source_id)s
    RETURNING id
"""
INSERT: Final = """
    INSERT INTO chat_messages (organization_id, id, connection_id, kind, source_id, event_id,
        title, body, path, count, state, reason, attempts, queued_at, due_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(kind)s, %(source_id)s,
        %(event_id)s, %(title)s, %(body)s, %(path)s, 1, 'queued', '', 0, %(now)s, %(now)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
CLAIM: Final = """
    UPDATE chat_messages SET state = 'sending', attempts = attempts + 1, leased_until = %(until)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'queued'
        AND due_at <= %(now)s
    RETURNING id, connection_id, title, body, path, count, attempts, queued_at
"""
SETTLE: Final = """
    UPDATE chat_messages SET state = %(state)s, reason = %(reason)s, leased_until = NULL,
        due_at = CASE WHEN %(state)s = 'queued' THEN %(due_at)s ELSE due_at END,
        handed_out_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE handed_out_at END,
        ended_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE %(now)s END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND (state = 'sending' OR (state = 'unknown' AND %(state)s = 'sent'))
"""
"""That the channel took it stays true, though the worker was given up meanwhile."""
TAKE_BACK: Final = """
    DELETE FROM chat_messages WHERE organization_id = %(organization_id)s AND kind = %(kind)s
        AND source_id = %(source_id)s AND state = 'queued'
"""
COUNT_BY_SOURCE: Final = """
    SELECT source_id, state, count(*) FROM chat_messages
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
        AND source_id = ANY(%(source_ids)s)
    GROUP BY source_id, state
"""
FORGET: Final = """
    DELETE FROM chat_messages WHERE queued_at < %(before)s
        AND state IN ('sent', 'failed', 'unknown')
"""


def queue(tx: Transaction, new: NewChatMessage) -> UUID | None:
    """Write a message down, unless one that waits counts it or the channel knows its source."""
    said: dict[str, Any] = {
        "connection_id": new.connection_id,
        "kind": new.kind,
        "source_id": new.source_id,
        "event_id": new.event_id,
        "title": new.title,
        "body": new.body,
        "path": new.path,
    }
    if new.is_gathered and tx.query(RAISE, tx.here(**said)):
        return None
    made = tx.query(INSERT, tx.here(id=new_id(), **said))
    return made[0][0] if made else None


def claim(tx: Transaction, message_id: UUID) -> ClaimedChatMessage | None:
    """Take a due message for `rules.LEASE`; None when it is done, not due, or with another."""
    where = tx.here(id=message_id, until=tx.now + rules.LEASE)
    return next(iter(tx.query(CLAIM, where, into=ClaimedChatMessage)), None)


def settle(tx: Transaction, message_id: UUID, outcome: ChatOutcome) -> None:
    """Write down how an attempt ended."""
    said = {
        "state": outcome.state.value,
        "reason": outcome.reason,
        "due_at": tx.now + outcome.delay,
    }
    tx.query(SETTLE, tx.here(id=message_id, **said))


def take_back(tx: Transaction, kind: str, source_id: UUID) -> None:
    """Drop what waits of a source."""
    tx.query(TAKE_BACK, tx.here(kind=kind, source_id=source_id))


def count_by_source(
    tx: Transaction, kind: str, source_ids: Collection[UUID]
) -> dict[UUID, Counter[str]]:
    """Messages of each source by their state."""
    counted: dict[UUID, Counter[str]] = {}
    for source_id, state, count in tx.query(
        COUNT_BY_SOURCE, tx.here(kind=kind, source_ids=list(source_ids))
    ):
        counted.setdefault(source_id, Counter())[state] = count
    return counted


def forget(tx: Transaction) -> None:
    """As operator: drop what ended long ago."""
    tx.query(FORGET, {"before": tx.now - rules.KEEP})
