"""Days of a programme, and what is told of a session: by how it was, how it is, and when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.events.types import ChangeKind, SessionNote
from turnout.modules.programme.models import SessionRow
from turnout.modules.programme.rules import programme_day, session_change

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
    note = SessionNote(session_id=UUID(int=3), before=as_json(before), noted_at=NOW)
    return session_change(note, row, rooms=ROOMS, now=NOW)


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


def test_the_small_hours_belong_to_the_day_before():
    assert programme_day(datetime.fromisoformat("2030-02-03T04:59")).isoformat() == "2030-02-02"
    assert programme_day(datetime.fromisoformat("2030-02-03T05:00")).isoformat() == "2030-02-03"
