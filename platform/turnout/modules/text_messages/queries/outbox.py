"""Statements about texts that are written down: claimed, settled, swept, listed, forgotten."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.delivery_queue import DeliveryQueue
from turnout.modules.text_messages import rules
from turnout.modules.text_messages.errors import TextMessageNotFound
from turnout.modules.text_messages.models import TextPurpose
from turnout.modules.text_messages.rules import TextOutcome
from turnout.modules.text_messages.segments import measure
from turnout.modules.text_messages.types import ClaimedText, NewText, TextFilter, TextMessage

INSERT_MANY: Final = """
    INSERT INTO text_messages (organization_id, id, key, purpose, source_id, event_id, order_id,
        user_id, phone, language, body, segments, state, reason, attempts, queued_at, due_at,
        report)
    SELECT %(organization_id)s, m.id, m.key, m.purpose, m.source_id, m.event_id, m.order_id,
        m.user_id, m.phone, m.language, m.body, m.segments, 'queued', '', 0, %(now)s, m.due_at, ''
    FROM jsonb_to_recordset(%(texts)s::jsonb) AS m(id uuid, key text, purpose text,
        source_id uuid, event_id uuid, order_id uuid, user_id uuid, phone text, language text,
        body text, segments bigint, due_at timestamptz)
    ON CONFLICT DO NOTHING RETURNING id
"""
FREE: Final = "state IN ('queued', 'sending') AND (leased_until IS NULL OR leased_until <= %(now)s)"
WAITING_TEXTS: Final = DeliveryQueue(
    "text_messages", hand_out_again=rules.HAND_OUT_AGAIN, is_free=FREE
)
CLAIM: Final = f"""
    UPDATE text_messages SET state = 'sending', attempts = attempts + 1, leased_until = %(until)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND due_at <= %(now)s AND {FREE}
    RETURNING id, key, purpose, source_id, event_id, phone, body, attempts, queued_at,
        leased_until, order_id
"""
SETTLE: Final = """
    UPDATE text_messages SET state = %(state)s, reason = %(reason)s, leased_until = NULL,
        queued_at = CASE WHEN %(is_put_off)s THEN %(due_at)s ELSE queued_at END,
        sent_at = CASE WHEN %(is_sent)s THEN %(now)s ELSE sent_at END,
        due_at = CASE WHEN %(state)s = 'queued' THEN %(due_at)s ELSE due_at END,
        handed_out_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE handed_out_at END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND CASE WHEN %(is_sent)s THEN state <> 'sent'
            ELSE state = 'sending' AND leased_until = %(leased_until)s END
    RETURNING id
"""
"""That a text left is true whoever claimed it meanwhile; a failure counts under one's own lease."""
TAKE_BACK: Final = """
    DELETE FROM text_messages WHERE organization_id = %(organization_id)s
        AND source_id = %(source_id)s AND state = 'queued' AND attempts = 0
"""
"""What was tried stays: it may be on somebody's phone."""
COUNT_BY_CAUSE: Final = """
    SELECT source_id, CASE WHEN report = 'delivered' THEN 'delivered' WHEN report = 'failed'
        THEN 'undelivered' ELSE state END AS outcome, count(*), sum(segments)
    FROM text_messages
    WHERE organization_id = %(organization_id)s AND source_id = ANY(%(ids)s)
    GROUP BY source_id, outcome
"""
COLUMNS: Final = """
    id, purpose, phone, body, segments, event_id, order_id, state, reason, attempts, queued_at,
        due_at, sent_at, report, reported_at
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM text_messages
    WHERE organization_id = %(organization_id)s
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
        AND (%(order_id)s::uuid IS NULL OR order_id = %(order_id)s)
        AND (%(state)s::text IS NULL OR state = %(state)s)
        AND (%(event_ids)s::uuid[] IS NULL OR event_id = ANY(%(event_ids)s))
        AND (%(after)s::uuid IS NULL OR id < %(after)s)
    ORDER BY id DESC LIMIT %(limit)s
"""
ONE: Final = f"""
    SELECT {COLUMNS} FROM text_messages
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LAST_SENT: Final = """
    SELECT language, event_id, order_id FROM text_messages
    WHERE organization_id = %(organization_id)s AND phone = %(phone)s ORDER BY id DESC LIMIT 1
