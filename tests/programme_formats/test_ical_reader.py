"""Calendars as programs write them: zones, repetitions, folded lines; what is bad is told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.ical_reader import parse_ics
from turnout.programme_formats.programme import Link, Part
from turnout.programme_formats.report import Severity

BRUSSELS = ZoneInfo("Europe/Brussels")
SPAN = (datetime(2030, 3, 25, 8, tzinfo=UTC), datetime(2030, 4, 5, 17, tzinfo=UTC))
OWN_RULES = """BEGIN:VTIMEZONE
TZID:Camp time
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
END:STANDARD
END:VTIMEZONE"""


def vevent(*lines, uid="a@x.example", title="Pegs"):
    own = [f"UID:{uid}"] if uid else []
    own += [f"SUMMARY:{title}"] if title else []
    return "\r\n".join(["BEGIN:VEVENT", *own, *lines, "END:VEVENT"])


def read(*parts, zone=BRUSSELS, window=SPAN, head=()):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head, *parts, "END:VCALENDAR", ""]
    return parse_ics("\r\n".join(lines).encode(), zone=zone, window=window)


def told(parsed):
    return [(each.reason, each.effect.value) for each in parsed.problems]


def starts(parsed):
    return [each.starts_at for each in parsed.programme.sessions]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_vevent_is_a_session_with_what_it_says():
    parsed = read(
        vevent(
            "DTSTART:20300402T080000Z",
            "DURATION:PT1H30M",
            "DESCRIPTION:One\\, two\\nthree \\\\ fo",
            " ur",
            "LOCATION:Hall\\; left",
            "CATEGORIES:wood,a\\,b",
            "CATEGORIES:tent",
            "URL:https://a.example/?a=1",
            "ATTACH;FILENAME=Slides:https://a.example/s.pdf",
            "ATTACH;VALUE=BINARY;ENCODING=BASE64:AAAA",
            "STATUS:CANCELLED",
            "BEGIN:VALARM",
            "TRIGGER:-PT10M",
            "END:VALARM",
        ).replace("SUMMARY:", "SUMMARY;LANGUAGE=en-GB:")
    )
    [session] = parsed.programme.sessions
    assert (session.key, session.title, session.language) == ("a@x.example", "Pegs", "en-GB")
    assert (session.starts_at, session.duration) == (utc(2030, 4, 2, 8), timedelta(minutes=90))
    assert session.abstract == "One, two\nthree \\ four"
    assert (session.room, session.tags) == ("Hall; left", ("wood", "a,b", "tent"))
    assert session.attachments == (Link(href="https://a.example/s.pdf", title="Slides"),)
    assert session.is_cancelled
    assert told(parsed) == [("binary-attachment", "skipped")]
    assert Part.PERSONS not in parsed.programme.says
    assert {Part.TAGS, Part.ATTACHMENTS, Part.LANGUAGE, Part.STATE} <= parsed.programme.says


@pytest.mark.parametrize(
    ("start", "instant", "problems"),
    [
        (":20300402T080000Z", utc(2030, 4, 2, 8), []),
        (":20300402T080000", utc(2030, 4, 2, 6), []),
        (";TZID=America/New_York:20300402T080000", utc(2030, 4, 2, 12), []),
        (';TZID="/x.example/20201010/America/New_York":20300402T080000', utc(2030, 4, 2, 12), []),
        (";TZID=W. Europe Standard Time:20300402T080000", utc(2030, 4, 2, 6), []),
        (";TZID=Camp time:20300402T080000", utc(2030, 4, 2, 2, 30), []),
        (";TZID=Nowhere:20300402T080000", utc(2030, 4, 2, 6), [("unknown-time-zone", "changed")]),
        (":20300331T023000", utc(2030, 3, 31, 1, 30), [("time-does-not-exist", "changed")]),
        (":20301027T023000", utc(2030, 10, 27, 0, 30), [("time-occurs-twice", "noted")]),
        (";VALUE=DATE:20300402", utc(2030, 4, 1, 22), [("all-day", "noted")]),
    ],
)
def test_times_of_every_kind(start, instant, problems):
    length = () if "DATE" in start else ("DURATION:PT1H",)
    parsed = read(OWN_RULES.replace("\n", "\r\n"), vevent(f"DTSTART{start}", *length))
    assert starts(parsed) == [instant]
    assert told(parsed) == problems


def test_floating_times_are_in_the_calendar_s_own_zone():
    parsed = read(
        vevent("DTSTART:20300402T080000", "DTEND:20300402T090000"),
        head=("X-WR-TIMEZONE:Asia/Tokyo",),
    )
    assert starts(parsed) == [utc(2030, 4, 1, 23)]
    assert parsed.programme.time_zone == "Asia/Tokyo"


def test_a_repeated_session_is_several_inside_the_event_and_keeps_its_local_time():
    parsed = read(
        vevent(
            "DTSTART;TZID=Europe/Brussels:20300101T100000",
            "DTEND;TZID=Europe/Brussels:20300101T110000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU,SU",
            "EXDATE;TZID=Europe/Brussels:20300402T100000",
            "RDATE:20300404T120000Z",
        )
    )
    assert starts(parsed) == [
        *(utc(2030, 3, 26, 9), utc(2030, 3, 31, 8)),
        utc(2030, 4, 4, 12),
    ]
    assert next(each.key for each in parsed.programme.sessions) == "a@x.example#20300326T090000Z"
    assert told(parsed) == [("outside-event", "noted")]


def test_one_repetition_may_be_told_apart_or_called_off():
    rule = vevent(
        "DTSTART;TZID=Europe/Brussels:20300401T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"
    )
    moved = vevent(
        "RECURRENCE-ID;TZID=Europe/Brussels:20300402T100000",
        "DTSTART;TZID=Europe/Brussels:20300402T150000",
        "DURATION:PT2H",
        title="Pegs, later",
    )
    off = vevent(
        *("RECURRENCE-ID:20300403T080000Z", "DTSTART:20300403T080000Z"),
        *("DURATION:PT1H", "STATUS:CANCELLED"),
    )
    parsed = read(moved, rule, off)
    found = {each.key.partition("#")[2]: each for each in parsed.programme.sessions}
    assert set(found) == {"20300401T080000Z", "20300402T080000Z", "20300403T080000Z"}
    later = found["20300402T080000Z"]
    assert (later.title, later.starts_at) == ("Pegs, later", utc(2030, 4, 2, 13))
    assert found["20300403T080000Z"].is_cancelled
    assert parsed.problems == ()


def test_an_event_without_dates_takes_a_year_of_an_endless_rule():
    parsed = read(
        vevent("DTSTART:20300401T080000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY"), window=None
    )
    assert len(parsed.programme.sessions) in (12, 13)


@pytest.mark.parametrize(
    ("event", "reason", "effect"),
    [
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", title=""), "no-title", "skipped"),
        (vevent("DURATION:PT1H"), "bad-start", "skipped"),
        (vevent("DTSTART:tomorrow", "DURATION:PT1H"), "bad-time", "skipped"),
        (vevent("DTSTART:20300231T080000Z", "DURATION:PT1H"), "bad-time", "skipped"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:soon"), "bad-duration", "skipped"),
        (vevent("DTSTART:20300402T080000Z"), "bad-duration", "skipped"),
        (vevent("DTSTART:20300402T080000Z", "DTEND:20300402T070000Z"), "bad-duration", "skipped"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", uid=""), "no-id", "noted"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", uid="x" * 300), "bad-id", "skipped"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"), "bad-rule", "changed"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", "URL:javascript:x()"), "bad-address", "skipped"),
        (vevent("DTSTART:20300402T080000Z", "DURATION:PT1H", "what is this"), "bad-line", "skipped"),
    ],
)  # fmt: skip
def test_what_is_bad_is_told_with_its_line_and_spoils_nothing_else(event, reason, effect):
    good = vevent("DTSTART:20300403T080000Z", "DURATION:PT1H", uid="good")
    parsed = read(event, good)
    assert "good" in [each.key for each in parsed.programme.sessions]
    found = {each.reason: each for each in parsed.problems}
    assert found[reason].effect.value == effect
    assert 3 <= found[reason].line <= 3 + event.count("\r\n")


def test_of_two_with_one_uid_the_later_version_counts():
    old, new = (
        vevent(f"DTSTART:2030040{day}T080000Z", "DURATION:PT1H", f"SEQUENCE:{number}")
        for day, number in ((2, 1), (3, 2))
    )
    for order in ((old, new), (new, old)):
        parsed = read(*order)
        assert starts(parsed) == [utc(2030, 4, 3, 8)]
        assert told(parsed) == [("duplicate-id", "skipped")]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "not-a-calendar", 1),
        (b"hello", "not-a-calendar", 1),
        (b"BEGIN:VEVENT\nEND:VEVENT", "not-a-calendar", 1),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "malformed", 3),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "malformed", 2),
        (b"BEGIN:VCALENDAR\nSUMMARY:\x81\x8d\n", "bad-encoding", 2),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 20, "too-deep", 9),
        (b"\n" * 500_002, "too-large", 500_001),
        (b"x" * 10_000_001, "too-large", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_calendar_is_refused_with_its_line(data, reason, line):
    with pytest.raises(UnreadableSchedule) as refused:
        parse_ics(data, zone=BRUSSELS)
    assert (refused.value.reason, refused.value.line) == (reason, line)


def test_bytes_of_a_letter_may_be_parted_by_a_fold():
    data = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Größe\nDTSTART:20300402T080000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR".encode()
    cut = data.index("ö".encode()) + 1
    parsed = parse_ics(data[:cut] + b"\n " + data[cut:], zone=BRUSSELS)
    assert parsed.programme.sessions[0].title == "Größe"
    assert Severity.SKIPPED not in {each.effect for each in parsed.problems}
