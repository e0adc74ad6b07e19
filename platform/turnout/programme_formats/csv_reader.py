"""Read a programme from CSV: a row for each session, under headings of our own or common ones."""

import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import in_zone
from turnout.programme_formats.csv_table import (
    CANCELLED,
    NAMES,
    SAYS,
    SCHEDULED,
    YES,
    Cell,
    Row,
    Table,
    read_table,
)
from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import (
    one_line,
    read_clock,
    read_date,
    read_duration,
    read_moment,
)
from turnout.programme_formats.flat_builder import FlatBuilder, lasts, whole_seconds
from turnout.programme_formats.programme import Link, Recording, Session
from turnout.programme_formats.report import ParsedSchedule, Reporter, Severity

MAX_SHORT: Final = 200

_DOTTED: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?:[ ,T]+(.*))?")
_CLOCK_12: Final = re.compile(r"([0-9]{1,2})(?::([0-5][0-9]))? ?([ap])\.?m\.?", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"[;|]")


def parse_csv(data: bytes, *, zone: ZoneInfo) -> ParsedSchedule:
    """Read a table whose times are in `zone` where they carry no offset.

    Raises UnreadableSchedule for the file as a whole; a bad row is left out and reported.
    """
    table = read_table(data, NAMES)
    lacking = {"title", "start"} - set(table.columns)
    if lacking:
        detail = f"The table has no column for: {', '.join(sorted(lacking))}."
        raise UnreadableSchedule("no-columns", detail, line=1)
    return _Reading(table, zone).run()


