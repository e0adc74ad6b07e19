"""What came in as a file goes out as one, in any format, and comes in again the same."""

import time
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from tests.factories.people import bearer, make_organization, make_user
from tests.modules.programme.file_client import (
    REAL,
    Organizer,
    count,
    picture,
    sessions_of,
    unchanged,
)
from tests.programme_formats.sample_xml import event, schedule
from tests.programme_formats.schedule_format import faults

KINDS = ("xml", "csv", "ics")
RICH = (
    "<persons><person id='7' guid='0c6d1e0e-1111-4000-8000-000000000001'>Kim; née Ünal"
    "<biography>Builds.</biography></person><person id='8'>Ada</person></persons>"
    "<links><link href='https://a.example/?a=1&amp;b=2'>=cmd|' /C calc'!A0</link></links>"
    "<attachments><attachment href='https://a.example/s.pdf'>Slides</attachment></attachments>"
    "<recording><license>CC BY 4.0</license><optout>true</optout></recording>"
    "<logo>https://a.example/l.png</logo><tags><tag>wood</tag><tag>a, b</tag></tags>"
    "<capacity>40</capacity><url>https://a.example/t</url><feedback_url>https://a.example/f</feedback_url>"
)
ATTRIBUTES = " guid='5b6d1e0e-1111-4000-8000-00000000000{}'".format
SMALL = schedule(
    event(
        "1",
        ATTRIBUTES(1),
        RICH,
        title="@home: a\u200bb – «deux» 🦉",
        subtitle="+1",
        abstract="<p>One &amp; <b>two</b></p>",
        description="first\n\nsecond",
        track="Craft",
        language="pt-BR",
        slug="home",
    ),
    event("2", ATTRIBUTES(2), start="23:30", duration="02:00", title="Over midnight", slug="over"),
    event("3", ATTRIBUTES(3), start="24:30", duration="26:00", title="Small hours", slug="small"),
    conference="<day_change>04:00</day_change>",
)


