"""Statements about who agreed to texts, and which numbers get none."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections.sql_fragments import HAS_TEXT_SERVICE
from turnout.modules.text_messages.models import BlockReason
from turnout.modules.text_messages.types import StoredConsent, TextConsentChoice

FIND: Final = """
    SELECT phone, wording, language, given_at FROM text_consents
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND withdrawn_at IS NULL
"""
WITHDRAW: Final = """
    UPDATE text_consents SET withdrawn_at = %(now)s
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND withdrawn_at IS NULL RETURNING id
"""
GIVE: Final = """
    INSERT INTO text_consents (organization_id, id, order_id, event_id, phone, place, statement,
        wording, language, given_at)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(event_id)s, %(phone)s, %(place)s,
        %(statement)s, %(wording)s, %(language)s, %(now)s)
"""
CONCERNS: Final = f"""
    SELECT EXISTS (SELECT FROM text_consents
        WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
            AND withdrawn_at IS NULL)
        OR EXISTS ({HAS_TEXT_SERVICE})
"""
LOCK_ORDER: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended('text-consent:' || %(order_id)s::text, 0))
"""
AGREES: Final = """
    SELECT EXISTS (SELECT FROM text_consents
        WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
            AND phone = %(phone)s AND withdrawn_at IS NULL)
"""
BLOCKED: Final = """
    SELECT phone, reason FROM text_blocks
    WHERE organization_id = %(organization_id)s AND phone = ANY(%(phones)s) AND is_blocked
"""
BLOCK: Final = """
    INSERT INTO text_blocks (organization_id, id, phone, reason, is_blocked, changed_at)
    VALUES (%(organization_id)s, %(id)s, %(phone)s, %(reason)s, %(is_blocked)s, %(changed_at)s)
    ON CONFLICT (organization_id, phone) DO UPDATE SET reason = excluded.reason,
        is_blocked = excluded.is_blocked, changed_at = excluded.changed_at
    WHERE text_blocks.changed_at < excluded.changed_at
        OR (text_blocks.changed_at = excluded.changed_at AND excluded.is_blocked)
    RETURNING id
"""
"""The holder's last word counts, whenever it is told; said at one instant, STOP does."""


def find_consent(tx: Transaction, order_id: UUID) -> StoredConsent | None:
    """What an order's buyer agreed to, unless they took it back."""
    return next(iter(tx.query(FIND, tx.here(order_id=order_id), into=StoredConsent)), None)


def concerns(tx: Transaction, order_id: UUID) -> bool:
    """Whether an order's buyer has something to decide about texts; one statement."""
    [(found,)] = tx.query(CONCERNS, tx.here(order_id=order_id))
    return bool(found)


def lock_order(tx: Transaction, order_id: UUID) -> None:
    """Let what is said about an order's texts be said one after the other."""
    tx.query(LOCK_ORDER, {"order_id": str(order_id)})


def withdraw_consent(tx: Transaction, order_id: UUID) -> bool:
    """Whether there was one."""
    return bool(tx.query(WITHDRAW, tx.here(order_id=order_id)))


def give_consent(
    tx: Transaction,
    order_id: UUID,
    choice: TextConsentChoice,
    *,
    event_id: UUID,
    statement: str,
    language: str,
) -> None:
    """Keep what was agreed to, word for word; `choice.phone` is in E.164."""
    said = {
        "order_id": order_id,
        "event_id": event_id,
        "phone": choice.phone,
        "place": choice.place.value,
        "statement": statement,
        "wording": choice.wording,
        "language": language,
    }
    tx.query(GIVE, tx.here(id=new_id(), **said))


def agrees(tx: Transaction, event_id: UUID, phone: str) -> bool:
    """Whether somebody wants texts about an event at a number."""
    [(found,)] = tx.query(AGREES, tx.here(event_id=event_id, phone=phone))
    return bool(found)


def find_blocked(tx: Transaction, phones: Collection[str]) -> dict[str, BlockReason]:
    """Those of the numbers that get no texts of the organization, and why."""
    found = tx.query(BLOCKED, tx.here(phones=list(phones))) if phones else []
    return {phone: BlockReason(reason) for phone, reason in found}


def change_block(
    tx: Transaction, phone: str, reason: BlockReason, *, is_blocked: bool, changed_at: datetime
) -> UUID | None:
    """The entry's id; None where its holder has said something later already."""
    said = {"phone": phone, "reason": reason.value, "is_blocked": is_blocked}
    rows = tx.query(BLOCK, tx.here(id=new_id(), changed_at=changed_at, **said))
    return rows[0][0] if rows else None
