"""The conference, days and tracks of schedule XML: everything that is not a session."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.field_parsers import (
    one_line,
    read_address,
    read_colour,
    read_date,
    read_duration,
    read_moment,
    read_time,
)
from turnout.programme_formats.programme import Conference, Day, Track
from turnout.programme_formats.report import Reporter, Severity
from turnout.programme_formats.xml_tree import Node


def read_conference(root: Node, add_problem: Reporter) -> Conference:
    node = root.child("conference")
    if node is None:
        return Conference()
    generator = root.child("generator")
    name = generator.attributes.get("name", "") if generator else ""
    version = root.child("version")
    start, end, slot = (node.child(tag) for tag in ("start", "end", "timeslot_duration"))
    return Conference(
        **{
            tag: _text(node, tag, add_problem)
            for tag in ("title", "acronym", "subtitle", "venue", "city")
        },
        start=read_date(start.text) if start else None,
        end=read_date(end.text) if end else None,
        day_change=_day_change(node, add_problem),
        timeslot=_clock_length(slot),
        base_url=_base_url(node, add_problem),
        version=add_problem.line(version, version.text) if version else "",
        generator=one_line(name)[:50].lower(),
    )


def _text(node: Node, tag: str, add_problem: Reporter) -> str:
    child = node.child(tag)
    return add_problem.line(child, child.text) if child else ""


def _clock_length(node: Node | None) -> timedelta | None:
    if node is None:
        return None
    length = read_duration(node.text)
    return length if length and length > timedelta(0) else None


def _day_change(conference: Node, add_problem: Reporter) -> time:
    node = conference.child("day_change")
    if node is None or not node.text.strip():
        return time(0)
    value = read_time(node.text)
    if value is None:
        detail = "This is no time of day; days were taken to change at midnight."
        add_problem(node, "bad-day-change", detail, effect=Severity.CHANGED)
    return value or time(0)


def _base_url(conference: Node, add_problem: Reporter) -> str | None:
    node = conference.child("base_url")
    if node is None or not node.text.strip():
        return None
    address = read_address(node.text)
    if address is None:
        detail = "This is no web address; relative links cannot be completed."
        add_problem(node, "bad-address", detail, effect=Severity.CHANGED)
    return address


def read_day(node: Node, number: int, add_problem: Reporter, *, zone: ZoneInfo | None) -> Day:
    """Read a day; one without a readable date is kept, as its sessions may carry their own."""
    opens = _moment(node, "start", zone)
    text = node.attributes.get("date", "")
    value = read_date(text)
    if value is None and opens is not None:
        value = opens.date()
    if value is None:
        detail = "The day has no readable date."
        add_problem(node, "bad-day-date", detail, value=text, effect=Severity.NOTED)
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


def read_tracks(root: Node, add_problem: Reporter) -> Iterator[Track]:
    """Tracks stand below the root (pentabarf's heirs) or in the conference (pretalx)."""
    holders = [*root.children("tracks"), *root.children("conference")]
    for holder in holders:
        for node in holder.children("track"):
            name = add_problem.line(node, node.attributes.get("name") or node.text)
            if name:
                yield Track(name=name, colour=read_colour(node.attributes.get("color", "")))
