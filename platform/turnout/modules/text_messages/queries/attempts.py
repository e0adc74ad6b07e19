"""Statements about attempts to hand texts over, and about what providers told of them."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.text_messages import rules
from turnout.modules.text_messages.models import TextAttemptState
from turnout.modules.text_messages.types import (
    ClaimedText,
    PastAttempt,
    TextAttempt,
    TextReceipt,
)
from turnout_sdk.sms import IncomingText, Receipt, Wish

LAST: Final = """
    SELECT id, connection_id, state, started_at FROM text_attempts
    WHERE organization_id = %(organization_id)s AND text_id = %(text_id)s
    ORDER BY (state = 'accepted') DESC, id DESC LIMIT 1
"""
"""An attempt that was accepted says more than a later one."""
START: Final = """
    INSERT INTO text_attempts (organization_id, id, text_id, connection_id, state, reason,
        provider_ref, started_at)
    SELECT %(organization_id)s, %(id)s, t.id, %(connection_id)s, 'started', '', '', %(now)s
    FROM text_messages t
    WHERE t.organization_id = %(organization_id)s AND t.id = %(text_id)s
        AND t.state = 'sending' AND t.leased_until = %(leased_until)s AND t.leased_until > %(now)s
    RETURNING id
"""
"""Nobody begins an attempt whose lease is another worker's by now."""
END: Final = """
    UPDATE text_attempts SET state = %(state)s, reason = %(reason)s, ended_at = %(now)s,
        provider_ref = CASE WHEN %(provider_ref)s = '' THEN provider_ref ELSE %(provider_ref)s END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND (state <> 'accepted' OR %(state)s = 'accepted')
"""
ABOUT: Final = """
    SELECT a.id, a.text_id, t.phone FROM text_attempts a
    JOIN text_messages t ON t.organization_id = a.organization_id AND t.id = a.text_id
    WHERE a.organization_id = %(organization_id)s AND a.connection_id = %(connection_id)s
        AND ((%(provider_ref)s <> '' AND a.provider_ref = %(provider_ref)s)
            OR (t.key = %(key)s AND a.state <> 'refused'))
    ORDER BY (a.provider_ref = %(provider_ref)s) DESC, a.id DESC LIMIT 1 FOR UPDATE OF t
"""
INSERT_RECEIPT: Final = """
    INSERT INTO text_receipts (organization_id, id, text_id, connection_id, provider_ref, state,
        code, occurred_at)
    VALUES (%(organization_id)s, %(id)s, %(text_id)s, %(connection_id)s, %(provider_ref)s,
        %(state)s, %(code)s, %(occurred_at)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
TAKE_RECEIPT: Final = """
    UPDATE text_messages SET
        sent_at = CASE WHEN state = 'sent' THEN sent_at ELSE %(now)s END,
        reason = CASE WHEN state = 'sent' THEN reason ELSE '' END,
        state = 'sent', leased_until = NULL,
        reported_at = CASE WHEN report = %(report)s THEN reported_at ELSE %(occurred_at)s END,
        report = %(report)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REPORT_OF: Final = """
    SELECT report FROM text_messages WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ATTEMPTS: Final = """
    SELECT connection_id, state, reason, started_at, ended_at FROM text_attempts
    WHERE organization_id = %(organization_id)s AND text_id = %(text_id)s ORDER BY id
"""
RECEIPTS: Final = """
    SELECT state, code, occurred_at FROM text_receipts
    WHERE organization_id = %(organization_id)s AND text_id = %(text_id)s
    ORDER BY occurred_at, id
"""
INSERT_REPLY: Final = """
    INSERT INTO text_replies (organization_id, id, connection_id, provider_ref, wish, received_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(provider_ref)s, %(wish)s,
        %(received_at)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
FORGET_REPLIES: Final = """
    DELETE FROM text_replies WHERE (organization_id, id) IN (
        SELECT organization_id, id FROM text_replies WHERE received_at < %(before)s
        LIMIT %(limit)s)
    RETURNING id
"""


def find_last_attempt(tx: Transaction, text_id: UUID) -> PastAttempt | None:
    """The attempt that was accepted, else the latest; None for a text that was never tried."""
    return next(iter(tx.query(LAST, tx.here(text_id=text_id), into=PastAttempt)), None)


def start_attempt(tx: Transaction, text: ClaimedText, connection_id: UUID) -> UUID | None:
    """Write an attempt down before it is made; None where the text is another worker's by now."""
    said = {"text_id": text.id, "leased_until": text.leased_until, "connection_id": connection_id}
    return next((each for (each,) in tx.query(START, tx.here(id=new_id(), **said))), None)


def end_attempt(
    tx: Transaction,
    attempt_id: UUID,
    state: TextAttemptState,
    *,
    reason: str = "",
    provider_ref: str = "",
) -> None:
    """Write down how an attempt ended; that it was accepted stays true."""
    said = {"state": state.value, "reason": reason, "provider_ref": provider_ref}
    tx.query(END, tx.here(id=attempt_id, **said))


def lock_attempt(
    tx: Transaction, connection_id: UUID, receipt: Receipt
) -> tuple[UUID, UUID, str] | None:
    """What a receipt is about, its text locked: attempt, text and number; None: nothing of ours."""
    said = {"provider_ref": receipt.provider_ref, "key": receipt.key}
    return next(iter(tx.query(ABOUT, tx.here(connection_id=connection_id, **said))), None)


def insert_receipt(
    tx: Transaction, connection_id: UUID, receipt: Receipt, *, text_id: UUID
) -> bool:
    """False where it was told before."""
    said = {
        "text_id": text_id,
        "connection_id": connection_id,
        "provider_ref": receipt.provider_ref,
        "state": receipt.state.value,
        "code": receipt.code or "",
        "occurred_at": receipt.occurred_at,
    }
    return bool(tx.query(INSERT_RECEIPT, tx.here(id=new_id(), **said)))


def take_receipt(tx: Transaction, text_id: UUID, receipt: Receipt) -> None:
    """Show what a receipt tells of a locked text, which its provider has for certain."""
    [(known,)] = tx.query(REPORT_OF, tx.here(id=text_id))
    report = rules.gravest(known, [receipt.state.value])
    tx.query(TAKE_RECEIPT, tx.here(id=text_id, report=report, occurred_at=receipt.occurred_at))


def list_attempts(
    tx: Transaction, text_id: UUID, *, names: Mapping[UUID, str]
) -> list[TextAttempt]:
    """`names` are those of connections, archived ones among them."""
    found = tx.query(ATTEMPTS, tx.here(text_id=text_id), into=dict[str, Any])
    return [TextAttempt(connection=names[each.pop("connection_id")], **each) for each in found]


def list_receipts(tx: Transaction, text_id: UUID) -> list[TextReceipt]:
    return tx.query(RECEIPTS, tx.here(text_id=text_id), into=TextReceipt)


def insert_reply(
    tx: Transaction, connection_id: UUID, incoming: IncomingText, wish: Wish | None
) -> UUID | None:
    """Its id; None where it was told before."""
    said = {
        "connection_id": connection_id,
        "provider_ref": incoming.provider_ref,
        "wish": wish.value if wish else "",
        "received_at": incoming.received_at,
    }
    return next((each for (each,) in tx.query(INSERT_REPLY, tx.here(id=new_id(), **said))), None)


def forget_replies(tx: Transaction, *, limit: int) -> int:
    """As operator: drop old replies; how many."""
    return len(tx.query(FORGET_REPLIES, {"before": tx.now - rules.KEEP, "limit": limit}))
