"""Importing a programme over HTTP: whole, repeatable, and honest about what it left."""

import time
from xml.etree import ElementTree as ET

import pytest
from tests.factories.events import make_event, schedule_file
from tests.factories.people import (
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.work import drain
from tests.programme_formats.sample_xml import event, schedule

XML = {"Content-Type": "application/xml"}


class Organizer:
    """A signed-in owner with one event, as an integrator would act."""

    def __init__(self, client, **values):
        self.organization = make_organization()
        self.ctx = context_of(self.organization, self.organization.owner)
        self.event = make_event(self.ctx, **values)
        self.client = client
        self.headers = bearer(self.organization.owner)
        self.base = f"/api/v1/organizations/{self.organization.id}/events/{self.event.id}"

    def send(self, xml, *, query="?time_zone=Europe/Brussels", headers=None):
        sent = {**self.headers, **XML, **(headers or {})}
        return self.client.post(f"{self.base}/programme/imports{query}", data=xml, headers=sent)

    def take(self, xml, **options):
        answer = self.send(xml, **options)
        assert answer.status_code == 201, answer.json
        return answer.json

    def programme(self):
        answer = self.client.get(f"{self.base}/programme", headers=self.headers)
        assert answer.status_code == 200, answer.json
        return answer.json


@pytest.fixture
def organizer(client):
    return Organizer(client)


def test_fosdem_comes_in_whole_and_fast(organizer):
    xml = schedule_file("fosdem-2024.xml")
    root = ET.fromstring(xml)  # noqa: S314 - the project's own file
    began = time.monotonic()
    report = organizer.take(xml)
    assert time.monotonic() - began < 10
    assert report["counts"] == {
        "days": 2,
        "rooms": len({room.get("name") for room in root.iter("room") if room.get("name")}),
        "tracks": len(root.findall("tracks/track")),
        "sessions": len(root.findall("day/room/event")),
        "speakers": len({person.get("id") for person in root.iter("person")}),
        "links": len(root.findall(".//link")),
        "attachments": len(root.findall(".//attachment")),
    }
    programme = organizer.programme()
    assert (
        len(programme["sessions"]) == report["counts"]["sessions"] == report["sessions"]["created"]
    )
    assert len(programme["speakers"]) == report["counts"]["speakers"]
    assert sum(len(each["links"]) for each in programme["sessions"]) == report["counts"]["links"]
    assert programme["days"] == ["2024-02-03", "2024-02-04"]
    assert sum(len(each["speaker_ids"]) for each in programme["sessions"]) == len(
        root.findall(".//person")
    )


def test_a_second_import_changes_nothing(organizer):
    xml = schedule_file("fosdem-2024.xml")
    organizer.take(xml)
    before = organizer.programme()
    again = organizer.take(xml)
    unchanged = {"created": 0, "updated": 0, "removed": 0, "cancelled": 0}
    assert again["sessions"] == {**unchanged, "unchanged": 674}
    assert again["speakers"] == {**unchanged, "unchanged": 738}
    assert organizer.programme() == before


def test_the_number_of_statements_does_not_grow_with_the_file(organizer, statements):
    counts = []
    for size in (3, 60):
        sessions = (event(str(n), start=f"{n % 24:02d}:00", track=f"T{n}") for n in range(size))
        del statements[:]
        organizer.take(schedule(*sessions))
        counts.append(len(statements))
    assert counts[1] <= counts[0]


def test_a_file_without_a_zone_is_asked_for_one(organizer):
    answer = organizer.send(schedule_file("fosdem-2024.xml"), query="")
    assert answer.status_code == 422
    assert answer.json["code"] == "events.time-zone-needed"
    assert [error["pointer"] for error in answer.json["errors"]] == ["?time_zone"]
    assert organizer.programme()["sessions"] == []


@pytest.mark.parametrize(
    ("body", "query", "status", "code", "pointer"),
    [
        (b"", "", 422, "events.schedule-unreadable", "/schedule"),
        (b"<schedule><conf", "", 422, "events.schedule-unreadable", "/schedule"),
        (b"<html/>", "", 422, "events.schedule-unreadable", "/schedule"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><schedule/>', "", 422, "events.schedule-unreadable", "/schedule"),
        (schedule(event()), "?time_zone=Mars/Base", 422, "invalid", "?time_zone"),
        (schedule(event()), "?zone=UTC", 422, "invalid", "?zone"),
        (schedule(event()), "?vanished=burn", 422, "invalid", "?vanished"),
        (schedule(), "?vanished=remove", 422, "events.schedule-unreadable", "/schedule"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_that_names_the_field(
    organizer, body, query, status, code, pointer
):
    answer = organizer.send(body, query=query)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


def test_a_broken_file_leaves_what_was_there(organizer):
    good = schedule(event("1"), event("2", start="12:00"))
    organizer.take(good)
    before = organizer.programme()
    assert organizer.send(good[:-40]).status_code == 422
    assert organizer.programme() == before


def test_a_file_that_is_too_large_or_of_another_type_is_refused(organizer):
    large = organizer.send(b" " * 10_000_001)
    assert (large.status_code, large.json["code"]) == (413, "events.schedule-too-large")
    typed = organizer.send(b"{}", headers={"Content-Type": "application/json"})
    assert (typed.status_code, typed.json["code"]) == (415, "events.wrong-schedule-type")
    assert typed.json["errors"][0]["pointer"] == "#Content-Type"


def test_changes_in_the_file_arrive_and_hand_made_things_stay(organizer):
    person = "<persons><person id='1'>Kim</person></persons>"
    link = "<links><link href='https://a.example/'>A</link></links>"
    organizer.take(
        schedule(event("1", extra=person), event("2", start="12:00"), event("3", start="14:00"))
    )
    made = organizer.client.post(
        f"{organizer.base}/sessions",
        json={"title": "By hand", "starts_at": "2024-02-03T18:00", "ends_at": "2024-02-03T19:00"},
        headers=organizer.headers,
    )
    assert made.status_code == 201, made.json
    report = organizer.take(
        schedule(
            event("1", title="Renamed", extra=person),
            event("2", start="12:00", extra=person + link),
            event("3", start="14:00"),
        )
    )
    tally = {"created": 0, "updated": 2, "unchanged": 1, "removed": 0, "cancelled": 0}
    assert report["sessions"] == tally
    by_title = {each["title"]: each for each in organizer.programme()["sessions"]}
    assert set(by_title) == {"Renamed", "Welcome", "By hand"}
    versions = sorted(each["version"] for each in organizer.programme()["sessions"])
    assert versions == [1, 1, 2, 2]


def test_what_vanished_from_the_file_is_told_and_removed_on_request(organizer):
    person = "<persons><person id='{0}'>P{0}</person></persons>".format
    organizer.take(
        schedule(event("1", extra=person(1)), event("2", start="12:00", extra=person(2)))
    )
    smaller = schedule(event("1", extra=person(1)))
    kept = organizer.take(smaller)
    assert [each["source_key"] for each in kept["vanished"]] == ["2"]
    assert len(organizer.programme()["sessions"]) == 2
    removed = organizer.take(smaller, query="?time_zone=Europe/Brussels&vanished=remove")
    assert (removed["sessions"]["removed"], removed["speakers"]["removed"]) == (1, 1)
    programme = organizer.programme()
    assert [each["source_key"] for each in programme["sessions"]] == ["1"]
    assert [each["name"] for each in programme["speakers"]] == ["P1"]


def test_the_report_tells_what_was_not_taken_and_is_kept(organizer):
    report = organizer.take(
        schedule(event("1"), event("1"), event("2", duration="soon", start="12:00"))
    )
    told = [(each["reason"], each["effect"], each["value"]) for each in report["problems"]]
    assert told == [("duplicate-id", "skipped", "1"), ("bad-duration", "skipped", "soon")]
    assert all(
        each["line"] == 1 and each["place"].startswith("/schedule/") for each in report["problems"]
    )
    kept = organizer.client.get(
        f"{organizer.base}/programme/imports/{report['id']}", headers=organizer.headers
    )
    assert kept.json == report
    listed = organizer.client.get(f"{organizer.base}/programme/imports", headers=organizer.headers)
    assert [each["id"] for each in listed.json["items"]] == [report["id"]]


def test_what_the_file_says_about_place_and_time_fills_what_was_open(client):
    open_values = {"starts_at": None, "ends_at": None, "location": None}
    organizer = Organizer(client, **open_values, time_zone="Africa/Nairobi")
    place = "<venue>Old Mill</venue><city>Brussels</city>"
    organizer.take(schedule(event("1"), event("2", start="12:00"), conference=place))
    found = client.get(organizer.base, headers=organizer.headers).json
    assert found["location"]["name"] == "Old Mill"
    assert found["time_zone"] == "Europe/Brussels"
    assert (found["starts_local"], found["ends_local"]) == (
        "2024-02-03T10:00:00",
        "2024-02-03T12:30:00",
    )


def test_what_the_organizer_said_about_place_and_time_stays(client):
    organizer = Organizer(client, time_zone="Africa/Nairobi")
    before = client.get(organizer.base, headers=organizer.headers).json
    report = organizer.take(schedule(event("1"), conference="<venue>Old Mill</venue>"))
    after = client.get(organizer.base, headers=organizer.headers).json
    same = ("time_zone", "starts_at", "ends_at", "location")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert [each["reason"] for each in report["problems"]] == ["not-the-event-zone"]
    assert organizer.programme()["sessions"][0]["starts_local"] == "2024-02-03T12:00:00"


def test_nothing_that_runs_in_a_browser_is_stored(organizer):
    organizer.take(
        schedule(
            event("1", abstract='<p onclick="x()">a<script>b()</script></p>', title="<b>T</b>")
        )
    )
    [session] = organizer.programme()["sessions"]
    assert session["abstract"] == "<p>a</p>"
    assert session["title"] == "<b>T</b>", "titles are plain text; pages escape them"


def test_every_writer_of_the_format_is_read(organizer):
    assert organizer.take(schedule_file("pretalx-night.xml"), query="")["sessions"]["created"] == 3
    assert organizer.take(schedule_file("frab-camp.xml"), query="")["sessions"]["created"] == 2


def test_an_import_is_announced_once_and_only_when_it_changed_something(organizer, queued):
    from turnout.kernel.messaging import facts
    from turnout.modules.programme.facts import ProgrammeImported

    heard = []
    key = f"tests.{organizer.event.id}"
    facts._subscriptions.setdefault(ProgrammeImported.name, {})[key] = facts.Subscription(
        key, ProgrammeImported, lambda _, fact: heard.append(fact.event_id), "default"
    )
    try:
        for _ in range(2):
            organizer.take(schedule(event("1")))
        drain()
    finally:
        del facts._subscriptions[ProgrammeImported.name][key]
    assert heard.count(organizer.event.id) == 1


def test_members_of_another_organization_and_readers_cannot_import(organizer):
    stranger = bearer(make_organization().owner)
    assert organizer.send(schedule(event()), headers=stranger).status_code == 404
    partner = bearer(add_member(organizer.organization, "partner"))
    assert organizer.send(schedule(event()), headers=partner).status_code == 403
    visitor = organizer.client.post(
        f"{organizer.base}/programme/imports", data=b"<a/>", headers=XML
    )
    assert visitor.status_code == 401


def test_a_draft_s_programme_is_for_members_only(organizer):
    organizer.take(schedule(event()))
    path = f"{organizer.base}/programme"
    assert organizer.client.get(path).status_code == 404
    assert organizer.client.get(path, headers=bearer(make_user())).status_code == 404
    published = organizer.client.post(
        f"{organizer.base}/publish", json={}, headers=organizer.headers
    )
    assert published.status_code == 200, published.json
    assert organizer.client.get(path).status_code == 200
