"""Tables and calendars over HTTP: a dry run first, then once or as often as one likes."""

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.work import drain
from tests.modules.programme.file_client import Organizer, unchanged
from tests.programme_formats.sample_xml import event, schedule

from turnout.kernel.messaging import facts

CSV = (
    "id,title,start,end,room,track,speakers,tags,capacity\n"
    "1,Pegs,2030-02-02 10:00,11:00,Hall,Craft,Kim; Ada,wood,40\n"
    "2,Owls,2030-02-02 23:00,01:00,Tower,,Kim,,\n"
)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nUID:1@x.example\r\nSUMMARY:Pegs\r\nLOCATION:Hall\r\n"
    "DTSTART:20300202T100000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2@x.example\r\nSUMMARY:Tea\r\nLOCATION:Hall\r\n"
    "DTSTART:20300202T150000\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)
XML = schedule(event("1"), event("2", start="12:00"))
FILES = [("csv", CSV, 2), ("ics", ICS, 3), ("xml", XML, 2)]


@pytest.fixture
def organizer(client):
    return Organizer(client)


def rows_of(organizer):
    return [organizer.programme(), organizer.ask("GET", "").json, organizer.ask("GET", "/programme/imports").json]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "sessions"), FILES)
def test_a_dry_run_tells_all_and_writes_nothing(organizer, kind, data, sessions):
    before = rows_of(organizer)
    rehearsed = organizer.take(kind, data, dry_run="true")
    assert rehearsed["is_dry_run"]
    assert rows_of(organizer) == before
    done = organizer.take(kind, data)
    same = ("counts", "sessions", "speakers", "changes", "problems", "vanished", "format")
    assert {name: done[name] for name in same} == {name: rehearsed[name] for name in same}
    assert (done["format"], done["is_dry_run"]) == (kind, False)
    assert done["sessions"]["created"] == sessions
    named = [each["change"] for each in done["changes"] if each["kind"] == "session"]
    assert named == ["created"] * sessions


@pytest.mark.parametrize(("kind", "data", "sessions"), FILES)
def test_a_second_run_changes_nothing(organizer, kind, data, sessions):
    organizer.take(kind, data)
    before = organizer.programme()
    again = organizer.take(kind, data)
    assert unchanged(again)["sessions"] == sessions
    assert again["changes"] == []
    assert organizer.programme() == before


def test_times_without_a_zone_are_the_event_s_own_unless_another_is_said(organizer):
    organizer.take("csv", CSV)
    assert organizer.programme()["sessions"][0]["starts_at"] == "2030-02-02T09:00:00Z"
    organizer.take("csv", CSV, time_zone="Asia/Tokyo")
    assert organizer.programme()["sessions"][0]["starts_at"] == "2030-02-02T01:00:00Z"


def test_what_a_file_does_not_speak_of_stays(organizer):
    organizer.take("csv", CSV)
    [pegs, _] = organizer.programme()["sessions"]
    link = {"href": "https://a.example/", "title": "A"}
    stated = {"abstract": "<p>Wood</p>", "links": [link], "language": "de"}
    organizer.ask("PATCH", f"/sessions/{pegs['id']}", json=stated)
    organizer.take("csv", "id,title,start,end\n1,Pegs!,2030-02-02 10:00,11:00\n")
    after = organizer.programme()["sessions"][0]
    assert after["title"] == "Pegs!"
    same = ("abstract", "links", "language", "speaker_ids", "tags", "capacity", "room_id")
    assert {name: after[name] for name in same} == {**{name: pegs[name] for name in same}, **stated}


def test_what_vanished_may_be_called_off_and_comes_back_with_the_file(organizer):
    both, one = XML, schedule(event("1"))
    organizer.take("xml", both)
    kept = organizer.take("xml", one)
    assert [each["source_key"] for each in kept["vanished"]] == ["2"]
    assert {each["state"] for each in organizer.programme()["sessions"]} == {"scheduled"}
    off = organizer.take("xml", one, vanished="cancel")
    assert (off["sessions"]["cancelled"], off["changes"][0]["change"]) == (1, "cancelled")
    states = {each["source_key"]: each["state"] for each in organizer.programme()["sessions"]}
    assert states == {"1": "scheduled", "2": "cancelled"}
    assert organizer.take("xml", one, vanished="cancel")["sessions"]["cancelled"] == 0
    organizer.take("xml", both)
    assert {each["state"] for each in organizer.programme()["sessions"]} == {"scheduled"}


