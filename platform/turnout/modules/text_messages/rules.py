"""Decisions about text messages: what follows an attempt, what a receipt changes. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from turnout.kernel.adapters import Busy, Resting
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.state_machine import StateMachine
from turnout.kernel.typed_addresses import phone_number
from turnout.modules.text_messages.errors import FateLost
from turnout.modules.text_messages.models import (
    BlockReason,
    TextAttemptState,
    TextState,
)
from turnout.modules.text_messages.types import Objection, PastAttempt
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, ReceiptState, Wish

LEASE: Final = timedelta(seconds=60)
"""How long a worker has a text for itself: a question and a few calls."""
HAND_OUT_AGAIN: Final = timedelta(seconds=30)
LONGEST_SECONDS: Final = 15.0
"""After this, no further connection is tried: the lease of a text ends soon."""
BELIEVE_NO_AFTER: Final = timedelta(seconds=90)
"""So long after an attempt its provider's No is believed: no worker can still be at it."""
WAIT_FOR_WORD: Final = timedelta(minutes=15)
"""How long a provider that reports has to tell that it took a text, before nobody can say."""
ASK_AGAIN_SECONDS: Final = 60.0
LOOK_AGAIN: Final = timedelta(seconds=60)
"""How soon a text that is not wanted now is looked at again."""
FIRST_DELAY: Final = timedelta(seconds=5)
LONGEST_DELAY: Final = timedelta(minutes=15)
GIVE_UP_AFTER: Final = timedelta(hours=6)
"""Texts are read at once: a later one is of no use."""
KEEP: Final = timedelta(days=365)
"""How long the log keeps numbers and words after a text was written down."""
LONGEST_TEXT: Final = 640
LONGEST_WISH: Final = 40
"""In characters; a longer reply is no word that carriers keep."""
REASONS: Final = (
    (Declined, "The provider refused this text."),
    (Misconfigured, "The connection is not set up correctly."),
    (Unclear, "The provider did not say whether it took the text."),
    (Busy | Resting, "The provider has too much to do."),
    (Unavailable, "The provider could not be reached, or has too much to do."),
)
NOBODY_CAN_SAY: Final = (
    "The provider may have taken this text, and nobody can say. It is not sent again, so that"
    " nobody gets it twice."
)
NO_CONNECTION: Final = "No connection for text messages is switched on."
NO_CONSENT: Final = "The holder of this number has taken their consent back."
BLOCKED: Final = {
    BlockReason.STOPPED: "The holder of this number has answered STOP.",
    BlockReason.PROVIDER: "The holder of this number asked the provider for no more texts.",
    BlockReason.INVALID: "This number takes no text messages.",
}
BLOCKING: Final = {OPTED_OUT: BlockReason.PROVIDER, INVALID_NUMBER: BlockReason.INVALID}
"""By a provider's code of what it declined, or of what failed."""
WISHES: Final[Mapping[str, Wish]] = {
    **dict.fromkeys(
        ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"), Wish.STOP
    ),
    **dict.fromkeys(("START", "UNSTOP"), Wish.START),
    **dict.fromkeys(("HELP", "INFO"), Wish.HELP),
}
"""Words that carriers keep; nothing else is taken for a wish."""
GRAVITY: Final = ("", ReceiptState.SENT, ReceiptState.FAILED, ReceiptState.DELIVERED)
"""What a provider tells of a text, the last word last: what arrived has arrived."""


class Action(StrEnum):
    CLAIM = "claim"
    ACCEPT = "accept"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    LOSE = "lose"


TEXT_TABLE: Final[StateMachine[TextState, Action]] = StateMachine(
    "text message",
    {
        (TextState.QUEUED, Action.CLAIM): TextState.SENDING,
        (TextState.SENDING, Action.CLAIM): TextState.SENDING,
        (TextState.SENDING, Action.POSTPONE): TextState.QUEUED,
        (TextState.SENDING, Action.GIVE_UP): TextState.FAILED,
        (TextState.SENDING, Action.LOSE): TextState.UNKNOWN,
        **{(each, Action.ACCEPT): TextState.SENT for each in TextState if each != TextState.SENT},
    },
)
"""A provider's word that it has a text counts whatever was thought of it; nothing leaves `sent`."""