"""
FORGET: Final = """
    DELETE FROM text_messages WHERE (organization_id, id) IN (
        SELECT organization_id, id FROM text_messages
        WHERE queued_at < %(before)s AND state IN ('sent', 'failed', 'unknown') LIMIT %(limit)s)
    RETURNING id
"""


def insert_texts(tx: Transaction, new: Sequence[NewText], due_at: Sequence[datetime]) -> list[UUID]:
    """Write texts down in one statement, each for its moment; the ids of those that are new."""
    texts = [_values(each, at) for each, at in zip(new, due_at, strict=True)]
    return [each for (each,) in tx.query(INSERT_MANY, tx.here(texts=as_json(texts)))]


def claim_text(tx: Transaction, text_id: UUID) -> ClaimedText | None:
    """Take a due text for `rules.LEASE`; None when it is done, not due, or with another worker."""
    where = tx.here(id=text_id, until=tx.now + rules.LEASE)
    found = next(iter(tx.query(CLAIM, where, into=dict[str, Any])), None)
    if found is None:
        return None
    return ClaimedText(**found | {"purpose": TextPurpose(found["purpose"])})


def settle_text(tx: Transaction, text: ClaimedText, outcome: TextOutcome) -> bool:
    """Write down how an attempt ended; False when that is no longer this worker's to say."""
    said = {
        "state": outcome.state.value,
        "reason": outcome.reason,
        "is_sent": outcome.action is rules.Action.ACCEPT,
        "due_at": tx.now + outcome.delay,
        "is_put_off": outcome.is_put_off,
        "leased_until": text.leased_until,
    }
    return bool(tx.query(SETTLE, tx.here(id=text.id, **said)))


def take_back(tx: Transaction, source_id: UUID) -> None:
    """Drop the texts of a cause that nobody has tried; they may be written again."""
    tx.query(TAKE_BACK, tx.here(source_id=source_id))


def count_by_cause(
    tx: Transaction, source_ids: Collection[UUID]
) -> dict[UUID, tuple[Counter[str], int]]:
    """How many texts of each cause are in each state or were reported so, and their segments."""
    found = {each: (Counter[str](), 0) for each in source_ids}
    for source_id, outcome, count, segments in tx.query(
        COUNT_BY_CAUSE, tx.here(ids=list(source_ids))
    ):
        counter, total = found[source_id]
        counter[outcome] = count
        found[source_id] = counter, total + int(segments)
    return found


def list_texts(
    tx: Transaction,
    request: PageRequest,
    wanted: TextFilter,
    *,
    event_ids: Collection[UUID] | None,
) -> list[TextMessage]:
    """The newest first, one more than asked for; `event_ids` are those that may be seen."""
    where = tx.here(
        event_id=wanted.event_id,
        order_id=wanted.order_id,
        state=wanted.state,
        event_ids=None if event_ids is None else list(event_ids),
        after=request.after[1] if request.after else None,
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=TextMessage)


def get_text(tx: Transaction, text_id: UUID) -> TextMessage:
    for found in tx.query(ONE, tx.here(id=text_id), into=TextMessage):
        return found
    raise TextMessageNotFound


def find_last_sent(tx: Transaction, phone: str) -> tuple[str, UUID | None, UUID | None]:
    """Language, event and order of the last text to a number; English without one."""
    return next(iter(tx.query(LAST_SENT, tx.here(phone=phone))), ("en", None, None))


def forget_texts(tx: Transaction, *, limit: int) -> int:
    """As operator: drop old texts with their attempts and receipts; how many."""
    where = {"before": tx.now - rules.KEEP, "limit": limit}
    return len(tx.query(FORGET, where))


def _values(new: NewText, due_at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "key": rules.key_of(new.source_id, new.phone),
        "purpose": new.purpose.value,
        "source_id": new.source_id,
        "event_id": new.event_id,
        "order_id": new.order_id,
        "user_id": new.user_id,
        "phone": new.phone,
        "language": new.language,
        "body": new.body,
        "segments": measure(new.body).segments,
        "due_at": due_at,
    }
