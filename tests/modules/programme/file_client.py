"""An organizer who sends programmes as files and fetches them again."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.factories.events import SCHEDULES, make_event
from tests.factories.people import bearer, context_of, make_organization

SHARED = Path(__file__).parents[4] / "shared" / "data" / "schedules"
TYPES = {"xml": "application/xml", "csv": "text/csv", "ics": "text/calendar"}
REAL = sorted(
    {path.name: path for folder in (SHARED, SCHEDULES) if folder.is_dir() for path in folder.glob("*.xml")}.values()
)  # fmt: skip


class Organizer:
    """A signed-in owner with one event."""

    def __init__(self, client, *, organization=None, **values):
        self.organization = organization or make_organization()
        self.ctx = context_of(self.organization, self.organization.owner)
        self.client = client
        self.headers = bearer(self.organization.owner)
        self.event = make_event(self.ctx, **{"time_zone": "Europe/Brussels", **values})
        self.base = f"/api/v1/organizations/{self.organization.id}/events/{self.event.id}"

    def another_event(self, **values):
        return Organizer(self.client, organization=self.organization, **values)

    def send(self, kind, data, **query):
        return self.client.post(
            f"{self.base}/programme/imports",
            query_string=query,
            data=data,
            headers={**self.headers, "Content-Type": TYPES[kind]},
        )

    def take(self, kind, data, **query):
        answer = self.send(kind, data, **query)
        wanted = 200 if query.get("dry_run") else 201
        assert answer.status_code == wanted, answer.json
        return answer.json

    def fetch(self, kind, **query):
        answer = self.client.get(
            f"{self.base}/programme.{kind}", query_string=query, headers=self.headers
        )
        assert answer.status_code == 200, answer.json
        return answer.data

    def programme(self):
        answer = self.client.get(f"{self.base}/programme", headers=self.headers)
        assert answer.status_code == 200, answer.json
        return answer.json

    def ask(self, method, path, **sent):
        return self.client.open(
            self.base + path, method=method, headers={**self.headers, **sent.pop("headers", {})}, **sent
        )  # fmt: skip


def unchanged(report):
    return {
        name: report[name]["unchanged"]
        for name in ("sessions", "speakers")
        if not any(count for key, count in report[name].items() if key != "unchanged")
    }


def picture(programme, *, biographies=True):
    """What a programme says, without the ids that each event has for itself."""
    names = {
        each["id"]: each["name"]
        for part in ("speakers", "rooms", "tracks")
        for each in programme[part]
    }
    own = {"id", "event_id", "source_key", "slug", "version", "track_id", "room_id", "speaker_ids"}
    sessions = [
        {
            **{key: value for key, value in session.items() if key not in own},
            "track": names.get(session["track_id"]),
            "room": names.get(session["room_id"]),
            "speakers": [names[each] for each in session["speaker_ids"]],
        }
        for session in programme["sessions"]
    ]
    people = sorted(
        (each["name"], each["biography"] if biographies else "") for each in programme["speakers"]
    )
    return sorted(
        sessions, key=lambda each: (each["starts_at"], each["title"], str(each["room"]))
    ), people


def count(data):
    """What a schedule holds, by a reader that shares no line with ours."""
    root = ET.fromstring(data)  # noqa: S314 - files of the project
    return {
        "days": len(root.findall("day")),
        "rooms": len({room.get("name") for room in root.iter("room") if room.get("name")}),
        "sessions": len(root.findall("day/room/event")),
        "persons": len({person.get("id") for person in root.iter("person")}),
        "appearances": len(root.findall(".//person")),
        "links": len(root.findall(".//link")),
        "attachments": len(root.findall(".//attachment")),
        "tracks": len({node.get("name") or node.text for node in root.iter("track")} - {None, ""}),
    }


def sessions_of(data):
    """Each event of a schedule as its plain texts, by its id; blanks around them do not count."""
    plain = lambda text: re.sub(r"\s+", " ", text or "").strip()  # noqa: E731
    found = {}
    for room in ET.fromstring(data).iter("room"):  # noqa: S314 - files of the project
        for event in room.findall("event"):
            found[event.get("id")] = {
                "room": room.get("name"),
                **{
                    tag: plain(event.findtext(tag))
                    for tag in ("title", "subtitle", "track", "type", "slug", "start", "duration", "language")
                },
                "persons": [(each.get("id"), plain(each.text)) for each in event.iter("person")],
                "links": [(plain(each.get("href")), plain(each.text)) for each in event.iter("link")],
                "attachments": [(each.get("href"), plain(each.text)) for each in event.iter("attachment")],
            }  # fmt: skip
    return found