class Step(StrEnum):
    SEND = "send"
    DONE = "done"
    ASK = "ask"
    WAIT = "wait"
    LOSE = "lose"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKnowledge:
    """What the connection of an earlier attempt can say of it."""

    is_there: bool
    can_look_up: bool = False
    reports: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOutcome:
    """What became of one attempt; `delay` counts from now."""

    action: Action
    reason: str = ""
    delay: timedelta = timedelta()
    is_put_off: bool = False
    """Its time is counted anew from then on: nobody tried anything yet."""

    @property
    def state(self) -> TextState:
        return TEXT_TABLE.next(TextState.SENDING, self.action)


def next_step(earlier: PastAttempt | None, *, knows: TextKnowledge, now: datetime) -> Step:
    """What precedes sending a text again; never a second text where the first may have gone."""
    if earlier is None or earlier.state == TextAttemptState.REFUSED:
        return Step.SEND
    if earlier.state == TextAttemptState.ACCEPTED:
        return Step.DONE
    if knows.is_there and knows.can_look_up:
        return Step.ASK
    is_over = now - earlier.started_at >= WAIT_FOR_WORD
    return Step.WAIT if knows.is_there and knows.reports and not is_over else Step.LOSE


def seconds_until_believed(earlier: PastAttempt, *, now: datetime) -> float:
    """How long a provider's No is not to be believed yet; zero or less: it is."""
    return (earlier.started_at + BELIEVE_NO_AFTER - now).total_seconds()


def after_objection(objection: Objection, *, now: datetime) -> TextOutcome:
    """A text that is not wanted now is looked at again; one that is not wanted at all is over."""
    if objection.until is not None:
        wait = max(objection.until - now, timedelta())
        return TextOutcome(
            action=Action.POSTPONE, reason=objection.reason, delay=wait, is_put_off=True
        )
    if objection.is_for_now:
        return TextOutcome(action=Action.POSTPONE, reason=objection.reason, delay=LOOK_AGAIN)
    return TextOutcome(action=Action.GIVE_UP, reason=objection.reason)


def after_failure(
    error: Exception, *, attempts: int, queued_at: datetime, now: datetime
) -> TextOutcome:
    """Whether a failed attempt is repeated, and when."""
    if isinstance(error, Declined):
        return TextOutcome(action=Action.GIVE_UP, reason=_declined(error))
    if isinstance(error, FateLost):
        return TextOutcome(action=Action.LOSE, reason=NOBODY_CAN_SAY)
    if now - queued_at >= GIVE_UP_AFTER:
        if isinstance(error, Unclear):
            return TextOutcome(action=Action.LOSE, reason=NOBODY_CAN_SAY)
        return TextOutcome(
            action=Action.GIVE_UP, reason=f"{reason_of(error)} Given up after six hours."
        )
    return TextOutcome(
        action=Action.POSTPONE, reason=reason_of(error), delay=_delay(error, attempts)
    )


def reason_of(error: Exception) -> str:
    """For organizers: what kind of trouble it is. Details are the log's, they may name servers."""
    found = (says for kind, says in REASONS if isinstance(error, kind))
    return next(found, "The text could not be sent.")


def gravest(known: str, told: Iterable[str]) -> str:
    """What the log shows of everything that was told, in whatever order."""
    return max((known, *told), key=GRAVITY.index)


def wish_of(text: str) -> Wish | None:
    """What a reply asks for by a word that carriers keep; None for anything else."""
    return WISHES.get(re.sub(r"[^A-Z]", "", text.upper())) if len(text) <= LONGEST_WISH else None


def key_of(source_id: UUID, phone: str) -> str:
    """The key of the text that something makes for a number."""
    return uuid5(source_id, phone).hex


def written(phone: str) -> str:
    """A number in E.164; Invalid unless its country numbers phones so."""
    found = phone_number(phone)
    if found is None:
        raise Invalid(FieldError("/phone", "Use a phone number with its country code."))
    return found


def _declined(error: Declined) -> str:
    block = BLOCKING.get(error.code)
    return BLOCKED[block] if block else " ".join(f"{error.message} ({error.code})".split())


def _delay(error: Exception, attempts: int) -> timedelta:
    growing = growing_delay(attempts, first=FIRST_DELAY, longest=LONGEST_DELAY)
    asked = getattr(error, "retry_after_seconds", None)
    wished = timedelta(seconds=asked) if isinstance(asked, int | float) else timedelta()
    return min(max(growing, wished), LONGEST_DELAY)
