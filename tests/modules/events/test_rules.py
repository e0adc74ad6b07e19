"""The life cycle as a table, names and times: decisions without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.modules.events.lifecycle import TABLE

from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.events import rules
from turnout.modules.events.models import EventKind, State, Visibility
from turnout.modules.events.rules import Action
from turnout.modules.events.types import Event, Location

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_step_is_allowed_or_refused_as_the_table_says(state, action):
    expected = TABLE.get((state, action))
    if expected is None:
        with pytest.raises(TransitionNotAllowed) as refused:
            rules.next_state(state, action)
        assert refused.value.details["allowed"] == sorted(a for s, a in TABLE if s is state)
    else:
        assert rules.next_state(state, action) is expected


def test_restoring_leads_back_to_where_the_event_was_even_through_the_bin():
    assert (
        rules.next_state(State.ARCHIVED, Action.RESTORE, archived_from=State.ENDED) is State.ENDED
    )
    archived = rules.state_to_restore(State.ENDED, State.ARCHIVED, earlier=None)
    binned = rules.state_to_restore(State.ARCHIVED, State.DELETED, earlier=archived)
    assert rules.next_state(State.DELETED, Action.RESTORE, archived_from=binned) is State.ENDED
    assert rules.state_to_restore(State.DELETED, State.ENDED, earlier=binned) is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Cloud Summit 2030", "cloud-summit-2030"),
        ("  Žižkov – Jazz & Blues!  ", "zizkov-jazz-blues"),
        ("日本の祭り", "event"),
        ("Terms", "terms-event"),
        ("-", "event"),
    ],
)
def test_address_names_made_of_titles(title, slug):
    assert rules.slugify(title) == slug


@given(st.text(max_size=400))
def test_whatever_the_title_its_address_name_is_a_good_one(title):
    assert rules.require_slug(rules.slugify(title))


@pytest.mark.parametrize(
    "slug", ["", "A", "a--b", "-a", "a-", "ä", "a b", "events", "x" * 81, "a/b"]
)
def test_bad_address_names_are_refused(slug):
    with pytest.raises(Invalid):
        rules.require_slug(slug)


def test_a_local_time_that_clocks_skip_is_refused():
    with pytest.raises(Invalid) as refused:
        rules.local_time(datetime.fromisoformat("2030-03-31T02:30"), BRUSSELS, "/starts_at")
    assert refused.value.errors[0].pointer == "/starts_at"


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59",
        "1969-12-31T23:59:59",
        "3000-01-01T00:00:00+00:00",
    ],
)
def test_a_time_at_the_ends_of_the_calendar_is_refused(moment):
    with pytest.raises(Invalid) as refused:
        rules.local_time(datetime.fromisoformat(moment), BRUSSELS, "/ends_at")
    assert (refused.value.errors[0].pointer, refused.value.errors[0].code) == (
        "/ends_at",
        "out-of-range",
    )


def test_of_a_time_that_occurs_twice_the_first_is_meant_unless_an_offset_says_otherwise():
    twice = datetime.fromisoformat("2030-10-27T02:30")
    assert rules.instant(twice, BRUSSELS) == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    second = datetime.fromisoformat("2030-10-27T02:30+01:00")
    assert rules.local_time(second, BRUSSELS, "/x") == twice
    assert rules.instant(second, BRUSSELS) == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


@given(
    st.datetimes(
        datetime.fromisoformat("2020-01-01"),
        datetime.fromisoformat("2040-01-01"),
        timezones=st.just(UTC),
    )
)
def test_an_instant_survives_the_way_through_local_time_except_in_the_second_fold(moment):
    local = rules.local_time(moment, BRUSSELS, "/x")
    difference = moment - rules.instant(local, BRUSSELS)
    assert difference.total_seconds() in (0, 3600)
    assert difference.total_seconds() == 0 or moment.astimezone(BRUSSELS).fold == 1


def draft(**values):
    at = datetime(2030, 2, 2, tzinfo=UTC)
    event = Event(
        organization_id=new_id(), id=new_id(), slug="s", title="T", summary="", description="",
        kind=EventKind.IN_PERSON, visibility=Visibility.PUBLIC, state=State.DRAFT, starts_at=at,
        ends_at=at, starts_local=None, ends_local=None, time_zone="UTC", venue_id=None,
        location=Location(city="Nairobi"), online_url=None, language="en", cover_file_id=None,
        cover_focus_x=50, cover_focus_y=50,
        contact_email=None, category="", tags=(), state_reason="", published_at=None,
        created_at=at, updated_at=at, version=1,
    )  # fmt: skip
    return replace(event, **values)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, []),
        ({"title": " "}, ["/title"]),
        ({"starts_at": None, "ends_at": None}, ["/starts_at", "/ends_at"]),
        ({"location": None}, ["/location"]),
        ({"location": Location(latitude=1.0, longitude=2.0)}, ["/location"]),
        ({"kind": EventKind.ONLINE, "location": None}, ["/online_url"]),
        ({"kind": EventKind.HYBRID, "location": None}, ["/location", "/online_url"]),
        ({"kind": EventKind.ONLINE, "location": None, "online_url": "https://a.example"}, []),
    ],
)
def test_publishing_asks_for_what_is_missing(values, missing):
    assert [each.pointer for each in rules.publish_checklist(draft(**values)).missing] == missing


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("visibility", Visibility)
def test_a_page_is_shown_once_published_and_never_when_private(state, visibility):
    shown = draft(state=state, visibility=visibility).is_shown
    unseen = (State.DRAFT, State.REVIEW, State.ARCHIVED, State.DELETED)
    hidden = state in unseen or visibility is Visibility.PRIVATE
    assert shown is not hidden


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(7, None), (8, Action.BEGIN), (17, Action.BEGIN), (18, Action.END), (23, Action.END)],
)
def test_what_the_clock_asks_for(hour, expected):
    at = datetime(2030, 2, 2, tzinfo=UTC)
    assert (
        rules.due_action(at.replace(hour=8), at.replace(hour=18), at.replace(hour=hour)) is expected
    )
    assert rules.due_action(None, None, at) is None
