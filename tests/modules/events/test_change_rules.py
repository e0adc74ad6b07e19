"""What is told of a change, as a table: by how it was, how it is, and whether it is over."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.events.change_rules import NOTIFIED_STATES, event_news, session_change
from turnout.modules.events.models import EventRow, SessionRow, State
from turnout.modules.events.types import ChangeKind

NOW = datetime(2030, 2, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
HALL, DECK = UUID(int=1), UUID(int=2)
ROOMS = {HALL: "Hall", DECK: "Deck"}


def stated(*, title="Pegs", starts=2, room=HALL, state="scheduled"):
    return {
        "title": title,
        "starts_at": NOW + starts * HOUR,
        "ends_at": NOW + (starts + 1) * HOUR,
        "room_id": room,
        "state": state,
    }


def as_json(before):
    """As it comes back from the database."""
    room = before["room_id"]
    times = {name: before[name].isoformat() for name in ("starts_at", "ends_at")}
    return {**before, **times, "room_id": str(room) if room else None}


def told(before, after):
    row = None if after is None else SessionRow(**after)
    return session_change(
        as_json(before), row, session_id=UUID(int=3), rooms=ROOMS, noted_at=NOW, now=NOW
    )


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (stated(), stated(), None),
        (stated(), stated(starts=3), ChangeKind.CHANGED),
        (stated(), stated(room=DECK), ChangeKind.CHANGED),
        (stated(), stated(room=None), ChangeKind.CHANGED),
        (stated(), stated(title="Knots"), ChangeKind.CHANGED),
        (stated(), stated(state="cancelled"), ChangeKind.CANCELLED),
        (stated(), None, ChangeKind.CANCELLED),
        (stated(state="cancelled"), stated(), ChangeKind.BACK),
        (stated(state="cancelled"), stated(state="cancelled", starts=4), None),
        (stated(state="cancelled"), None, None),
        (stated(starts=-5), stated(starts=-4), None),
        (stated(starts=-5), None, None),
        (stated(starts=-5), stated(starts=4), ChangeKind.CHANGED),
        (stated(starts=4), stated(starts=-5), ChangeKind.CHANGED),
    ],
)
def test_what_became_of_a_session(before, after, turn):
    news = told(before, after)
    assert (news.turn if news else None) == turn


def test_a_session_that_is_gone_is_named_as_it_last_was():
    news = told(stated(title="Pegs", room=DECK), None)
    assert (news.now, news.now.title, news.now.room) == (news.before, "Pegs", "Deck")


sessions = st.builds(
    stated,
    title=st.sampled_from(["Pegs", "Knots"]),
    starts=st.integers(-3, 3),
    room=st.sampled_from([HALL, DECK, None]),
    state=st.sampled_from(["scheduled", "cancelled"]),
)


@given(sessions, sessions)
def test_nothing_is_told_of_what_is_as_it_was_and_never_of_what_is_over(before, after):
    news = told(before, after)
    if news is None:
        both_off = before["state"] == after["state"] == "cancelled"
        is_over = max(before["ends_at"], after["ends_at"]) <= NOW
        assert before == after or both_off or is_over
    else:
        assert before != after
        assert max(news.before.ends_at, news.now.ends_at) > NOW


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
