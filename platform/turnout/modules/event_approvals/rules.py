"""Decisions about approvals: pure, without clock or database."""

from turnout.modules.event_approvals.types import ApprovalState

LONGEST_REASON = 1_000
NONE, ORGANIZERS, EVENTS = "none", "organizers", "events"
"""What TURNOUT_APPROVALS says: nothing waits, new organizers do, or each event's first time."""


def needs_approval(
    asked: str, *, last: str | None, is_first: bool, is_known_organizer: bool
) -> bool:
    """Whether an event waits for a moderator. `last` is what one decided about it before.

    Who was declined or taken down waits whatever the installation asks for now.
    """
    if last is not None:
        return last != ApprovalState.APPROVED
    if asked == ORGANIZERS:
        return is_first and not is_known_organizer
    return asked == EVENTS and is_first
