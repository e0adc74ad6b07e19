"""The reader against a count of the same file that shares no line of code with it."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from turnout.programme_formats.report import Severity
from turnout.programme_formats.xml_reader import parse_schedule

DATA = Path(__file__).parents[1] / "data" / "schedules"
MORE = Path(__file__).parents[3] / "shared" / "data" / "schedules"
FILES = sorted(
    {
        path.name: path
        for folder in (MORE, DATA)
        if folder.is_dir()
        for path in folder.glob("*.xml")
    }.values()
)


def count(path):
    root = ET.parse(path).getroot()  # noqa: S314 - the project's own files
    text = path.read_text(encoding="utf-8")
    return {
        "days": len(re.findall(r"<day\b", text)),
        "rooms": len(set(re.findall(r"<room name=[\"']([^\"']*)[\"']", text))),
        "sessions": len(root.findall("./day/room/event")),
        "persons": len({person.get("id") for person in root.iter("person")}),
        "appearances": len(re.findall(r"<person\b", text)),
        "links": len(re.findall(r"<link\b", text)),
        "attachments": len(re.findall(r"<attachment\b", text)),
        "tracks": len({node.text or node.get("name") for node in root.iter("track")} - {None}),
        "minutes": sum(minutes(event.findtext("duration")) for event in root.iter("event")),
    }


def minutes(text):
    days, hours, rest = (["0", *text.split(":")])[-3:]
    return int(days) * 1440 + int(hours) * 60 + int(rest)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_programme_is_taken_whole(path):
    parsed = parse_schedule(path.read_bytes(), time_zone="Europe/Brussels")
    programme = parsed.programme
    assert count(path) == {
        "days": len(programme.days),
        "rooms": len(programme.rooms),
        "sessions": len(programme.sessions),
        "persons": len(programme.speakers),
        "appearances": sum(len(session.persons) for session in programme.sessions),
        "links": len(list(programme.links())),
        "attachments": sum(len(session.attachments) for session in programme.sessions),
        "tracks": len(programme.tracks),
        "minutes": sum(session.duration.total_seconds() // 60 for session in programme.sessions),
    }
    assert not [problem for problem in parsed.problems if problem.effect is not Severity.NOTED]


def test_the_kept_programme_is_there_with_its_licence():
    assert (DATA / "fosdem-2024.xml") in FILES
    assert "CC BY 2.0 BE" in (DATA / "LICENCE.md").read_text(encoding="utf-8")


def test_double_bookings_of_a_real_programme_are_told():
    parsed = parse_schedule((DATA / "fosdem-2024.xml").read_bytes(), time_zone="Europe/Brussels")
    told = sorted(problem.reason for problem in parsed.problems)
    assert told == ["room-overlap", "room-overlap", "speaker-overlap", "speaker-overlap"]
