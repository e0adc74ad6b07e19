"""Decisions about mails: what follows a failed attempt. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from turnout.kernel.adapters import Busy, Resting
from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.state_machine import StateMachine
from turnout.l10n.formats import one_line
from turnout.modules.notifications.errors import OnHold, Superseded
from turnout.modules.notifications.models import State
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear

LEASE: Final = timedelta(seconds=30)
"""How long a worker has a mail for itself: rendering (at most a second or two) and one call."""
HAND_OUT_AGAIN: Final = timedelta(seconds=30)
"""How long a message to a worker may take before the sweep believes it lost."""
MOST_TOLD_AT_ONCE: Final = 10
"""Mails of one organization in one message to a worker, which sends some of them at once."""
MOST_TOLD: Final = 300
"""Mails that workers are told of and have not ended: some seconds of work for the fewest."""
FIRST_DELAY: Final = timedelta(seconds=5)
HOLD_DELAY: Final = timedelta(minutes=1)
LONGEST_DELAY: Final = timedelta(minutes=15)
GIVE_UP_AFTER: Final = timedelta(hours=24)
KEEP_PLATFORM_MAILS: Final = timedelta(days=30)
TROUBLES: Final = (
    (Busy | Resting, "The mail server has too much to do."),
    (Unavailable, "The mail server could not be reached or did not take the mail."),
    (Unclear, "The mail server did not say whether it took the mail."),
    (Misconfigured, "The mail connection is not set up correctly."),
)


class Action(StrEnum):
    CLAIM = "claim"
    ACCEPT = "accept"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"


MAIL_TABLE: Final[StateMachine[State, Action]] = StateMachine(
    "mail",
    {
        (State.QUEUED, Action.CLAIM): State.SENDING,
        (State.SENDING, Action.CLAIM): State.SENDING,
        (State.SENDING, Action.ACCEPT): State.SENT,
        (State.SENDING, Action.POSTPONE): State.QUEUED,
        (State.SENDING, Action.GIVE_UP): State.FAILED,
    },
)
"""A lapsed lease is claimed again from `sending`; nothing leaves `sent` or `failed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt; `delay` counts from now."""

    action: Action
    reason: str = ""
    delay: timedelta = timedelta()
    provider_ref: str = ""

    @property
    def state(self) -> State:
        return MAIL_TABLE.next(State.SENDING, self.action)

    @property
    def is_final(self) -> bool:
        return self.action is not Action.POSTPONE


def after_failure(
    error: Exception, *, attempts: int, queued_at: datetime, now: datetime
) -> Outcome:
    """Whether a failed attempt is repeated, and when.

    A refusal is final, and what is on hold waits. What may or may not have arrived is repeated
    under the same Message-ID, and so is everything else until a day has passed.
    """
    if isinstance(error, Declined):
        return Outcome(action=Action.GIVE_UP, reason=one_line(f"{error.message} ({error.code})"))
    if isinstance(error, Superseded):
        return Outcome(action=Action.GIVE_UP, reason=one_line(str(error)))
    if isinstance(error, OnHold):
        return Outcome(action=Action.POSTPONE, reason=one_line(str(error)), delay=HOLD_DELAY)
    reason = _reason_of(error)
    if now - queued_at >= GIVE_UP_AFTER:
        return Outcome(action=Action.GIVE_UP, reason=f"{reason} Given up after a day.")
    return Outcome(action=Action.POSTPONE, reason=reason, delay=_delay(error, attempts))


def _delay(error: Exception, attempts: int) -> timedelta:
    if isinstance(error, Busy):
        return timedelta(seconds=1)
    if isinstance(error, Resting):
        return FIRST_DELAY * 2
    growing = growing_delay(attempts, first=FIRST_DELAY, longest=LONGEST_DELAY)
    asked = getattr(error, "retry_after_seconds", None)
    wished = timedelta(seconds=asked) if isinstance(asked, int | float) else timedelta()
    return min(max(growing, wished), LONGEST_DELAY)


def _reason_of(error: Exception) -> str:
    """For organizers: what kind of trouble it is. Details are the log's, they may name servers."""
    found = (says for kind, says in TROUBLES if isinstance(error, kind))
    return next(found, "The mail could not be put together.")
