"""A schedule file as a whole: what is taken, what is refused, what is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.programme_formats.sample_xml import event, reasons, schedule

from turnout.programme_formats.errors import TimeZoneNeeded, UnknownTimeZone, UnreadableSchedule
from turnout.programme_formats.programme import Link
from turnout.programme_formats.report import MAX_PROBLEMS, Severity
from turnout.programme_formats.xml_reader import parse_schedule

DATA = Path(__file__).parents[1] / "data" / "schedules"


def read(name, **options):
    return parse_schedule((DATA / name).read_bytes(), **options)


def test_a_file_without_a_zone_asks_for_one_and_names_the_field():
    with pytest.raises(TimeZoneNeeded) as asked:
        read("fosdem-2024.xml")
    assert asked.value.field == "time_zone"


def test_an_answer_that_is_no_zone_is_refused():
    for name in ("Mars/Base", "", "../../etc/passwd", "Europe", "x" * 5000):
        with pytest.raises(UnknownTimeZone):
            read("fosdem-2024.xml", time_zone=name)


def test_the_zone_in_the_file_wins_over_the_answer_and_says_so():
    parsed = read("pretalx-night.xml", time_zone="Asia/Tokyo")
    assert parsed.programme.time_zone == "Europe/Berlin"
    assert "other-time-zone" in reasons(parsed)


def test_pretalx_is_read_with_everything_it_says():
    parsed = read("pretalx-night.xml")
    opening, night, watch = parsed.programme.sessions
    assert opening.key == "5b6d1e0e-1111-4000-8000-000000000001"
    assert (opening.source_id, opening.kind, opening.language) == ("101", "Talk", "en")
    assert opening.abstract == "Tea, and what to see tonight.\n\nBring < 2 lamps."
    assert opening.attachments == (
        Link(href="https://talks.example.org/media/owls26/slides.pdf", title="Slides"),
    )
    assert opening.url == "https://talks.example.org/owls26/talk/AAAAAA/"
    assert opening.feedback_url == "https://talks.example.org/owls26/talk/AAAAAA/feedback/"
    assert [speaker.name for speaker in parsed.programme.speakers] == ["Ada Beispiel", "李 示例"]
    assert night.starts_at == datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    assert night.ends_at.astimezone(night.start.tzinfo).hour == 4, "the clock skipped an hour"
    assert watch.duration == timedelta(hours=26)
    assert watch.track is None
    assert [(track.name, track.colour) for track in parsed.programme.tracks] == [
        ("Astronomy", "#123abc")
    ]
    assert opening.logo == "https://talks.example.org/media/owls26/tea.png"
    assert parsed.problems == ()


def test_frab_gives_instants_by_its_offsets_without_any_zone():
    parsed = read("frab-camp.xml")
    pegs, owls = parsed.programme.sessions
    assert parsed.programme.time_zone is None
    assert pegs.starts_at == datetime(2025, 8, 20, 8, 0, tzinfo=UTC)
    assert owls.starts_at == datetime(2025, 8, 20, 22, 30, tzinfo=UTC)
    assert owls.start.utcoffset() == timedelta(hours=2)
    assert owls.persons == ("32", "31")
    assert parsed.problems == ()


def test_offsets_are_shown_in_the_answered_zone():
    _, owls = read("frab-camp.xml", time_zone="Europe/London").programme.sessions
    assert (owls.start.hour, owls.starts_at) == (23, datetime(2025, 8, 20, 22, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "malformed"),
        (b"not xml", "malformed"),
        (b"<schedule><day></schedule>", "malformed"),
        (schedule(event())[:-20], "malformed"),
        (b'<?xml version="1.0" encoding="klingon"?><schedule/>', "malformed"),
        (b"\xff\xfe\x00", "malformed"),
        (b"<html><body/></html>", "not-a-schedule"),
        (b"<schedule/>", "not-a-schedule"),
        (b"<!DOCTYPE schedule><schedule><conference/></schedule>", "forbidden-xml"),
        (
            b'<!DOCTYPE s [<!ENTITY a "b">]><schedule><conference>&a;</conference></schedule>',
            "forbidden-xml",
        ),
        (b'<!DOCTYPE s SYSTEM "http://198.51.100.1/x.dtd"><schedule/>', "forbidden-xml"),
        (b"<schedule>" + b"<a>" * 100 + b"</a>" * 100 + b"</schedule>", "too-deep"),
        (b"<schedule>" + b"<a/>" * 150_001 + b"</schedule>", "too-large"),
        (b" " * 10_000_001, "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:24].decode("latin-1"),
)
def test_what_is_no_schedule_is_refused_once_and_clearly(data, reason):
    with pytest.raises(UnreadableSchedule) as refused:
        parse_schedule(data)
    assert refused.value.reason == reason
    assert refused.value.detail


def test_a_broken_file_says_in_which_line_it_broke():
    with pytest.raises(UnreadableSchedule) as refused:
        parse_schedule(b"<schedule>\n<conference>\n</schedule>")
    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (event(key=None), "no-id"),
        (event(key="x" * 300), "bad-id"),
        (event(key="1"), "duplicate-id"),
        (event("2", title=None), "no-title"),
        (event("2", title="  \n "), "no-title"),
        (event("2", start="half past nine"), "bad-start"),
        (event("2", start=None), "bad-start"),
        (event("2", duration="00:00"), "no-duration"),
        (event("2", duration="-01:00"), "no-duration"),
        (event("2", duration="soon"), "bad-duration"),
        (event("2", duration=None), "bad-duration"),
        (event("2", duration="999:00"), "bad-duration"),
    ],
    ids=lambda value: value[:60],
)
def test_a_bad_session_is_left_out_told_and_spoils_nothing_else(bad, reason):
    parsed = parse_schedule(schedule(event("1"), bad, event("3", start="15:00")))
    assert [session.key for session in parsed.programme.sessions] == ["1", "3"]
    [problem] = parsed.problems
    assert (problem.reason, problem.effect) == (reason, Severity.SKIPPED)
    assert problem.place.startswith("/schedule/day/room/event[2]")
    assert problem.line == 1


@pytest.mark.parametrize(
    ("odd", "reason", "effect"),
    [
        (event(language="the usual"), "bad-language", Severity.CHANGED),
        (event(subtitle="s" * 900), "too-long", Severity.CHANGED),
        (event(date="yesterday"), "bad-date", Severity.CHANGED),
        (event(room="Cellar"), "other-room", Severity.CHANGED),
        (
            event(extra='<links><link href="javascript:alert(1)">x</link></links>'),
            "bad-address",
            Severity.SKIPPED,
        ),
        (
            event(extra='<links><link href="http://[">x</link></links>'),
            "bad-address",
            Severity.SKIPPED,
        ),
        (
            event(extra='<links><link href="/slides.pdf">x</link></links>'),
            "bad-address",
            Severity.SKIPPED,
        ),
        (
            event(extra='<links><link href="http://">x</link></links>'),
            "empty-address",
            Severity.NOTED,
        ),
        (event(extra='<persons><person id="1"> </person></persons>'), "no-name", Severity.SKIPPED),
        (
            event(extra="<persons><person>A</person><person>a</person></persons>"),
            "duplicate-person",
            Severity.CHANGED,
        ),
        (event(extra="<smell>roses</smell>"), "unknown-element", Severity.NOTED),
    ],
)
def test_a_bad_part_is_told_and_the_session_taken(odd, reason, effect):
    parsed = parse_schedule(schedule(odd))
    assert len(parsed.programme.sessions) == 1
    assert (reason, effect) in [(problem.reason, problem.effect) for problem in parsed.problems]


def test_a_text_that_is_too_long_is_cut():
    [session] = parse_schedule(schedule(event(subtitle="s" * 900))).programme.sessions
    assert session.subtitle == "s" * 500


def test_the_room_around_a_session_counts_before_the_one_inside():
    programme = parse_schedule(schedule(event(room="Cellar"))).programme
    assert [programme.sessions[0].room] == ["Hall"] == [room.name for room in programme.rooms]


def test_a_session_without_a_room_is_taken_and_told():
    parsed = parse_schedule(schedule(event(room=None), room=None))
    assert parsed.programme.sessions[0].room is None
    assert parsed.programme.rooms == ()
    assert reasons(parsed) == ["no-room"]


def test_one_person_under_two_names_is_one_speaker():
    person = "<persons><person id='5'>{}</person></persons>"
    parsed = parse_schedule(
        schedule(
            event("1", extra=person.format("Kim")),
            event("2", start="12:00", extra=person.format("Kim M.")),
        )
    )
    assert [speaker.name for speaker in parsed.programme.speakers] == ["Kim"]
    assert reasons(parsed) == ["other-name"]


def test_a_name_and_a_biography_may_stand_in_elements_of_their_own():
    person = "<persons><person guid='g'><name>Kim</name><biography>Builds.</biography></person></persons>"
    [speaker] = parse_schedule(schedule(event(extra=person))).programme.speakers
    assert (speaker.key, speaker.name, speaker.biography) == ("g", "Kim", "Builds.")


def test_markup_that_nobody_escaped_is_still_markup():
    [session] = parse_schedule(
        schedule(event(extra="<abstract>Say <b>hello</b> &amp; go</abstract>"))
    ).programme.sessions
    assert session.abstract == "Say <b>hello</b> &amp; go"


def test_a_link_without_text_is_titled_by_its_address():
    links = '<links><link href="https://a.example/"/><link>https://b.example/</link></links>'
    [session] = parse_schedule(schedule(event(extra=links))).programme.sessions
    assert [(link.href, link.title) for link in session.links] == [
        ("https://a.example/", "https://a.example/"),
        ("https://b.example/", "https://b.example/"),
    ]


def test_another_encoding_and_a_namespace_prefix_are_read():
    text = schedule(event(title="Über uns")).decode().replace("UTF-8", "ISO-8859-1")
    text = text.replace("<schedule>", '<s:schedule xmlns:s="urn:x">').replace(
        "</schedule>", "</s:schedule>"
    )
    [session] = parse_schedule(text.encode("latin-1")).programme.sessions
    assert session.title == "Über uns"


def test_the_report_stays_short_and_counts_what_it_leaves_out():
    parsed = parse_schedule(schedule(*(event(key=None) for _ in range(MAX_PROBLEMS + 5))))
    assert (len(parsed.problems), parsed.problems_left_out) == (MAX_PROBLEMS, 5)
