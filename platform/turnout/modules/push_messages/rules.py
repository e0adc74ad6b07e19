"""Decisions about push messages: what follows an attempt. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.state_machine import StateMachine
from turnout.modules.push_messages.models import PushState
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.push import GONE

LEASE: Final = timedelta(seconds=60)
"""How long a worker has a message for itself; after that nobody can say what became of it."""
HAND_OUT_AGAIN: Final = timedelta(seconds=30)
FIRST_DELAY: Final = timedelta(seconds=10)
LONGEST_DELAY: Final = timedelta(hours=1)
GIVE_UP_AFTER: Final = timedelta(hours=12)
"""What is older is read in the inbox. Time of quiet hours does not count."""
KEEP_SECONDS: Final = 24 * 3600
"""How long a push service keeps a message for a device that is off."""
MOST_DEVICES: Final = 20
LONGEST_ADDRESS: Final = 2_000
LONGEST_KEY: Final = 200
KEYS: Final = {"p256dh": 87, "auth": 22}
"""A point of P-256 and a secret of 16 bytes, in letters of base64url."""
SHAPE: Final = re.compile(r"[A-Za-z0-9_-]+={0,2}")
TOKEN: Final = re.compile(r"[A-Za-z0-9:_.%-]{20,4000}")
"""A registration token, as push services for apps give them out."""
LONGEST_LABEL: Final = 100
NOBODY_CAN_SAY: Final = (
    "The push service did not say whether it took this message. It is not sent again."
)
REASONS: Final = (
    (Declined, "The push service refused this message."),
    (Misconfigured, "The device was subscribed to another sender."),
    (Unclear, NOBODY_CAN_SAY),
    (Unavailable, "The push service could not be reached, or has too much to do."),
)
READ: Final = "It was read, or is not for this person any more."
UNWANTED: Final = "This person wants no push messages of this topic."
QUIET: Final = "It waits for the end of this person's quiet hours."


class Action(StrEnum):
    CLAIM = "claim"
    ACCEPT = "accept"
    DROP = "drop"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    LOSE = "lose"


PUSH_TABLE: Final[StateMachine[PushState, Action]] = StateMachine(
    "push message",
    {
        (PushState.QUEUED, Action.CLAIM): PushState.SENDING,
        (PushState.SENDING, Action.ACCEPT): PushState.SENT,
        (PushState.SENDING, Action.DROP): PushState.DROPPED,
        (PushState.SENDING, Action.POSTPONE): PushState.QUEUED,
        (PushState.SENDING, Action.GIVE_UP): PushState.FAILED,
        (PushState.SENDING, Action.LOSE): PushState.UNKNOWN,
        (PushState.UNKNOWN, Action.ACCEPT): PushState.SENT,
    },
)
"""Nobody claims a message that is being sent: it may be on the screen, and is lost instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOutcome:
    """What became of one attempt; `delay` counts from now."""

    action: Action
    reason: str = ""
    delay: timedelta = timedelta()
    is_put_off: bool = False
    """Its time is counted anew from then on: nobody tried anything yet."""
    is_gone: bool = False
    """The device is to be forgotten."""

    @property
    def state(self) -> PushState:
        return PUSH_TABLE.next(PushState.SENDING, self.action)


def after_failure(
    error: Exception, *, attempts: int, queued_at: datetime, now: datetime
) -> PushOutcome:
    """Whether a failed attempt is repeated, and when. Only what surely was not taken is."""
    reason = next((says for kind, says in REASONS if isinstance(error, kind)), "")
    if isinstance(error, Declined):
        return PushOutcome(action=Action.GIVE_UP, reason=reason, is_gone=error.code == GONE)
    if isinstance(error, Unavailable) and now - queued_at < GIVE_UP_AFTER:
        delay = _delay(error, attempts)
        return PushOutcome(action=Action.POSTPONE, reason=reason, delay=delay)
    if isinstance(error, Unavailable | Misconfigured):
        return PushOutcome(action=Action.GIVE_UP, reason=reason)
    return PushOutcome(action=Action.LOSE, reason=reason or NOBODY_CAN_SAY)


def put_off(until: datetime, *, now: datetime) -> PushOutcome:
    delay = max(until - now, timedelta())
    return PushOutcome(action=Action.POSTPONE, reason=QUIET, delay=delay, is_put_off=True)


def digest_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def require_keys(address: str, keys: dict[str, str], *, is_web: bool) -> None:
    """Invalid for what no browser hands out; `is_web` says whether the address may be called."""
    wrong = [
        FieldError(f"/keys/{name}", "Use the key that the browser gave.")
        for name, length in KEYS.items()
        if SHAPE.fullmatch(keys.get(name, "")) is None or len(keys[name].rstrip("=")) != length
    ]
    if not is_web or len(address) > LONGEST_ADDRESS or any(each.isspace() for each in address):
        wrong.append(FieldError("/address", "Use the endpoint that the browser gave."))
    if wrong:
        raise Invalid(*wrong)


def require_token(token: str) -> None:
    """Invalid for what no app is given by its push service."""
    if TOKEN.fullmatch(token) is None:
        raise Invalid(FieldError("/token", "Use the registration token that the app was given."))


def _delay(error: Unavailable, attempts: int) -> timedelta:
    """Growing, and never shorter than the service wishes."""
    growing = growing_delay(attempts, first=FIRST_DELAY, longest=LONGEST_DELAY)
    wished = timedelta(seconds=min(error.retry_after_seconds or 0.0, GIVE_UP_AFTER.total_seconds()))
    return max(growing, wished)
