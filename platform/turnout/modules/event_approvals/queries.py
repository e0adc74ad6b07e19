"""Statements about approvals of events."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.event_approvals.types import ApprovalRequest, EventApproval, StoredApproval

FIRST: Final = UUID(int=0)
OF_EVENT: Final = "organization_id = %(organization_id)s AND event_id = %(event_id)s"
FIND_LAST: Final = f"""
    SELECT id, event_id, state, reason, requested_at, decided_at FROM event_approvals
    WHERE {OF_EVENT} ORDER BY id DESC LIMIT 1
"""
LAST_DECISION: Final = f"""
    SELECT state FROM event_approvals WHERE {OF_EVENT}
        AND state IN ('approved', 'declined', 'held') ORDER BY id DESC LIMIT 1
"""
HAS_APPROVED: Final = """
    SELECT EXISTS (SELECT FROM event_approvals
        WHERE organization_id = %(organization_id)s AND state = 'approved')
"""
INSERT: Final = """
    INSERT INTO event_approvals (organization_id, id, event_id, event_title, state, reason,
        requested_by, requested_at, decided_by, decided_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(title)s, %(state)s, %(reason)s,
        %(requested_by)s, %(now)s, %(decided_by)s,
        CASE WHEN %(state)s = 'waiting' THEN NULL ELSE %(now)s END)
    ON CONFLICT (organization_id, event_id) WHERE state = 'waiting' DO NOTHING RETURNING id
"""
HAS_WAITING: Final = (
    f"SELECT EXISTS (SELECT FROM event_approvals WHERE {OF_EVENT} AND state = 'waiting')"
)
LOCK: Final = """
    SELECT id, event_id, state, requested_by FROM event_approvals
    WHERE organization_id = %(organization_id)s AND id = %(id)s FOR UPDATE
"""
DECIDE: Final = """
    UPDATE event_approvals SET state = %(state)s, reason = %(reason)s, decided_by = %(by)s,
        decided_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
WITHDRAW: Final = f"""
    UPDATE event_approvals SET state = 'withdrawn', decided_at = %(now)s
    WHERE {OF_EVENT} AND state = 'waiting'
"""
REQUESTS: Final = """
    SELECT id, organization_id AS tenant_id, '' AS tenant_name, event_id, event_title, state,
        reason, requested_at, decided_by, decided_at
    FROM event_approvals
"""
FIND_REQUEST: Final = f"{REQUESTS} WHERE id = %(id)s"
LIST_REQUESTS: Final = f"""{REQUESTS}
    WHERE id > %(after)s AND (%(state)s::text IS NULL OR state = %(state)s)
    ORDER BY id LIMIT %(limit)s
"""


def find_last(tx: Transaction, event_id: UUID) -> EventApproval | None:
    """How it stands with an event; None where nobody was ever asked."""
    return next(iter(tx.query(FIND_LAST, tx.here(event_id=event_id), into=EventApproval)), None)


def last_decision(tx: Transaction, event_id: UUID) -> str | None:
    """What a moderator decided last about an event."""
    return next((state for (state,) in tx.query(LAST_DECISION, tx.here(event_id=event_id))), None)


def has_approved(tx: Transaction) -> bool:
    """Whether an event of this organization was ever approved."""
    return bool(tx.query(HAS_APPROVED, tx.here())[0][0])


def has_waiting(tx: Transaction, event_id: UUID) -> bool:
    return bool(tx.query(HAS_WAITING, tx.here(event_id=event_id))[0][0])


def insert_approval(
    tx: Transaction,
    event_id: UUID,
    *,
    state: str,
    title: str,
    reason: str = "",
    requested_by: UUID | None = None,
    decided_by: UUID | None = None,
) -> UUID | None:
    """Write a request or a decision; None for a request where one waits."""
    approval_id = new_id()
    stated = {"state": state, "title": title, "reason": reason}
    people = {"requested_by": requested_by, "decided_by": decided_by}
    values = tx.here(id=approval_id, event_id=event_id, **stated, **people)
    return approval_id if tx.query(INSERT, values) else None


def lock_approval(tx: Transaction, approval_id: UUID) -> StoredApproval | None:
    return next(iter(tx.query(LOCK, tx.here(id=approval_id), into=StoredApproval)), None)


def decide(tx: Transaction, approval_id: UUID, *, state: str, reason: str, by: UUID) -> None:
    tx.query(DECIDE, tx.here(id=approval_id, state=state, reason=reason, by=by))


def withdraw(tx: Transaction, event_id: UUID) -> None:
    tx.query(WITHDRAW, tx.here(event_id=event_id))


def find_request(tx: Transaction, approval_id: UUID) -> ApprovalRequest | None:
    """A request of any organization: asked by a job of the platform."""
    return next(iter(tx.query(FIND_REQUEST, {"id": approval_id}, into=ApprovalRequest)), None)


def list_requests(
    tx: Transaction, request: PageRequest, *, state: str | None
) -> list[ApprovalRequest]:
    """The oldest first, over all organizations: asked by a job of the platform."""
    after = request.after[1] if request.after else FIRST
    values = {"after": after, "limit": request.limit + 1, "state": state}
    return tx.query(LIST_REQUESTS, values, into=ApprovalRequest)
