"""Reading a list of people to invite: pure, without clock or database."""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from itertools import islice
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.spreadsheets import unguard
from turnout.modules.invitation_batches.types import Row

MOST_ROWS: Final = 500
LONGEST: Final = 200_000
COLUMNS: Final = ("email", "role", "events")
NAMES: Final = {"e-mail": "email", "mail": "email", "email address": "email", "event": "events"}
SEPARATORS: Final = ",;\t"
BETWEEN_EVENTS: Final = re.compile(r"[\s,;|]+")


def read_rows(text: str) -> list[Row]:
    """The lines of a CSV with the columns e-mail, role and events; a first line may name them.

    Separated by comma, semicolon or tabulator. Invalid for what is no such list.
    """
    if len(text) > LONGEST or "\x00" in text:
        raise Invalid(FieldError("/csv", "Send a text of at most 200,000 signs."))
    plain = text.removeprefix("\ufeff")
    reader = csv.reader(StringIO(plain, newline=""), delimiter=_separator(plain))
    try:
        found = [
            (reader.line_num, cells)
            for cells in islice(reader, MOST_ROWS + 50)
            if any(each.strip() for each in cells)
        ]
    except csv.Error:
        raise Invalid(FieldError("/csv", "This is no CSV that we can read.")) from None
    named = _columns(found[0][1]) if found else None
    rows = found[1:] if named else found
    if not rows:
        raise Invalid(FieldError("/csv", "Send at least one line with an address."))
    if len(rows) > MOST_ROWS:
        raise Invalid(FieldError("/csv", "Send at most 500 lines at once."))
    return [_row(number, cells, named or COLUMNS) for number, cells in rows]


def _row(number: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    said = dict(zip(columns, (unguard(each).strip() for each in cells), strict=False))
    events = tuple(each for each in BETWEEN_EVENTS.split(said.get("events", "")) if each)
    return Row(number=number, email=said.get("email", ""), role=said.get("role", ""), events=events)


def _columns(cells: Sequence[str]) -> list[str] | None:
    """What the columns are, where the first line says so: then none of it is an address."""
    named = [NAMES.get(low, low) for low in (each.strip().lower() for each in cells)]
    return named if "email" in named else None


def _separator(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=first.count)
