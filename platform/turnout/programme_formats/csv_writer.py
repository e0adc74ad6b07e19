"""Write a programme as CSV: the columns that `csv_reader` knows, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from turnout.programme_formats.csv_columns import COLUMNS, SCHEDULED
from turnout.programme_formats.csv_table import guard
from turnout.programme_formats.field_parsers import writable
from turnout.programme_formats.programme import Link, Programme, Session

LEFT_OUT: Final = frozenset({"date", "duration"})
"""Columns that the start and the end say already."""
HEADINGS: Final = tuple(name for name in COLUMNS if name not in LEFT_OUT)


def write_csv(programme: Programme) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; lines end in CR LF (RFC 4180).

    Biographies of speakers and colours of tracks have no place in a table of sessions.
    """
    names = {speaker.key: speaker.name for speaker in programme.speakers}
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, HEADINGS, lineterminator="\r\n")
    table.writeheader()
    for session in programme.sessions:
        cells = _cells(session, names)
        table.writerow({name: guard(writable(value)) for name, value in cells.items()})
    return text.getvalue().encode("utf-8-sig")


def _cells(session: Session, names: Mapping[str, str]) -> dict[str, str]:
    recording = session.recording
    end = session.ends_at.astimezone(session.start.tzinfo)
    return {
        "id": session.key,
        "title": session.title,
        "subtitle": session.subtitle,
        "type": session.kind,
        "track": session.track or "",
        "room": session.room or "",
        "start": session.start.isoformat(" ", "seconds"),
        "end": end.isoformat(" ", "seconds"),
        "language": session.language or "",
        "abstract": session.abstract,
        "description": session.description,
        "speakers": _lines(names[key] for key in session.persons),
        "speaker_ids": _lines(session.persons),
        "links": _lines(map(_link, session.links)),
        "attachments": _lines(map(_link, session.attachments)),
        "tags": _lines(session.tags),
        "capacity": str(session.capacity or ""),
        "state": "cancelled" if session.is_cancelled else SCHEDULED,
        "slug": session.slug or "",
        "url": session.url or "",
        "feedback_url": session.feedback_url or "",
        "logo": session.logo or "",
        "recording_licence": recording.licence if recording else "",
        "recording_opted_out": "yes" if recording and recording.opted_out else "",
    }


def _link(link: Link) -> str:
    return link.href if link.title == link.href else f"{link.href} {link.title}"


def _lines(values: Iterable[str]) -> str:
    """Each in a line of its own; a line end after the last keeps one with a semicolon whole."""
    stated = list(values)
    text = "\n".join(stated)
    return f"{text}\n" if len(stated) == 1 and any(mark in text for mark in ";|") else text
