"""Tables as people send them: headings, delimiters and encodings of any kind; bad rows are told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from turnout.programme_formats.csv_reader import parse_csv
from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.programme import Link, Part
from turnout.programme_formats.report import Severity

BRUSSELS = ZoneInfo("Europe/Brussels")
HEAD = "id,title,start,end"
ROW = "1,Pegs,2030-02-02 10:00,2030-02-02 11:00"


def read(*lines, zone=BRUSSELS):
    return parse_csv("\n".join(lines).encode(), zone=zone)


def told(parsed):
    return [(each.reason, each.effect.value, each.line) for each in parsed.problems]


def test_a_table_with_our_own_headings():
    parsed = read(
        "id,title,subtitle,type,track,room,start,end,language,abstract,speakers,speaker_ids,links,tags,capacity,state",
        '1,Pegs,A history,talk,Craft,Hall,2030-02-02 10:00,2030-02-02 11:30,en,"One\n\ntwo","Kim\nAda","7\n8",https://a.example/ The page,wood;tent,40,cancelled',
    )
    [session] = parsed.programme.sessions
    assert (session.key, session.title, session.subtitle, session.kind) == (
        *("1", "Pegs", "A history", "talk"),
    )
    assert (session.track, session.room, session.language) == ("Craft", "Hall", "en")
    assert session.starts_at == datetime(2030, 2, 2, 9, tzinfo=UTC)
    assert session.duration == timedelta(minutes=90)
    assert session.abstract == "One\n\ntwo"
    assert session.persons == ("7", "8")
    assert [each.name for each in parsed.programme.speakers] == ["Kim", "Ada"]
    assert session.links == (Link(href="https://a.example/", title="The page"),)
    assert (session.tags, session.capacity, session.is_cancelled) == (("wood", "tent"), 40, True)
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Session ID;Session Title;Date;Start Time;End Time;Room;Speaker", "1;Pegs;2030-02-02;10:00;11:00;Hall;Kim|Ada"),
        ("Nr\tTitel\tDatum\tBeginn\tEnde\tRaum\tReferent", "1\tPegs\t2.2.2030\t10:00\t11:00\tHall\tKim; Ada"),
        ("UID|TITRE|Début|Durée|Salle|Intervenants", "1|Pegs|2030-02-02T10:00|60|Hall|Kim;Ada"),
        ("code,Título,Inicio,Duración,Sala,Ponentes", '1,Pegs,2030-02-02 09:00Z,01:00,Hall,"Kim;Ada"'),
        ("id,name,day,from,to,stage,presenters", '1,Pegs,2030-02-02,10 am,11:00 a.m.,Hall,"Kim; Ada"'),
        ("guid,talk,starts at,ends at,venue,who", '1,Pegs,02.02.2030 10:00,02.02.2030 11:00,Hall,"Kim; Ada"'),
    ],
)  # fmt: skip
def test_headings_delimiters_and_times_of_many_kinds(heading, row):
    parsed = read(heading, row)
    [session] = parsed.programme.sessions
    assert (session.key, session.title, session.room) == ("1", "Pegs", "Hall")
    assert session.starts_at == datetime(2030, 2, 2, 9, tzinfo=UTC)
    assert session.duration == timedelta(hours=1)
    assert [each.name for each in parsed.programme.speakers] == ["Kim", "Ada"]
    assert [each for each in parsed.problems if each.effect is not Severity.NOTED] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found_out(encoding):
    parsed = parse_csv(
        f"{HEAD}\n{ROW.replace('Pegs', 'Größe – é')}".encode(encoding), zone=BRUSSELS
    )
    assert parsed.programme.sessions[0].title == "Größe – é"
    assert told(parsed) == ([("other-encoding", "noted", 1)] if encoding == "cp1252" else [])


def test_the_end_may_be_after_midnight_and_nights_with_clock_changes_are_as_long_as_they_are():
    night = read("id,title,date,start,end", "1,Owls,2030-02-02,23:00,01:30").programme.sessions[0]
    assert night.duration == timedelta(hours=2, minutes=30)
    spring = read(HEAD, "1,Owls,2030-03-31 01:00,2030-03-31 04:00").programme.sessions[0]
    assert spring.duration == timedelta(hours=2)
    gap = read(HEAD, "1,Owls,2030-03-31 02:30,2030-03-31 05:00")
    assert gap.programme.sessions[0].start.hour == 3
    assert told(gap) == [("time-does-not-exist", "changed", 2)]
    fold = read(HEAD, "1,Owls,2030-10-27 02:30,2030-10-27 05:00")
    assert fold.programme.sessions[0].starts_at == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    assert told(fold) == [("time-occurs-twice", "noted", 2)]


@pytest.mark.parametrize(
    ("row", "reason", "effect"),
    [
        ("1,,2030-02-02 10:00,2030-02-02 11:00", "no-title", "skipped"),
        (",Pegs,2030-02-02 10:00,2030-02-02 11:00", "no-id", "skipped"),
        ("0,Pegs,2030-02-02 10:00,2030-02-02 11:00", "duplicate-id", "skipped"),
        ("1,Pegs,02/03/2030 10:00,11:00", "bad-start", "skipped"),
        ("1,Pegs,10:00,11:00", "no-date", "skipped"),
        ("1,Pegs,2030-02-02 10:00,soon", "bad-end", "skipped"),
        ("1,Pegs,2030-02-02 10:00,", "bad-duration", "skipped"),
        ("1,Pegs,2030-02-02 10:00,2030-02-02 10:00", "bad-duration", "skipped"),
        ("1,Pegs,2030-02-02 10:00,2031-02-02 10:00", "bad-duration", "skipped"),
        ("1,Pegs,2030-02-02 10:00,2030-02-02 11:00,x", "extra-cells", "changed"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_line_and_spoils_no_other(row, reason, effect):
    parsed = read(HEAD, ROW.replace("1,P", "0,P", 1), row, ROW.replace("1,P", "9,P", 1))
    keys = [each.key for each in parsed.programme.sessions]
    assert keys == (["0", "9"] if effect == "skipped" else ["0", "1", "9"])
    [problem] = [each for each in parsed.problems if each.reason != "room-overlap"]
    assert (problem.reason, problem.effect.value, problem.line) == (reason, effect, 3)
    assert problem.place.startswith("row 3")


@pytest.mark.parametrize(
    ("column", "value", "reason", "effect"),
    [
        ("language", "the usual", "bad-language", "changed"),
        ("capacity", "many", "bad-capacity", "changed"),
        ("state", "perhaps", "bad-state", "changed"),
        ("links", "javascript:alert(1) x", "bad-address", "skipped"),
        ("url", "ftp://a.example", "bad-address", "skipped"),
        ("subtitle", "s" * 900, "too-long", "changed"),
        ("smell", "roses", "unknown-column", "noted"),
    ],
)
def test_a_bad_cell_is_told_and_the_session_taken(column, value, reason, effect):
    parsed = read(f"{HEAD},{column}", f"{ROW},{value}")
    assert len(parsed.programme.sessions) == 1
    assert [(each.reason, each.effect.value) for each in parsed.problems] == [(reason, effect)]


def test_the_line_of_a_problem_counts_the_lines_inside_cells():
    parsed = read(f"{HEAD},abstract", f'{ROW},"one\ntwo\nthree"', "2,Late,soon,later,")
    assert told(parsed) == [("bad-start", "skipped", 5)]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "malformed", 1),
        (b"\n\n", "malformed", 1),
        (b"title\nx", "no-columns", 1),
        (b'id,title,start,end\n1,"open', "malformed", 2),
        (b'id,title,start,end\n1,"a"b,c,d', "malformed", 2),
        (b"\xff\xfea", "bad-encoding", 1),
        (b"id,title,start\n\x81\x8d,x,y", "bad-encoding", 2),
        ((HEAD + "," * 300).encode(), "too-large", 1),
        (b"x" * 10_000_001, "too-large", None),
        (f"{HEAD}\n1,{'x' * 200_000},a,b".encode(), "malformed", 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_line(data, reason, line):
    with pytest.raises(UnreadableSchedule) as refused:
        parse_csv(data, zone=BRUSSELS)
    assert (refused.value.reason, refused.value.line) == (reason, line)


def test_without_ids_a_title_is_what_a_session_is_found_by():
    rows = ("Pegs,2030-02-02 10:00,2030-02-02 11:00", "pegs,2030-02-02 12:00,2030-02-02 13:00")
    first = read("title,start,end", *rows)
    later = read("title,start,end", *(row.replace("2030-02-02", "2030-02-03") for row in rows))
    keys = [each.key for each in first.programme.sessions]
    assert keys == [each.key for each in later.programme.sessions]
    assert len(set(keys)) == 2
    assert [each.reason for each in first.problems] == ["no-ids"]


def test_a_table_speaks_only_of_its_columns():
    assert read(HEAD, ROW).programme.says == frozenset()
    assert read(f"{HEAD},room,Speakers", f"{ROW},Hall,").programme.says == {Part.ROOM, Part.PERSONS}


def test_a_guarded_formula_comes_in_as_it_was_meant():
    [session] = read(HEAD, "1,'=1+1,2030-02-02 10:00,2030-02-02 11:00").programme.sessions
    assert session.title == "=1+1"


def test_double_bookings_in_a_table_are_told():
    row = "{},Pegs,2030-02-02 10:00,2030-02-02 11:00,Hall,Kim".format
    assert [each.reason for each in read(f"{HEAD},room,speakers", row(1), row(2)).problems] == [
        *("room-overlap", "speaker-overlap"),
    ]
