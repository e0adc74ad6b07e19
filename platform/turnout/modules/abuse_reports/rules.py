"""Decisions about abuse reports: pure, without clock or database."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.abuse_reports.types import AbuseDecision, NewAbuseReport
from turnout.modules.events.api import Action, State

LONGEST_DETAILS: Final = 4_000
LONGEST_REASON: Final = 1_000
LONGEST_NOTE: Final = 4_000
MOST_OPEN: Final = 100
"""Open reports about one subject: what comes beyond tells moderators nothing new."""
KEPT: Final = timedelta(days=180)
"""How long after a decision it is known who reported, for appeals."""
STEPS_TO_HIDE: Final[Mapping[State, tuple[Action, ...]]] = {
    State.PUBLISHED: (Action.UNPUBLISH,),
    State.LIVE: (Action.END, Action.ARCHIVE),
    State.ENDED: (Action.ARCHIVE,),
    State.POSTPONED: (Action.ARCHIVE,),
    State.CANCELLED: (Action.ARCHIVE,),
}
"""The steps of the life cycle that take an event's page away; a draft has none."""


def report_errors(new: NewAbuseReport) -> list[FieldError]:
    """What is wrong with a report as it was typed."""
    if not new.details.strip():
        return [FieldError("/details", "Say what is wrong with this page.")]
    return []


def decision_errors(decision: AbuseDecision, *, has_event: bool) -> list[FieldError]:
    if decision == AbuseDecision.UNPUBLISH_EVENT and not has_event:
        return [FieldError("/decision", "This report is about the organization, not an event.")]
    return []
