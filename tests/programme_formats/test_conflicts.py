"""Double bookings: each told once, none invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from turnout.programme_formats.report import overlapping

DAWN = datetime(2024, 2, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Booking:
    resource: str
    label: str
    starts_at: datetime
    ends_at: datetime


def booking(label, start, length, resource="Hall"):
    starts_at = DAWN + timedelta(minutes=start)
    return Booking(
        resource=resource,
        label=label,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length),
    )


def pairs(*bookings):
    claims = [(each.resource, each) for each in bookings]
    return [(first.label, second.label) for _, first, second in overlapping(claims)]


def test_one_after_the_other_is_no_conflict():
    assert pairs(booking("a", 0, 30), booking("b", 30, 30)) == []


def test_two_rooms_do_not_disturb_each_other():
    assert pairs(booking("a", 0, 30), booking("b", 10, 30, "Cellar")) == []


def test_a_day_long_booking_names_each_session_in_it():
    assert pairs(booking("c", 40, 10), booking("day", 0, 600), booking("b", 10, 10)) == [
        ("day", "b"),
        ("day", "c"),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90), st.sampled_from("AB")), max_size=15)
)
def test_a_session_is_told_exactly_when_an_earlier_one_still_runs(claims):
    bookings = [
        booking(str(i), start, length, room) for i, (start, length, room) in enumerate(claims)
    ]
    told = {second for _, second in pairs(*bookings)}
    ordered = sorted(bookings, key=lambda b: (b.starts_at, b.ends_at))
    expected = {
        later.label
        for position, later in enumerate(ordered)
        if any(
            e.resource == later.resource and e.ends_at > later.starts_at for e in ordered[:position]
        )
    }
    assert told == expected
