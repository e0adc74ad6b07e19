"""What is told of a change, as a table: by how it was, how it is, and whether it is over."""

from datetime import UTC, datetime, timedelta

import pytest

from turnout.modules.events.models import EventRow, State
from turnout.modules.events.rules import NOTIFIED_STATES, event_news
from turnout.modules.events.types import ChangeKind

NOW = datetime(2030, 2, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def an_event(state, *, starts=24):
    return EventRow(state=state, starts_at=NOW + starts * HOUR, ends_at=NOW + (starts + 2) * HOUR)


def event_before(state, *, starts=24):
    row = an_event(state, starts=starts)
    return {
        "state": state.value,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
    }


@pytest.mark.parametrize(
    ("was", "now", "starts", "turn"),
    [
        (State.PUBLISHED, State.PUBLISHED, 24, None),
        (State.PUBLISHED, State.PUBLISHED, 48, ChangeKind.CHANGED),
        (State.PUBLISHED, State.CANCELLED, 24, ChangeKind.CANCELLED),
        (State.PUBLISHED, State.CANCELLED, 48, ChangeKind.CANCELLED),
        (State.LIVE, State.CANCELLED, 24, ChangeKind.CANCELLED),
        (State.PUBLISHED, State.POSTPONED, 24, ChangeKind.POSTPONED),
        (State.POSTPONED, State.PUBLISHED, 24, ChangeKind.BACK),
        (State.POSTPONED, State.PUBLISHED, 48, ChangeKind.CHANGED),
        (State.POSTPONED, State.CANCELLED, 24, ChangeKind.CANCELLED),
        (State.PUBLISHED, State.DRAFT, 48, None),
        (State.PUBLISHED, State.ARCHIVED, 48, None),
        (State.PUBLISHED, State.LIVE, 24, None),
    ],
)
def test_what_became_of_an_event(was, now, starts, turn):
    assert was in NOTIFIED_STATES
    news = event_news(event_before(was), an_event(now, starts=starts), now=NOW)
    assert (news.turn if news else None) == turn


def test_nobody_hears_of_an_event_that_is_over():
    before = event_before(State.PUBLISHED, starts=-10)
    assert event_news(before, an_event(State.CANCELLED, starts=-10), now=NOW) is None