@pytest.fixture
def organizer(client):
    return Organizer(client)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_schedule_comes_in_fast_and_goes_out_equal(organizer, path):
    data = path.read_bytes()
    clocks = []
    for _ in range(2):
        clocks.append(time.monotonic())
        report = organizer.take("xml", data, time_zone="Europe/Brussels")
        clocks[-1] = time.monotonic() - clocks[-1]
    assert max(clocks) < 10
    stated = count(data)
    assert unchanged(report) == {"sessions": stated["sessions"], "speakers": stated["persons"]}
    written = organizer.fetch("xml")
    assert count(written) == stated
    before, after = sessions_of(data), sessions_of(written)
    if not path.name.startswith("pretalx"):
        assert after == before
    fresh = organizer.another_event()
    fresh.take("xml", written)
    assert picture(fresh.programme()) == picture(organizer.programme())
    assert count(fresh.fetch("xml")) == stated


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_event_gets_the_same_programme_from_each_format(organizer, kind):
    organizer.take("xml", SMALL)
    fresh = organizer.another_event()
    report = fresh.take(kind, organizer.fetch(kind))
    assert [each for each in report["problems"] if each["effect"] != "noted"] == []
    whole = kind == "xml"
    assert picture(fresh.programme(), biographies=whole) == picture(
        organizer.programme(), biographies=whole
    )
    assert fresh.fetch("csv").count(b"\n") == organizer.fetch("csv").count(b"\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_programme_made_by_hand_and_sent_back_changes_nothing(organizer, kind):
    kim = organizer.ask("POST", "/speakers", json={"name": "Kim"}).json["id"]
    talk = {
        "title": "Pegs",
        "starts_at": "2030-02-02T10:00",
        "ends_at": "2030-02-02T11:00",
        "speaker_ids": [kim],
        "tags": ["wood"],
        "abstract": "plain words",
    }
    assert organizer.ask("POST", "/sessions", json=talk).status_code == 201
    before = organizer.programme()
    report = organizer.take(kind, organizer.fetch(kind))
    assert unchanged(report)["sessions"] == 1
    after = organizer.programme()
    assert picture(after) == picture(before)
    assert [each["id"] for each in after["sessions"]] == [each["id"] for each in before["sessions"]]
    again = organizer.take(kind, organizer.fetch(kind), vanished="remove")
    assert (again["sessions"]["removed"], again["vanished"]) == (0, [])


def test_schedule_xml_has_what_its_common_schema_asks_for(organizer):
    organizer.take("xml", SMALL)
    root = ET.fromstring(organizer.fetch("xml"))  # noqa: S314 - our own
    assert [each.tag for each in root] == ["generator", "conference", "day"]
    conference = root.find("conference")
    assert conference.findtext("acronym") == organizer.event.slug
    assert conference.findtext("time_zone_name") == "Europe/Brussels"
    assert (conference.findtext("days"), conference.findtext("day_change")) == ("1", "04:00:00")
    day = root.find("day")
    assert (day.get("index"), day.get("date")) == ("1", "2024-02-03")
    assert (day.get("start"), day.get("end")) == (
        "2024-02-03T04:00:00+01:00",
        "2024-02-04T03:59:00+01:00",
    )
    needed = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract"}
    needed |= {"description", "slug", "track", "language", "persons", "links", "attachments"}
    found = {each.get("id"): each for each in root.iter("event")}
    assert set(found) == {"1", "2", "3"}, "the small hours belong to the night before"
    for each in found.values():
        assert needed <= {child.tag for child in each}
        assert each.get("guid").startswith("5b6d1e0e")
    first = found["1"]
    assert first.findtext("date") == "2024-02-03T10:00:00+01:00"
    assert (first.findtext("start"), first.findtext("duration")) == ("10:00", "00:30")
    assert first.findtext("recording/license") == "CC BY 4.0"
    assert first.findtext("recording/optout") == "true"
    assert first.findtext("logo") == "https://a.example/l.png"
    assert [each.get("id") for each in first.iter("person")] == ["7", "8"]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_the_strict_dialect_is_what_the_published_schema_asks_for(organizer, path):
    organizer.take("xml", path.read_bytes(), time_zone="Europe/Brussels")
    written = organizer.fetch("xml", dialect="strict")
    assert faults(written) == []
    assert count(written)["sessions"] == count(organizer.fetch("xml"))["sessions"]


def test_the_strict_dialect_leaves_out_what_is_ours_and_tells_slugs_apart(organizer):
    organizer.take("xml", SMALL)
    for title in ("Pegs", "Pegs again"):
        talk = {"title": title, "starts_at": "2024-02-03T18:00", "ends_at": "2024-02-03T19:00"}
        assert organizer.ask("POST", "/sessions", json=talk).status_code == 201
    full, strict = organizer.fetch("xml"), organizer.fetch("xml", dialect="strict")
    assert faults(full) != []
    assert faults(strict) == []
    assert b"feedback_url" in full
    assert b"feedback_url" not in strict
    again = organizer.another_event()
    again.take("xml", strict)
    assert len(again.programme()["sessions"]) == 5


@pytest.mark.parametrize(
    ("found", "put", "says"),
    [
        (b"<version>1</version>", b"", "begins with"),
        (b"</conference>", b"<venue>Hall</venue></conference>", "venue in conference"),
        (b"<duration>00:30</duration>", b"<duration>half an hour</duration>", "duration half"),
        (b"+01:00</date>", b"</date>", "has no offset"),
        (b'guid="5b6d1e0e', b'guid="x', "guid x"),
        (b"<slug>over</slug>", b"<slug>home</slug>", "slug home twice"),
        (b"<subtitle>+1</subtitle>", b"", "event without subtitle"),
    ],
)
def test_the_check_of_the_format_finds_what_is_wrong(organizer, found, put, says):
    organizer.take("xml", SMALL)
    written = organizer.fetch("xml", dialect="strict")
    assert found in written
    assert any(says in each for each in faults(written.replace(found, put, 1)))


def test_a_table_cannot_run_anything_in_a_spreadsheet(organizer):
    organizer.take("xml", SMALL)
    table = organizer.fetch("csv").decode("utf-8-sig")
    assert "'@home" in table
    assert ",'+1," in table


def test_a_calendar_follows_changes_and_names_what_is_called_off(organizer):
    organizer.take("xml", SMALL)
    session = organizer.programme()["sessions"][0]
    first = Calendar.from_ical(organizer.fetch("ics"))
    organizer.ask("PATCH", f"/sessions/{session['id']}", json={"state": "cancelled"})
    second = Calendar.from_ical(organizer.fetch("ics"))

    def found(calendar):
        uid = session["source_key"]
        return next(each for each in calendar.walk("VEVENT") if each["UID"] == uid)

    assert found(second)["SEQUENCE"] == found(first)["SEQUENCE"] + 1
    assert (found(first)["STATUS"], found(second)["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert b"@home" not in organizer.fetch("xml"), "schedule XML cannot say that it is called off"


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_s_files_are_for_members_and_a_published_event_s_for_all(client, organizer, kind):
    organizer.ask("POST", "/speakers", json={"name": "Kim", "email": "kim@private.example"})
    url = f"{organizer.base}/programme.{kind}"
    strangers = ({}, bearer(make_user()), bearer(make_organization().owner))
    assert [client.get(url, headers=each).status_code for each in strangers] == [404, 404, 404]
    organizer.ask("POST", "/publish")
    for headers in (*strangers, organizer.headers):
        answer = client.get(url, headers=headers)
        assert answer.status_code == 200
        assert b"private.example" not in answer.data
    tag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_file_takes_a_fixed_number_of_statements(organizer, statements):
    counts = []
    for size in (2, 40):
        organizer.take("xml", schedule(*(event(str(n), track=f"T{n}") for n in range(size))))
        del statements[:]
        organizer.fetch("xml")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_title_stands_in_the_reader_s_language(organizer):
    texts = {"de": {"title": "Wolkengipfel", "summary": "", "description": ""}}
    organizer.ask("PATCH", "", json={"translations": texts})
    assert b"Wolkengipfel" in organizer.fetch("xml", language="de")
    assert b"Cloud Summit" in organizer.fetch("xml", language="fr")
