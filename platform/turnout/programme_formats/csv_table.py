"""A programme as a CSV table: its columns, files of any make as rows of cells, and writing it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from turnout.kernel.spreadsheets import Undecodable, decode, guard, unguard
from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import writable
from turnout.programme_formats.programme import Link, Part, Programme, Session
from turnout.programme_formats.xml_tree import MAX_BYTES

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_COLUMNS: Final = 200

_HEADING: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, with the line in which its row begins."""

    line: int
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    number: int
    cells: Mapping[str, Cell]
    extra: int

    @property
    def place(self) -> str:
        return f"row {self.number}"

    @property
    def text(self) -> str:
        return ", ".join(cell.text for cell in self.cells.values() if cell.text)

    def __getitem__(self, name: str) -> Cell:
        """The cell of a column; an empty one where the file has no such column."""
        return self.cells.get(name) or Cell(self.line, f"{self.place}, {name}", "")


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    """Names of ours, in the order of the file."""
    unknown: tuple[str, ...]
    encoding: str
    delimiter: str
    rows: Iterator[Row]


def read_table(data: bytes, names: Mapping[str, str]) -> Table:
    """Read the headings and leave the rows to be read; raises UnreadableSchedule.

    `names` leads from headings in their plain form (`plain_heading`) to columns of ours.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableSchedule("too-large", f"The file is larger than {MAX_BYTES} bytes.")
    try:
        text, encoding = decode(data)
    except Undecodable as broken:
        raise UnreadableSchedule("bad-encoding", str(broken), line=broken.line) from broken
    delimiter = _delimiter(text, names)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headings = next(_lines(lines), None)
    if headings is None:
        raise UnreadableSchedule("malformed", "The file is empty.", line=1)
    if len(headings[1]) > MAX_COLUMNS:
        detail = f"The file has more than {MAX_COLUMNS} columns."
        raise UnreadableSchedule("too-large", detail, line=1)
    places, unknown = _places(headings[1], names)
    return Table(
        columns=tuple(places.values()),
        unknown=tuple(unknown),
        encoding=encoding,
        delimiter=delimiter,
        rows=_rows(lines, places, len(headings[1])),
    )


def plain_heading(text: str) -> str:
    return _HEADING.sub("", text.casefold())


def _delimiter(text: str, names: Mapping[str, str]) -> str:
    """The one by which the first line falls into the most headings that we know."""
    first = text.lstrip().splitlines()[0] if text.strip() else ""

    def known(delimiter: str) -> tuple[int, int]:
        try:
            headings = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return sum(plain_heading(heading) in names for heading in headings), len(headings)

    return max(DELIMITERS, key=known)


def _lines(lines: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line in which it begins."""
    while True:
        line = lines.line_num + 1
        try:
            cells = next(lines, None)
        except csv.Error as broken:
            detail = f"The table is broken here: {broken}."
            raise UnreadableSchedule("malformed", detail, line=line) from broken
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _places(headings: Sequence[str], names: Mapping[str, str]) -> tuple[dict[int, str], list[str]]:
    places: dict[int, str] = {}
    unknown = []
    for index, heading in enumerate(headings):
        name = names.get(plain_heading(heading))
        if name is None or name in places.values():
            unknown.append(heading.strip())
        else:
            places[index] = name
    return places, [heading for heading in unknown if heading]


def _rows(lines: Any, places: Mapping[int, str], width: int) -> Iterator[Row]:
    for number, (line, cells) in enumerate(_lines(lines), start=2):
        named = {
            name: Cell(line, f"row {number}, {name}", unguard(cells[index]))
            for index, name in places.items()
            if index < len(cells)
        }
        extra = sum(bool(cell.strip()) for cell in cells[width:])
        yield Row(line=line, number=number, cells=named, extra=extra)


COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("guid", "uid", "key", "session id", "talk id", "code", "nr", "nummer"),
    "title": ("name", "session", "session title", "talk", "titel", "titre", "título", "summary"),
    "subtitle": ("untertitel", "sous-titre", "subtítulo"),
    "type": ("kind", "session type", "format", "art", "typ", "tipo"),
    "track": ("stream", "strang", "piste", "theme"),
    "room": ("location", "venue", "stage", "raum", "saal", "ort", "salle", "lieu", "sala", "lugar"),
    "date": ("day", "datum", "tag", "jour", "fecha", "día", "start date"),
    "start": (
        *("starts", "starts at", "start time", "begin", "begins", "from", "time", "dtstart"),
        *("beginn", "von", "uhrzeit", "début", "de", "inicio", "hora"),
    ),
    "end": ("ends", "ends at", "end time", "finish", "to", "until", "dtend", "ende", "bis", "fin"),
    "duration": ("length", "minutes", "dauer", "länge", "durée", "duración"),
    "language": ("lang", "locale", "sprache", "langue", "idioma"),
    "abstract": ("kurzfassung", "teaser", "résumé", "resumen"),
    "description": ("details", "text", "body", "beschreibung", "descripción"),
    "speakers": (
        *("speaker", "persons", "people", "presenter", "presenters", "by", "who"),
        *("referent", "referenten", "vortragende", "intervenants", "ponentes"),
    ),
    "speaker_ids": ("person ids",),
    "links": ("link",),
    "attachments": ("attachment", "files", "slides", "anhänge"),
    "tags": ("tag list", "keywords", "labels", "schlagworte"),
    "capacity": ("places", "seats", "plätze", "places max", "aforo"),
    "state": ("status",),
    "slug": (),
    "url": ("page", "website", "web"),
    "feedback_url": ("feedback",),
    "logo": ("image", "logo url"),
    "recording_licence": ("recording license", "license", "licence"),
    "recording_opted_out": ("recording optout", "no recording", "do not record"),
}
"""By the name that we write; whoever reads takes any of them, in any case and spacing."""

NAMES: Final = {
    plain_heading(heading): name for name, others in COLUMNS.items() for heading in (*others, name)
}
SAYS: Final = {
    **{part.value: part for part in Part if part not in (Part.KIND, Part.PERSONS, Part.RECORDING)},
    "type": Part.KIND,
    "speakers": Part.PERSONS,
    "recording_licence": Part.RECORDING,
    "recording_opted_out": Part.RECORDING,
}
CANCELLED: Final = frozenset(
    {"cancelled", "canceled", "called off", "abgesagt", "annulé", "cancelado"}
)
YES: Final = frozenset({"true", "yes", "1", "x", "ja", "oui", "sí", "si"})
SCHEDULED: Final = "scheduled"


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
        "speakers": _joined_lines(names[key] for key in session.persons),
        "speaker_ids": _joined_lines(session.persons),
        "links": _joined_lines(map(_link, session.links)),
        "attachments": _joined_lines(map(_link, session.attachments)),
        "tags": _joined_lines(session.tags),
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


def _joined_lines(values: Iterable[str]) -> str:
    """Each in a line of its own; a line end after the last keeps one with a semicolon whole."""
    stated = list(values)
    text = "\n".join(stated)
    return f"{text}\n" if len(stated) == 1 and any(mark in text for mark in ";|") else text
