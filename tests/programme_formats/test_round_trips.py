"""Whatever programme there is: each format that we write is read back as it was."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.programme_formats.generated_programmes import programmes
from tests.prove.counts import examples

from turnout.programme_formats.csv_reader import parse_csv
from turnout.programme_formats.csv_table import write_csv
from turnout.programme_formats.errors import TimeZoneNeeded, UnreadableSchedule
from turnout.programme_formats.ical_fields import write_ics
from turnout.programme_formats.ical_reader import parse_ics
from turnout.programme_formats.programme import Speaker
from turnout.programme_formats.report import Severity
from turnout.programme_formats.xml_reader import parse_schedule
from turnout.programme_formats.xml_writer import write_schedule

ELSEWHERE = ZoneInfo("America/Caracas")
MANY = settings(max_examples=examples(60), deadline=None)


def picture(programme, **changed):
    """Sessions by key without their places in a file, and the people in them."""
    sessions = {
        each.key: replace(each, line=0, place="", start=each.starts_at, **changed)
        for each in programme.sessions
    }
    return sessions, {each.key: each for each in programme.speakers}


def lost_nothing(parsed):
    return not [each for each in parsed.problems if each.effect is not Severity.NOTED]


@MANY
@given(programmes())
def test_schedule_xml_gives_back_what_takes_place(programme):
    kept = tuple(each for each in programme.sessions if not each.is_cancelled)
    named = {key for session in kept for key in session.persons}
    biography = "<p>Builds & breaks.</p>"
    people = tuple(replace(each, biography=biography) for each in programme.speakers)
    programme = replace(programme, speakers=people)
    parsed = parse_schedule(write_schedule(programme))
    assert lost_nothing(parsed)
    assert parsed.programme.time_zone == programme.time_zone
    wanted = replace(
        programme, sessions=kept, speakers=tuple(each for each in people if each.key in named)
    )
    assert picture(parsed.programme, source_id=None) == picture(wanted)
    assert [each.start.utcoffset() for each in parsed.programme.sessions] == [
        each.start.utcoffset() for each in sorted(kept, key=in_file_order(parsed))
    ]


def in_file_order(parsed):
    order = {each.key: number for number, each in enumerate(parsed.programme.sessions)}
    return lambda session: order[session.key]


@MANY
@given(programmes())
def test_a_table_gives_back_everything(programme):
    parsed = parse_csv(write_csv(programme), zone=ZoneInfo(programme.time_zone))
    assert lost_nothing(parsed)
    assert picture(parsed.programme) == picture(programme, guid=None)


@MANY
@given(programmes())
def test_a_calendar_gives_back_everything(programme):
    data = write_ics(programme, changed_at=datetime(2030, 1, 1, tzinfo=UTC), sequences={})
    parsed = parse_ics(data, zone=ELSEWHERE)
    assert lost_nothing(parsed)
    assert parsed.programme.time_zone == programme.time_zone
    assert picture(parsed.programme) == picture(programme, guid=None)


@MANY
@given(programmes())
def test_a_calendar_is_one_that_the_library_reads_too(programme):
    from icalendar import Calendar

    sequences = {each.key: 3 for each in programme.sessions}
    data = write_ics(programme, changed_at=datetime(2030, 1, 1, tzinfo=UTC), sequences=sequences)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = {str(each["UID"]): each for each in Calendar.from_ical(data).walk("VEVENT")}
    assert found.keys() == {each.key for each in programme.sessions}
    for session in programme.sessions:
        event = found[session.key]
        assert (event.start, event.end) == (session.starts_at, session.ends_at)
        assert event["SEQUENCE"] == 3
        assert (event["STATUS"] == "CANCELLED") == session.is_cancelled


def test_a_person_without_an_id_is_found_by_name_again():
    from turnout.programme_formats.programme import Programme

    xml = b"""<schedule><conference><title>x</title><time_zone_name>UTC</time_zone_name></conference>
    <day index="1" date="2030-01-01"><room name="A"><event id="1"><title>T</title>
    <start>10:00</start><duration>00:30</duration><persons><person>Kim</person>
    <person code="QX">Ada</person></persons></event></room></day></schedule>"""
    programme = parse_schedule(xml).programme
    assert isinstance(programme, Programme)
    again = parse_schedule(write_schedule(programme)).programme
    assert again.speakers == (Speaker(key="name:kim", name="Kim"), Speaker(key="QX", name="Ada"))


SOME_CSV = b"id,title,start,end,speakers\n1,Pegs,2030-01-01 10:00,11:00,Kim; Ada\n"
SOME_ICS = (
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Pegs\nDTSTART;TZID=Europe/Berlin:20300101T100000\n"
    b"DURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20300102T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
)
CUTS = st.lists(
    st.tuples(st.integers(0, 220), st.integers(0, 40), st.binary(max_size=6)),
    min_size=1,
    max_size=4,
)


def damaged(data, cuts):
    for position, length, insert in cuts:
        data = data[:position] + insert + data[position + length :]
    return data


@settings(max_examples=examples(100), deadline=None)
@given(CUTS)
def test_no_damage_to_a_table_or_a_calendar_crashes_its_reader(cuts):
    for parse, good in ((parse_csv, SOME_CSV), (parse_ics, SOME_ICS)):
        try:
            parsed = parse(damaged(good, cuts), zone=ELSEWHERE)
        except (UnreadableSchedule, TimeZoneNeeded) as refused:
            assert refused.line >= 1
            continue
        assert all(each.ends_at > each.starts_at for each in parsed.programme.sessions)


@given(st.binary(max_size=300))
def test_no_bytes_crash_a_reader(data):
    for parse in (parse_csv, parse_ics):
        for whole in (data, b"BEGIN:VCALENDAR\n" + data, b"title,start\n" + data):
            try:
                parse(whole, zone=ELSEWHERE)
            except UnreadableSchedule as refused:
                assert refused.detail