class _Reading:
    def __init__(self, table: Table, zone: ZoneInfo) -> None:
        self._table = table
        self._zone = zone
        self._add_problem = Reporter()
        self._all = FlatBuilder(self._add_problem)
        self._titles: Counter[str] = Counter()

    def run(self) -> ParsedSchedule:
        self._tell_about_table()
        for row in self._table.rows:
            self._read(row)
        says = {SAYS[name] for name in self._table.columns if name in SAYS}
        return self._all.finish(says, named_zone=self._zone.key)

    def _tell_about_table(self) -> None:
        top = Cell(1, "row 1", "")
        for heading in self._table.unknown:
            detail = "No column of ours has this heading, or another one has it already."
            self._add_problem(top, "unknown-column", detail, value=heading, effect=Severity.NOTED)
        if self._table.encoding == "cp1252":
            detail = "The file is not UTF-8; it was read as Windows-1252."
            self._add_problem(top, "other-encoding", detail, effect=Severity.NOTED)
        if "id" not in self._table.columns:
            detail = "There are no ids: sessions are found again by their titles."
            self._add_problem(top, "no-ids", detail, effect=Severity.NOTED)

    def _read(self, row: Row) -> None:
        if row.extra:
            detail = "The row has more cells than the first row has headings."
            self._add_problem(row, "extra-cells", detail, effect=Severity.CHANGED)
        title = self._line(row["title"], 500)
        if not title:
            detail = "The session has no title."
            self._add_problem(row, "no-title", detail, effect=Severity.SKIPPED)
            return
        start = self._moment(row, "start", None)
        end = self._end(row, start) if start else None
        if start is None or end is None:
            return
        session = Session(
            key=self._key(row, title),
            title=title,
            start=start,
            duration=lasts(start, end),
            line=row.line,
            place=row.place,
        )
        if not self._all.has(session.key):
            session = replace(session, **self._texts(row), **self._parts(row))
        self._all.add(row, session)

    def _texts(self, row: Row) -> dict[str, Any]:
        lines = {name: self._line(row[name], 500) for name in ("subtitle", "slug")}
        short = {name: self._line(row[name], MAX_SHORT) for name in ("type", "track", "room")}
        return {
            "subtitle": lines["subtitle"],
            "slug": lines["slug"] or None,
            "kind": short["type"],
            "track": short["track"] or None,
            "room": short["room"] or None,
            "abstract": self._add_problem.long(row["abstract"], row["abstract"].text),
            "description": self._add_problem.long(row["description"], row["description"].text),
            "language": self._add_problem.language(row["language"], row["language"].text),
            **{name: self._address(row[name]) for name in ("url", "feedback_url", "logo")},
        }

    def _parts(self, row: Row) -> dict[str, Any]:
        recording = Recording(
            licence=self._line(row["recording_licence"], MAX_SHORT),
            opted_out=row["recording_opted_out"].text.strip().casefold() in YES,
        )
        tags = self._add_problem.tags((row["tags"], tag) for tag in _many(row["tags"]))
        return {
            "persons": self._persons(row),
            "links": self._read_links(row["links"]),
            "attachments": self._read_links(row["attachments"]),
            "tags": tags,
            "capacity": self._add_problem.capacity(row["capacity"], row["capacity"].text),
            "is_cancelled": self._is_cancelled(row["state"]),
            "recording": None if recording == Recording() else recording,
        }

    def _key(self, row: Row, title: str) -> str:
        """The id, or where the table has no such column one that follows from the title."""
        if "id" in self._table.columns:
            return one_line(row["id"].text)
        self._titles[title.casefold()] += 1
        number = self._titles[title.casefold()]
        digest = hashlib.sha256(title.casefold().encode()).hexdigest()[:32]
        return f"title:{digest}" + (f":{number}" if number > 1 else "")

    def _moment(self, row: Row, name: str, day: date | None) -> datetime | None:
        cell = row[name]
        text = one_line(cell.text)
        local = read_point(text)
        clock = None if local else read_time_of_day(text)
        if clock is not None:
            day = day or read_day(row["date"].text)
            local = None if day is None else datetime.combine(day, time(0)) + clock
        if local is None:
            reason = "no-date" if clock is not None else f"bad-{name}"
            detail = "Write it as 2030-02-28 14:30, or a date and a time in columns of their own."
            self._add_problem(cell, reason, detail, effect=Severity.SKIPPED)
            return None
        if local.tzinfo is not None:
            return whole_seconds(local.astimezone(self._zone))
        return self._add_problem.instant(cell, whole_seconds(local), self._zone)

    def _end(self, row: Row, start: datetime) -> datetime | None:
        """Of its own; with a time of day alone, the next one after the start."""
        if row["end"].text.strip():
            end = self._moment(row, "end", start.date())
            is_clock = read_time_of_day(one_line(row["end"].text)) is not None
            if end is not None and is_clock and end <= start:
                return in_zone(end.replace(tzinfo=None) + timedelta(days=1), self._zone)[0]
            return end
        length = read_length(row["duration"].text)
        if length is None:
            detail = "Say when it ends, or how long it lasts (01:30, or 90 minutes)."
            self._add_problem(row["duration"], "bad-duration", detail, effect=Severity.SKIPPED)
            return None
        utc = start.timestamp() + length.total_seconds()
        return datetime.fromtimestamp(utc, self._zone)

    def _persons(self, row: Row) -> tuple[str, ...]:
        names, keys = _many(row["speakers"]), _many(row["speaker_ids"])
        if keys and len(keys) != len(names):
            detail = "There are not as many speaker ids as speakers; people were found by name."
            self._add_problem(row["speaker_ids"], "other-count", detail, effect=Severity.CHANGED)
            keys = []
        cell = row["speakers"]
        named = [self._add_problem.line(cell, name, most=MAX_SHORT) for name in names]
        return tuple(
            dict.fromkeys(
                self._all.person(cell, name, keys[index] if keys else "")
                for index, name in enumerate(named)
            )
        )

    def _read_links(self, cell: Cell) -> tuple[Link, ...]:
        parted = (text.partition(" ") for text in _many(cell))
        return self._add_problem.links((cell, href, title) for href, _, title in parted)

    def _address(self, cell: Cell) -> str | None:
        return self._add_problem.address(cell, cell.text) if cell.text.strip() else None

    def _is_cancelled(self, cell: Cell) -> bool:
        text = cell.text.strip().casefold()
        if text and text != SCHEDULED and text not in CANCELLED:
            detail = "Neither scheduled nor cancelled; it was taken as scheduled."
            self._add_problem(cell, "bad-state", detail, effect=Severity.CHANGED)
        return text in CANCELLED

    def _line(self, cell: Cell, most: int) -> str:
        return self._add_problem.line(cell, cell.text, most=most)


def _many(cell: Cell) -> list[str]:
    """Values in lines of their own; in one line, parted by semicolons or bars."""
    text = cell.text.lstrip("\n")
    parts = text.split("\n") if "\n" in text else _SEPARATOR.split(text)
    return [part for part in map(one_line, parts) if part]


def read_point(text: str) -> datetime | None:
    """A date with a time: ISO, or as 28.2.2030 14:30."""
    moment = read_moment(text)
    found = _DOTTED.fullmatch(text)
    if moment is None and found is not None and found[4]:
        day, clock = read_day(text), read_time_of_day(found[4])
        if day is not None and clock is not None:
            return datetime.combine(day, time(0)) + clock
    return moment


def read_day(text: str) -> date | None:
    found = _DOTTED.fullmatch(text.strip())
    if found is None:
        return read_date(text)
    return read_date(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}")


def read_time_of_day(text: str) -> timedelta | None:
    found = _CLOCK_12.fullmatch(text.strip())
    if found is None:
        return read_clock(text)
    hours = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return timedelta(hours=hours, minutes=int(found[2] or 0))


def read_length(text: str) -> timedelta | None:
    """`01:30`, or minutes as a number, with `min` behind it or not."""
    number = re.fullmatch(r"([0-9]{1,5}) ?(?:m|min|minutes)?\.?", text.strip())
    return timedelta(minutes=int(number[1])) if number else read_duration(text)
