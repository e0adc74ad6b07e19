"""Decisions about event plans: pure, without clock or database."""

from datetime import date

from turnout.modules.event_plans.types import TaskState

MOST = 500
"""Tasks, suppliers or entries of the run of show of one event."""
LONGEST_MINUTES = 24 * 60


def is_overdue(state: str, due_on: date | None, *, today: date) -> bool:
    return state != TaskState.DONE and due_on is not None and due_on < today
