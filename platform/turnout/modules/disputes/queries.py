"""Every statement of the dispute desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.disputes.types import (
    Content,
    EvidenceDraft,
    ResponseKind,
    ResponseState,
    StoredDispute,
    StoredResponse,
)
from turnout.modules.payments.api import Dispute

PUT: Final = """
    INSERT INTO disputes (organization_id, id, payment_id, state, respond_by)
    VALUES (%(organization_id)s, %(id)s, %(payment_id)s, %(state)s, %(respond_by)s)
    ON CONFLICT (organization_id, id) DO UPDATE
    SET state = excluded.state, respond_by = coalesce(excluded.respond_by, disputes.respond_by)
    WHERE (disputes.state, disputes.respond_by)
        IS DISTINCT FROM
        (excluded.state, coalesce(excluded.respond_by, disputes.respond_by))
"""
GET: Final = """
    SELECT id, payment_id, version, text, topics, chosen_files FROM disputes
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK: Final = f"{GET} FOR UPDATE"
MARK_ALERTED: Final = """
    UPDATE disputes SET alerted_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND alerted_at IS NULL
    RETURNING id
"""
MARK_REMINDED: Final = """
    UPDATE disputes SET reminded_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND reminded_at IS NULL
    RETURNING id
"""
DUE_REMINDERS: Final = """
    SELECT d.organization_id, d.id FROM disputes d
    WHERE d.state = 'open' AND d.reminded_at IS NULL
        AND d.respond_by > %(now)s AND d.respond_by <= %(before)s
        AND NOT EXISTS (SELECT FROM dispute_responses r
            WHERE r.organization_id = d.organization_id AND r.dispute_id = d.id
                AND r.state <> 'refused')
    ORDER BY d.respond_by LIMIT %(limit)s
"""
SAVE: Final = """
    UPDATE disputes SET text = %(text)s, topics = %(topics)s::jsonb,
        chosen_files = %(chosen)s::jsonb, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
RESPONSE: Final = """
    SELECT id, dispute_id, kind, key, content, state, standing, error, attempts, is_unclear,
        asked_at, asked_by, sent_at, due_at, finished_at
    FROM dispute_responses WHERE organization_id = %(organization_id)s
"""
RESPONSES: Final = f"{RESPONSE} AND dispute_id = %(dispute_id)s ORDER BY asked_at DESC, id DESC"
LOCK_RESPONSE: Final = f"{RESPONSE} AND id = %(id)s FOR UPDATE"
INSERT_RESPONSE: Final = """
    INSERT INTO dispute_responses (organization_id, id, dispute_id, kind, key, content, state,
        asked_at, asked_by, due_at)
    VALUES (%(organization_id)s, %(id)s, %(dispute_id)s, %(kind)s, %(key)s, %(content)s::jsonb,
        'planned', %(now)s, %(asked_by)s, %(now)s)
"""
LEASE: Final = """
    UPDATE dispute_responses SET state = 'sending', attempts = attempts + 1,
        sent_at = coalesce(sent_at, %(now)s), due_at = %(due_at)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
POSTPONE: Final = """
    UPDATE dispute_responses SET state = %(state)s, error = %(error)s, due_at = %(due_at)s,
        is_unclear = %(is_unclear)s,
        sent_at = CASE WHEN %(is_unclear)s THEN sent_at END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FINISH: Final = """
    UPDATE dispute_responses SET state = %(state)s, standing = %(standing)s, error = %(error)s,
        due_at = NULL, finished_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DUE_RESPONSES: Final = """
    SELECT organization_id, id FROM dispute_responses
    WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s
"""


def put_dispute(tx: Transaction, dispute: Dispute) -> None:
    """Write what the provider tells of a dispute; the draft stays."""
    values = {
        "id": dispute.id,
        "payment_id": dispute.payment_id,
        "state": dispute.state,
        "respond_by": dispute.respond_by,
    }
    tx.query(PUT, tx.here(**values))


def find_dispute(tx: Transaction, dispute_id: UUID) -> StoredDispute | None:
    return next(iter(tx.query(GET, tx.here(id=dispute_id), into=StoredDispute.of)), None)


def lock_dispute(tx: Transaction, dispute_id: UUID) -> StoredDispute:
    """The dispute FOR UPDATE; the caller has put it."""
    [found] = tx.query(LOCK, tx.here(id=dispute_id), into=StoredDispute.of)
    return found


def mark_alerted(tx: Transaction, dispute_id: UUID) -> bool:
    """Note that members are told; False where they were before."""
    return bool(tx.query(MARK_ALERTED, tx.here(id=dispute_id)))


def mark_reminded(tx: Transaction, dispute_id: UUID) -> bool:
    return bool(tx.query(MARK_REMINDED, tx.here(id=dispute_id)))


def list_due_reminders(
    tx: Transaction, *, before: datetime, limit: int
) -> Sequence[tuple[UUID, UUID]]:
    """(organization, dispute) whose time is nearly over and that nobody answered."""
    values = {"now": tx.now, "before": before, "limit": limit}
    return [tuple(row) for row in tx.query(DUE_REMINDERS, values)]


def save_draft(tx: Transaction, dispute_id: UUID, draft: EvidenceDraft) -> None:
    chosen = as_json(msgspec.to_builtins(draft.files))
    values = {"text": draft.text, "topics": as_json(draft.topics), "chosen": chosen}
    tx.query(SAVE, tx.here(id=dispute_id, **values))


def list_responses(tx: Transaction, dispute_id: UUID) -> list[StoredResponse]:
    """What was sent, the newest first."""
    return tx.query(RESPONSES, tx.here(dispute_id=dispute_id), into=StoredResponse.of)


def lock_response(tx: Transaction, response_id: UUID) -> StoredResponse | None:
    found = tx.query(LOCK_RESPONSE, tx.here(id=response_id), into=StoredResponse.of)
    return next(iter(found), None)


def insert_response(
    tx: Transaction, dispute_id: UUID, *, kind: ResponseKind, content: Content
) -> UUID:
    """Write an answer that is to be sent, with the key that every attempt carries; its id."""
    response_id = new_id()
    values: dict[str, Any] = {
        "id": response_id,
        "dispute_id": dispute_id,
        "kind": kind.value,
        "key": f"dispute-{response_id}",
        "content": as_json(msgspec.to_builtins(content)),
        "asked_by": str(tx.ctx.actor),
    }
    tx.query(INSERT_RESPONSE, tx.here(**values))
    return response_id


def lease_response(tx: Transaction, response_id: UUID, *, until: datetime) -> None:
    tx.query(LEASE, tx.here(id=response_id, due_at=until))


def postpone_response(
    tx: Transaction, response_id: UUID, *, until: datetime, error: str, is_unclear: bool
) -> None:
    """Have it tried again later; `is_unclear`: an attempt may have arrived."""
    state = ResponseState.SENDING if is_unclear else ResponseState.PLANNED
    values = {"state": state.value, "error": error, "is_unclear": is_unclear}
    tx.query(POSTPONE, tx.here(id=response_id, due_at=until, **values))


def finish_response(
    tx: Transaction,
    response_id: UUID,
    state: ResponseState,
    *,
    standing: str | None = None,
    error: str = "",
) -> None:
    values = {"state": state.value, "standing": standing, "error": error}
    tx.query(FINISH, tx.here(id=response_id, **values))


def list_due_responses(tx: Transaction, *, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """(organization, response) that wait to be sent, or sent again."""
    found = tx.query(DUE_RESPONSES, {"now": tx.now, "limit": limit})
    return [tuple(row) for row in found]
