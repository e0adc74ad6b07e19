"""Decisions about attempts whose fate is not known. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.types import Attempt
from turnout_sdk.email import ReportState

WAIT_FOR_WORD: Final = timedelta(minutes=15)
"""How long a provider that reports has to tell that it took a mail, before it is repeated."""
AT_ONCE: Final = 4
"""Mails that a process hands over at once: a provider takes a tenth of a second or two for each,
and the process has little to do meanwhile. No more than it has connections of the database."""
IN_ALL: Final = 2 * AT_ONCE
"""Calls of a process, those that hang among them."""
ASK_AGAIN_SECONDS: Final = 60.0
LONGEST_SECONDS: Final = 15.0
"""After this, no further connection is tried: the lease of a mail ends soon."""
UNRESOLVED: Final = frozenset({AttemptState.STARTED, AttemptState.UNCLEAR})
GRAVITY: Final = tuple(each.value for each in ReportState)
"""What a provider tells of a mail, the gravest last: the message log shows that one."""


class Step(StrEnum):
    SEND = "send"
    """Nothing is on its way: through the first connection that takes it."""
    DONE = "done"
    ASK = "ask"
    WAIT = "wait"
    REPEAT = "repeat"
    """Through the same connection, under the same Message-ID: nobody can say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the connection of an earlier attempt can say of it."""

    is_there: bool
    can_look_up: bool = False
    reports: bool = False
    """Its webhooks were heard before."""


def next_step(earlier: Attempt | None, *, knows: Knowledge, now: datetime) -> Step:
    """What precedes sending a mail again."""
    if earlier is None or earlier.state == AttemptState.REFUSED:
        return Step.SEND
    if earlier.state == AttemptState.ACCEPTED:
        return Step.DONE
    if not knows.is_there:
        return Step.SEND
    if knows.can_look_up:
        return Step.ASK
    if not knows.reports:
        return Step.REPEAT
    is_over = now - earlier.started_at >= WAIT_FOR_WORD
    return Step.SEND if is_over else Step.WAIT


def wait_seconds(earlier: Attempt, *, delay_seconds: int, now: datetime) -> float:
    """How long a provider's No is not to be believed yet; zero or less: it is."""
    return delay_seconds - (now - earlier.started_at).total_seconds()
