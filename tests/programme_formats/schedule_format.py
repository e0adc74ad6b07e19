"""What the published schema of the schedule format asks for, told again in our own words.

The schema itself is kept by others (c3voc's `schedule.xml.xsd`) under terms that it does not state,
so it is no part of this project; our exports were tried against it by hand. This check shares no
line with what writes the files.
"""

import re
from collections import Counter
from datetime import date, datetime
from xml.etree import ElementTree as ET

CLOCK = re.compile(r"[0-2]\d:[0-5]\d(:[0-5]\d)?")
LENGTH = re.compile(r"\d{1,2}:\d{2}(:\d{1,2})?")
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
IN_CONFERENCE = {
    "title",
    "acronym",
    "start",
    "end",
    "days",
    "timeslot_duration",
    "base_url",
    "time_zone_name",
}
NEEDED = {
    "room",
    "title",
    "subtitle",
    "type",
    "date",
    "start",
    "duration",
    "abstract",
    "slug",
    "track",
}
ALLOWED = NEEDED | {
    "logo",
    "persons",
    "language",
    "description",
    "recording",
    "links",
    "attachments",
    "video_download_url",
    "url",
}


def faults(data: bytes) -> list[str]:
    """Everything that is not as the schema says; nothing for a file that conforms."""
    root = ET.fromstring(data)  # noqa: S314 - our own
    found = [*_head(root), *_uniqueness(root)]
    for day in root.findall("day"):
        found += _attributes(day, {"index", "date", "start", "end"})
        found += _day(day)
        for room in day:
            found += (
                _attributes(room, {"name"}) if room.tag == "room" else [f"a {room.tag} in a day"]
            )
            for event in room:
                found += _event(event)
    return found


def _head(root):
    tags = [each.tag for each in root]
    if tags[:3] != ["generator", "version", "conference"] and tags[:2] != [
        "version",
        "conference",
    ]:
        yield f"begins with {tags[:3]}"
    if set(tags) - {"generator", "version", "conference", "day"} or "day" not in tags:
        yield f"holds {sorted(set(tags))}"
    conference = root.find("conference")
    yield from _children(conference, needed={"title", "acronym"}, allowed=IN_CONFERENCE)
    for name in ("start", "end"):
        if conference.find(name) is not None:
            date.fromisoformat(conference.findtext(name))
    slot = conference.findtext("timeslot_duration")
    if slot is not None and not LENGTH.fullmatch(slot):
        yield f"timeslot_duration {slot}"


def _day(day):
    if int(day.get("index")) < 1:
        yield "a day before the first"
    for name in ("start", "end"):
        moment = day.get(name)
        if moment is not None and datetime.fromisoformat(moment).tzinfo is None:
            yield f"{name} {moment} has no offset"


def _event(event):
    if event.tag != "event":
        yield f"a {event.tag} in a room"
        return
    yield from _attributes(event, {"id", "guid"})
    yield from _children(event, needed=NEEDED, allowed=ALLOWED)
    if not GUID.fullmatch(event.get("guid", "")):
        yield f"guid {event.get('guid')}"
    if not re.fullmatch(r"[1-9]\d*", event.get("id", "")):
        yield f"id {event.get('id')}"
    if datetime.fromisoformat(event.findtext("date")).tzinfo is None:
        yield f"date {event.findtext('date')} has no offset"
    for name, pattern in (("start", CLOCK), ("duration", LENGTH)):
        if not pattern.fullmatch(event.findtext(name)):
            yield f"{name} {event.findtext(name)}"
    url = event.findtext("url")
    if url is not None and not url.startswith(("http://", "https://")):
        yield f"url {url}"
    yield from _parts(event)


def _parts(event):
    for holder, tag, attributes in (
        ("persons", "person", {"id"}),
        ("links", "link", {"href"}),
        ("attachments", "attachment", {"href"}),
    ):
        for each in event.findall(f"{holder}/*"):
            if each.tag != tag or len(each):
                yield f"{each.tag} in {holder}"
            yield from _attributes(each, attributes)
    recording = event.find("recording")
    if recording is not None:
        yield from _children(recording, needed={"license", "optout"}, allowed={"license", "optout"})
        if recording.findtext("optout") not in ("true", "false"):
            yield f"optout {recording.findtext('optout')}"


def _children(node, *, needed, allowed):
    tags = Counter(each.tag for each in node)
    yield from (f"{node.tag} without {tag}" for tag in sorted(needed - tags.keys()))
    yield from (f"{tag} in {node.tag}" for tag in sorted(tags.keys() - allowed))
    yield from (f"{count} times {tag}" for tag, count in tags.items() if count > 1)


def _attributes(node, allowed):
    yield from (f"{name} at {node.tag}" for name in sorted(node.attrib.keys() - allowed))


def _uniqueness(root):
    events = root.findall("day/room/event")
    for what, values in (
        ("guid", [each.get("guid") for each in events]),
        ("id", [each.get("id") for each in events]),
        ("slug", [each.findtext("slug") for each in events]),
        ("day", [each.get("index") for each in root.findall("day")]),
    ):
        yield from (f"{what} {value} twice" for value, n in Counter(values).items() if n > 1)
