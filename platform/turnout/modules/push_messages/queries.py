"""Every statement of push messages."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.delivery_queue import DeliveryQueue
from turnout.modules.inbox.api import InboxAudience, WrittenMessage
from turnout.modules.push_messages import rules
from turnout.modules.push_messages.rules import PushOutcome
from turnout.modules.push_messages.types import (
    ClaimedPush,
    NewSubscription,
    PushSubscription,
    StoredSubscription,
)

WAITING_PUSHES: Final = DeliveryQueue("push_messages", hand_out_again=rules.HAND_OUT_AGAIN)
FIND_KEY: Final = "SELECT sealed FROM push_keys WHERE adapter_key = %(adapter_key)s"
INSERT_KEY: Final = """
    INSERT INTO push_keys (id, adapter_key, sealed, created_at)
    VALUES (%(id)s, %(adapter_key)s, %(sealed)s, %(now)s) ON CONFLICT DO NOTHING
"""
SUBSCRIBE: Final = """
    INSERT INTO push_subscriptions AS s (id, user_id, login_id, adapter_key, digest, sealed,
        label, is_team, is_attendee, created_at)
    VALUES (%(id)s, %(user_id)s, %(login_id)s, %(adapter_key)s, %(digest)s, %(sealed)s,
        %(label)s, %(is_team)s, %(is_attendee)s, %(now)s)
    ON CONFLICT (adapter_key, digest) DO UPDATE SET user_id = excluded.user_id,
        login_id = excluded.login_id, sealed = excluded.sealed, label = excluded.label,
        is_team = excluded.is_team OR s.is_team,
        is_attendee = excluded.is_attendee OR s.is_attendee
"""
"""Whoever sits at a browser last has it: what went to the one before them goes no further."""
DELETE_FOREIGN: Final = """
    DELETE FROM push_subscriptions WHERE adapter_key = %(adapter_key)s AND digest = %(digest)s
        AND user_id <> %(user_id)s
"""
"""Whoever sits at a browser last has it; what was on its way to the one before them is dropped."""
LIST: Final = """
    SELECT id, label, digest, is_team, is_attendee, created_at,
        adapter_key = ANY(%(browser_adapters)s) AS is_browser
    FROM push_subscriptions
    WHERE user_id = %(user_id)s ORDER BY created_at, id
"""
LEAVE: Final = """
    UPDATE push_subscriptions SET is_team = is_team AND NOT %(is_team)s,
        is_attendee = is_attendee AND NOT %(is_attendee)s
    WHERE id = %(id)s AND user_id = %(user_id)s
        AND ((is_team AND NOT %(is_team)s) OR (is_attendee AND NOT %(is_attendee)s))
    RETURNING id
"""
DELETE: Final = """
    DELETE FROM push_subscriptions WHERE id = %(id)s AND user_id = %(user_id)s RETURNING id
"""
FORGET: Final = "DELETE FROM push_subscriptions WHERE id = %(id)s RETURNING id"
FIND: Final = """
    SELECT id, user_id, login_id, adapter_key, sealed FROM push_subscriptions WHERE id = %(id)s
"""
OF_PEOPLE: Final = """
    SELECT id, user_id, is_team, is_attendee FROM push_subscriptions
    WHERE user_id = ANY(%(user_ids)s)
"""
QUEUE: Final = """
    INSERT INTO push_messages (organization_id, id, message_id, subscription_id, state, reason,
        attempts, queued_at, due_at)
    SELECT %(organization_id)s, m.id, m.message_id, m.subscription_id, 'queued', '', 0, %(now)s,
        %(now)s
    FROM jsonb_to_recordset(%(pushes)s::jsonb)
        AS m(id uuid, message_id uuid, subscription_id uuid)
    ON CONFLICT DO NOTHING RETURNING id
"""
CLAIM: Final = """
    UPDATE push_messages SET state = 'sending', attempts = attempts + 1, leased_until = %(until)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'queued'
        AND due_at <= %(now)s
    RETURNING id, message_id, subscription_id, attempts, queued_at, leased_until
"""
SETTLE: Final = """
    UPDATE push_messages SET state = %(state)s, reason = %(reason)s, leased_until = NULL,
        queued_at = CASE WHEN %(is_put_off)s THEN %(due_at)s ELSE queued_at END,
        due_at = CASE WHEN %(state)s = 'queued' THEN %(due_at)s ELSE due_at END,
        handed_out_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE handed_out_at END,
        ended_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE %(now)s END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND (state = 'sending' OR (state = 'unknown' AND %(state)s = 'sent'))
