"""Decisions about chat messages: which topic a notice has, and what follows an attempt. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.state_machine import StateMachine
from turnout.modules.chat_messages.models import ChatState
from turnout.modules.inbox.api import MessageKind
from turnout_sdk.chat import Topic
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear

LEASE: Final = timedelta(seconds=60)
"""How long a worker has a message for itself; after that nobody can say what became of it."""
HAND_OUT_AGAIN: Final = timedelta(seconds=30)
BETWEEN_SECONDS: Final = 1.0
"""Channels take one message a second."""
FIRST_DELAY: Final = timedelta(seconds=5)
LONGEST_DELAY: Final = timedelta(minutes=15)
GIVE_UP_AFTER: Final = timedelta(hours=12)
KEEP: Final = timedelta(days=90)
TOPICS: Final[Mapping[MessageKind, Topic]] = {
    **dict.fromkeys((MessageKind.ORDER_REVIEW, MessageKind.APPLICATION), Topic.ORDERS),
    **dict.fromkeys(
        (
            MessageKind.DISPUTE_OPENED,
            MessageKind.DISPUTE_DUE,
            MessageKind.REFUND_FAILED,
            MessageKind.PAYMENT_HELD,
            MessageKind.DIFFERENCES,
            MessageKind.STATEMENT_OPEN,
        ),
        Topic.PAYMENTS,
    ),
    **dict.fromkeys((MessageKind.SESSION_FILE, MessageKind.FILE_INFECTED), Topic.EVENTS),
    **dict.fromkeys(
        (MessageKind.MEMBER_JOINED, MessageKind.CONNECTION_FAILED, MessageKind.NOTICE), Topic.TEAM
    ),
}
"""Of what a whole team is told; what is one person's alone goes to no channel."""
NOBODY_CAN_SAY: Final = (
    "Nobody can say whether the channel shows this message. It is not sent again."
)
REASONS: Final = (
    (Declined, "The channel refused this message."),
    (Misconfigured, "The channel's address does not work any more."),
    (Unclear, NOBODY_CAN_SAY),
    (Unavailable, "The channel could not be reached, or has too much to do."),
)
NO_CONNECTION: Final = "The connection of this channel is switched off or gone."


class Action(StrEnum):
    CLAIM = "claim"
    ACCEPT = "accept"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    LOSE = "lose"


CHAT_TABLE: Final[StateMachine[ChatState, Action]] = StateMachine(
    "chat message",
    {
        (ChatState.QUEUED, Action.CLAIM): ChatState.SENDING,
        (ChatState.SENDING, Action.ACCEPT): ChatState.SENT,
        (ChatState.SENDING, Action.POSTPONE): ChatState.QUEUED,
        (ChatState.SENDING, Action.GIVE_UP): ChatState.FAILED,
        (ChatState.SENDING, Action.LOSE): ChatState.UNKNOWN,
        (ChatState.UNKNOWN, Action.ACCEPT): ChatState.SENT,
    },
)
"""Nobody claims a message that is being sent: it may be shown, and is lost instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOutcome:
    """What became of one attempt; `delay` counts from now."""

    action: Action
    reason: str = ""
    delay: timedelta = timedelta()
    failure: str = ""
    """What is wrong with the connection, for who looks after it."""

    @property
    def state(self) -> ChatState:
        return CHAT_TABLE.next(ChatState.SENDING, self.action)


def after_failure(
    error: Exception, *, attempts: int, queued_at: datetime, now: datetime
) -> ChatOutcome:
    """Whether a failed attempt is repeated, and when. Only what surely was not shown is."""
    reason = next((says for kind, says in REASONS if isinstance(error, kind)), "")
    if isinstance(error, Misconfigured):
        detail = str(error) or reason
        return ChatOutcome(action=Action.GIVE_UP, reason=reason, failure=detail)
    if isinstance(error, Unavailable) and now - queued_at < GIVE_UP_AFTER:
        delay = _delay(error, attempts)
        return ChatOutcome(action=Action.POSTPONE, reason=reason, delay=delay)
    if isinstance(error, Declined | Unavailable):
        return ChatOutcome(action=Action.GIVE_UP, reason=reason)
    return ChatOutcome(action=Action.LOSE, reason=reason or NOBODY_CAN_SAY)


def after_test(error: AdapterError) -> ChatOutcome:
    """What is said of a test that failed: it is never repeated."""
    reason = next((says for kind, says in REASONS if isinstance(error, kind)), NOBODY_CAN_SAY)
    if isinstance(error, Misconfigured):
        return ChatOutcome(action=Action.GIVE_UP, reason=reason, failure=str(error) or reason)
    is_surely_not_shown = isinstance(error, Declined | Unavailable)
    action = Action.GIVE_UP if is_surely_not_shown else Action.LOSE
    return ChatOutcome(action=action, reason=reason)


def _delay(error: Unavailable, attempts: int) -> timedelta:
    """What the channel wishes, else growing."""
    wished = error.retry_after_seconds
    if wished is not None:
        return timedelta(seconds=min(max(wished, BETWEEN_SECONDS), LONGEST_DELAY.total_seconds()))
    return growing_delay(attempts, first=FIRST_DELAY, longest=LONGEST_DELAY)
