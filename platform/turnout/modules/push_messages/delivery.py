"""Delivery: a message is shown on a device once, as far as anybody can know.

That it is tried is written down before the push service is asked, and nobody's network is waited
for with a transaction open. What may have been taken is never sent again: the message is in the
inbox, a push only points there.
"""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import permissions
from turnout.modules.consents import api as consents
from turnout.modules.consents.api import Channel, ConsentTopic
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import InboxNotice, MessageKind, WrittenMessage
from turnout.modules.push_messages import gateways, queries, rules
from turnout.modules.push_messages.metrics import DEVICES, OLDEST, PUSHES, WAITING
from turnout.modules.push_messages.rules import Action, PushOutcome
from turnout.modules.push_messages.types import ClaimedPush, StoredSubscription
from turnout.modules.quiet_hours import api as quiet_hours
from turnout_sdk.errors import AdapterError
from turnout_sdk.push import Note

JOB: Final = "push_messages.send"
MOST: Final = 500
SEND_NOW: Final = 20
"""So few are handed to workers at once; more wait for the sweep, a few seconds."""
ABOUT_EVENTS: Final = frozenset({MessageKind.ANNOUNCEMENT, MessageKind.EVENT_NEWS})
"""What somebody may refuse by this channel, and hears of in their inbox all the same."""
URGENT: Final = frozenset({MessageKind.DISPUTE_DUE, MessageKind.WAITLIST})
"""What is over by the end of quiet hours: an offer, a bank's time limit."""
log = structlog.get_logger(__name__)


def queue_written(tx: Transaction, written: Sequence[WrittenMessage]) -> None:
    """Write down what inboxes got for the devices of their people, in the same commit."""
    made = queries.queue(tx, written)
    if len(made) <= SEND_NOW:
        tx.after_commit.extend(_dispatch(tx.organization_id, each) for each in made)


def send_push(ctx: OrganizationContext, push_id: UUID) -> None:
    """Send one message to one device, if it is due and nobody else is at it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        push = queries.claim(tx, push_id)
        if push is None:
            return
        device = queries.find_subscription(tx, push.subscription_id)
        notice = inbox.find_notice(tx, push.message_id)
        outcome = _objection(tx, notice, device)
    if outcome is None and device is not None and notice is not None:
        outcome = _tried(push, device, notice)
    outcome = outcome or PushOutcome(action=Action.DROP, reason=rules.READ)
    with transaction(ctx) as tx:
        queries.settle(tx, push_id, outcome)
    if outcome.is_gone:
        _forget(push.subscription_id, "gone")
    is_over = outcome.action is not Action.POSTPONE
    PUSHES.add(outcome=outcome.state.value if is_over else "postponed")


def take_due(ctx: SystemContext, *, limit: int = MOST) -> list[ClaimedRow]:
    """Mark due messages as handed out and say which; give up those that workers left."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        lost = queries.WAITING_PUSHES.lose(tx, reason=rules.NOBODY_CAN_SAY)
        found = queries.WAITING_PUSHES.hand_out(tx, limit=limit)
        waiting, oldest = queries.WAITING_PUSHES.measure_backlog(tx)
    WAITING.set(waiting)
    OLDEST.set(oldest)
    if lost:
        PUSHES.add(lost, outcome="unknown")
    return found


def count_waiting(ctx: SystemContext) -> int:
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.WAITING_PUSHES.measure_backlog(tx)[0]


def _objection(
    tx: Transaction, notice: InboxNotice | None, device: StoredSubscription | None
) -> PushOutcome | None:
    """Why a message is not to be shown any more, or not now; None where it is."""
    if notice is None or device is None or notice.user_id != device.user_id:
        return PushOutcome(action=Action.DROP, reason=rules.READ)
    if MessageKind(notice.kind) in ABOUT_EVENTS and consents.list_refusing_addresses(
        tx, [notice.email], ConsentTopic.EVENT_CHANGES, channel=Channel.PUSH
    ):
        return PushOutcome(action=Action.DROP, reason=rules.UNWANTED)
    if MessageKind(notice.kind) in URGENT:
        return None
    until = quiet_hours.find_end(tx, notice.email, zone=notice.time_zone)
    return rules.put_off(until, now=tx.now) if until else None


def _tried(push: ClaimedPush, device: StoredSubscription, notice: InboxNotice) -> PushOutcome:
    """What became of one attempt; whatever goes wrong, bugs too, is an outcome."""
    if not identity.is_login_alive(device.user_id, device.login_id):
        _forget(device.id, "signed-out")
        return PushOutcome(action=Action.DROP, reason=rules.READ)
    try:
        opened = gateways.open_sender(device.adapter_key)
        gateways.send(opened, gateways.open_subscription(device), _note(notice))
    except Exception as error:  # noqa: BLE001  the row must not be left to its lease
        outcome = rules.after_failure(
            error, attempts=push.attempts, queued_at=push.queued_at, now=clock.now()
        )
        is_expected = isinstance(error, AdapterError | TurnoutError)
        write = log.warning if is_expected else log.exception
        why = f"{type(error).__name__}: {error}"
        write("push not sent", push_id=str(push.id), action=outcome.action.value, why=why)
        return outcome
    return PushOutcome(action=Action.ACCEPT)


def _note(notice: InboxNotice) -> Note:
    return Note(
        title=notice.title,
        body=notice.about,
        url=notice.url,
        topic=notice.topic,
        keep_seconds=rules.KEEP_SECONDS,
    )


def _forget(subscription_id: UUID, why: str) -> None:
    with transaction(SystemContext(job="push_messages.forget")) as tx:
        if queries.forget_subscription(tx, subscription_id):
            tx.after_commit.append(lambda: DEVICES.add(outcome=why))


def _dispatch(organization_id: UUID, push_id: UUID) -> Callable[[], None]:
    return lambda: enqueue(JOB, str(organization_id), str(push_id))