def test_what_an_organizer_called_off_stays_so_however_often_the_file_comes(organizer):
    organizer.take("xml", XML)
    [first, _] = organizer.programme()["sessions"]
    organizer.ask("PATCH", f"/sessions/{first['id']}", json={"state": "cancelled"})
    organizer.take("xml", XML)
    assert organizer.programme()["sessions"][0]["state"] == "cancelled"


def test_a_guid_that_a_later_file_adds_makes_no_second_session(organizer):
    organizer.take("xml", schedule(event("1"), event("2", start="12:00")))
    guid = " guid='5b6d1e0e-1111-4000-8000-00000000000{}'".format
    report = organizer.take(
        "xml", schedule(event("1", guid(1)), event("2", guid(2), start="12:00"))
    )
    assert report["sessions"]["created"] == 0
    assert len(organizer.programme()["sessions"]) == 2


def test_those_concerned_are_told_what_changed(organizer, queued):
    from turnout.modules.programme.facts import SessionCancelled, SessionChanged

    heard = []
    subscribed = facts._subscriptions
    for fact in (SessionChanged, SessionCancelled):
        key = f"tests.{fact.name}.{organizer.event.id}"
        subscribed.setdefault(fact.name, {})[key] = facts.Subscription(
            key, fact, lambda _, each: heard.append(each), "default"
        )
    try:
        organizer.take("xml", XML)
        drain()
        assert [each for each in heard if each.event_id == organizer.event.id] == []
        organizer.take("xml", schedule(event("1", start="10:15"), event("2", start="12:00", abstract="New")))  # fmt: skip
        organizer.take("xml", schedule(event("1", start="10:15")), vanished="cancel")
        drain()
    finally:
        for fact in (SessionChanged, SessionCancelled):
            del subscribed[fact.name][f"tests.{fact.name}.{organizer.event.id}"]
    ids = {each["source_key"]: each["id"] for each in organizer.programme()["sessions"]}
    told = [
        (type(each).__name__, str(each.session_id), getattr(each, "changed", ()))
        for each in heard
        if each.event_id == organizer.event.id
    ]
    assert sorted(told) == sorted(
        [
            ("SessionChanged", ids["1"], ("starts_at", "ends_at")),
            ("SessionCancelled", ids["2"], ()),
        ]
    )


@pytest.mark.parametrize(
    ("kind", "data", "query", "code", "pointer"),
    [
        ("csv", b"", {}, "events.schedule-unreadable", "/schedule"),
        ("csv", b"a,b\n1,2", {}, "events.schedule-unreadable", "/schedule"),
        ("csv", b"title,start\n\x81\x8d,x", {}, "events.schedule-unreadable", "/schedule"),
        ("csv", CSV, {"time_zone": "Mars/Base"}, "invalid", "?time_zone"),
        ("csv", b"id,title,start\n", {"vanished": "remove"}, "events.schedule-unreadable", "/schedule"),
        ("csv", b"id,title,start\n", {"vanished": "cancel"}, "events.schedule-unreadable", "/schedule"),
        ("ics", b"hello", {}, "events.schedule-unreadable", "/schedule"),
        ("ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT", {}, "events.schedule-unreadable", "/schedule"),
        ("ics", ICS, {"dry_run": "maybe"}, "invalid", "?dry_run"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_that_names_the_place(
    organizer, kind, data, query, code, pointer
):
    answer = organizer.send(kind, data, **query)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    if code == "events.schedule-unreadable" and "vanished" not in query:
        assert answer.json["line"] >= 1


def test_a_file_too_large_in_any_format_is_refused(organizer):
    for kind in ("csv", "ics", "xml"):
        answer = organizer.send(kind, b" " * 10_000_001)
        assert (answer.status_code, answer.json["code"]) == (413, "events.schedule-too-large")


def test_who_may_not_write_may_not_even_rehearse(organizer):
    partner = bearer(add_member(organizer.organization, "partner"))
    answer = organizer.client.post(
        f"{organizer.base}/programme/imports?dry_run=true",
        data=CSV,
        headers={**partner, "Content-Type": "text/csv"},
    )
    assert answer.status_code == 403