"""
"""That the service took it stays true, though the worker was given up meanwhile."""


def find_key(tx: Transaction, adapter_key: str) -> bytes | None:
    """As operator: the sealed key of a sender; None where none was made yet."""
    found = tx.query(FIND_KEY, {"adapter_key": adapter_key})
    return bytes(found[0][0]) if found else None


def insert_key(tx: Transaction, adapter_key: str, sealed: bytes) -> None:
    """As operator: keep a key, unless somebody was faster."""
    said = {"id": new_id(), "adapter_key": adapter_key, "sealed": sealed, "now": tx.now}
    tx.query(INSERT_KEY, said)


def subscribe(
    tx: Transaction,
    user_id: UUID,
    login_id: UUID,
    new: NewSubscription,
    *,
    adapter_key: str,
    sealed: bytes,
) -> None:
    """As operator: keep a device, or what else it is to be told."""
    said: dict[str, Any] = {
        "id": new_id(),
        "user_id": user_id,
        "login_id": login_id,
        "adapter_key": adapter_key,
        "digest": rules.digest_of(new.address),
        "sealed": sealed,
        "label": new.label,
        "now": tx.now,
        **_audience(new.audience),
    }
    tx.query(DELETE_FOREIGN, said)
    tx.query(SUBSCRIBE, said)


def list_subscriptions(
    tx: Transaction, user_id: UUID, *, browser_adapters: Sequence[str]
) -> list[PushSubscription]:
    said = {"user_id": user_id, "browser_adapters": list(browser_adapters)}
    rows = tx.query(LIST, said, into=dict[str, Any])
    return [_shown(row) for row in rows]


def unsubscribe(
    tx: Transaction, subscription_id: UUID, *, user_id: UUID, audience: InboxAudience | None
) -> bool:
    """As operator: tell a device no more, or no more of one thing; False for none of theirs."""
    said = {"id": subscription_id, "user_id": user_id}
    if audience is not None and tx.query(LEAVE, said | _audience(audience)):
        return True
    return bool(tx.query(DELETE, said))


def forget_subscription(tx: Transaction, subscription_id: UUID) -> bool:
    """As operator: drop a device that is told no more; False where it is gone already."""
    return bool(tx.query(FORGET, {"id": subscription_id}))


def find_subscription(tx: Transaction, subscription_id: UUID) -> StoredSubscription | None:
    found = tx.query(FIND, {"id": subscription_id}, into=StoredSubscription)
    return next(iter(found), None)


def queue(tx: Transaction, written: Sequence[WrittenMessage]) -> list[UUID]:
    """Write down a message for each device of its person that is told of such; their ids."""
    people = list({each.user_id for each in written})
    devices = tx.query(OF_PEOPLE, {"user_ids": people}, into=dict[str, Any])
    pushes = [
        {"id": new_id(), "message_id": each.id, "subscription_id": device["id"]}
        for each in written
        for device in devices
        if device["user_id"] == each.user_id and device[f"is_{each.audience}"]
    ]
    if not pushes:
        return []
    return [each for (each,) in tx.query(QUEUE, tx.here(pushes=as_json(pushes)))]


def claim(tx: Transaction, push_id: UUID) -> ClaimedPush | None:
    """Take a due message for `rules.LEASE`; None when it is done, not due, or with another."""
    where = tx.here(id=push_id, until=tx.now + rules.LEASE)
    return next(iter(tx.query(CLAIM, where, into=ClaimedPush)), None)


def settle(tx: Transaction, push_id: UUID, outcome: PushOutcome) -> None:
    """Write down how an attempt ended."""
    said = {
        "state": outcome.state.value,
        "reason": outcome.reason,
        "due_at": tx.now + outcome.delay,
        "is_put_off": outcome.is_put_off,
    }
    tx.query(SETTLE, tx.here(id=push_id, **said))


def _audience(audience: InboxAudience) -> dict[str, bool]:
    is_team = audience is InboxAudience.TEAM
    return {"is_team": is_team, "is_attendee": not is_team}


def _shown(row: dict[str, Any]) -> PushSubscription:
    said = [each for each in InboxAudience if row.pop(f"is_{each.value}")]
    kind = "browser" if row.pop("is_browser") else "app"
    return PushSubscription(**row, kind=kind, audiences=[each.value for each in said])
