"""Conference, days and tracks: everything of a schedule that is not a session."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from turnout.modules.events.schedule.programme import Conference, Day, Track
from turnout.modules.events.schedule.report import Effect
from turnout.modules.events.schedule.reporter import Reporter
from turnout.modules.events.schedule.tree import Node
from turnout.modules.events.schedule.values import (
    in_zone,
    one_line,
    read_address,
    read_colour,
    read_date,
    read_duration,
    read_moment,
    read_time,
)


def read_conference(root: Node, tell: Reporter) -> Conference:
    node = root.child("conference")
    if node is None:
        return Conference()
    generator = root.child("generator")
    name = generator.attributes.get("name", "") if generator else ""
    version = root.child("version")
    start, end, slot = (node.child(tag) for tag in ("start", "end", "timeslot_duration"))
    return Conference(
        **{
            tag: _text(node, tag, tell) for tag in ("title", "acronym", "subtitle", "venue", "city")
        },
        start=read_date(start.text) if start else None,
        end=read_date(end.text) if end else None,
        day_change=_day_change(node, tell),
        timeslot=_clock_length(slot),
        base_url=_base_url(node, tell),
        version=tell.line(version, version.text) if version else "",
        generator=one_line(name)[:50].lower(),
    )


def _text(node: Node, tag: str, tell: Reporter) -> str:
    child = node.child(tag)
    return tell.line(child, child.text) if child else ""


def _clock_length(node: Node | None) -> timedelta | None:
    if node is None:
        return None
    length = read_duration(node.text)
    return length if length and length > timedelta(0) else None


def _day_change(conference: Node, tell: Reporter) -> time:
    node = conference.child("day_change")
    if node is None or not node.text.strip():
        return time(0)
    value = read_time(node.text)
    if value is None:
        detail = "This is no time of day; days were taken to change at midnight."
        tell(node, "bad-day-change", detail, effect=Effect.CHANGED)
    return value or time(0)


def _base_url(conference: Node, tell: Reporter) -> str | None:
    node = conference.child("base_url")
    if node is None or not node.text.strip():
        return None
    address = read_address(node.text)
    if address is None:
        detail = "This is no web address; relative links cannot be completed."
        tell(node, "bad-address", detail, effect=Effect.CHANGED)
    return address


def read_day(node: Node, number: int, tell: Reporter, *, zone: ZoneInfo | None) -> Day:
    """Read a day; one without a readable date is kept, as its sessions may carry their own."""
    opens = _moment(node, "start", zone)
    text = node.attributes.get("date", "")
    value = read_date(text)
    if value is None and opens is not None:
        value = opens.date()
    if value is None:
        detail = "The day has no readable date."
        tell(node, "bad-day-date", detail, value=text, effect=Effect.NOTED)
    index = one_line(node.attributes.get("index", ""))
    readable = index.isascii() and index.isdigit() and len(index) <= len("999")
    return Day(
        index=int(index) if readable else number,
        date=value,
        opens_at=opens,
        closes_at=_moment(node, "end", zone),
    )


def _moment(node: Node, attribute: str, zone: ZoneInfo | None) -> datetime | None:
    value = read_moment(node.attributes.get(attribute, ""))
    if value is None:
        return None
    if value.tzinfo is not None:
        return value.astimezone(zone) if zone else value
    return in_zone(value, zone)[0] if zone else None


def read_tracks(root: Node, tell: Reporter) -> Iterator[Track]:
    """Tracks stand below the root (pentabarf's heirs) or in the conference (pretalx)."""
    holders = [*root.children("tracks"), *root.children("conference")]
    for holder in holders:
        for node in holder.children("track"):
            name = tell.line(node, node.attributes.get("name") or node.text)
            if name:
                yield Track(name=name, colour=read_colour(node.attributes.get("color", "")))
