"""Reading tables of member numbers, and whether a number counts. Pure."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.spreadsheets import unguard
from turnout.kernel.typed_text import plain_code
from turnout.modules.member_lists.errors import MemberNumberRefused, NumberReason
from turnout.modules.member_lists.types import NewNumber, UsableNumber

MOST_ROWS: Final = 10_000
MOST_FAULTS: Final = 20
LEAST_KEY, LONGEST_KEY = 4, 40
LONGEST_NUMBER: Final = 60
MOST_USES: Final = 1_000_000
DELIMITERS: Final = ",;\t|"
COLUMNS: Final = ("number", "expires", "uses")
BETWEEN: Final = str.maketrans("", "", "./_")


def key_part(text: str) -> str:
    """A text as it would stand in a number that is looked up."""
    return plain_code(text).translate(BETWEEN)


def key_of(number: str) -> str | None:
    """How a number is looked up: its letters and digits, capital; None for what can be none."""
    key = key_part(number)
    is_plain = key.isascii() and key.isalnum() and LEAST_KEY <= len(key) <= LONGEST_KEY
    return key if is_plain and len(number) <= LONGEST_NUMBER else None


def read_table(text: str, zone: ZoneInfo) -> list[NewNumber]:
    """The numbers of a table with the columns `number`, `expires` and `uses`; Invalid by its rows.

    The last two may be missing or empty. `expires` is the last day, in the organization's zone, or
    an instant; `uses` is how many units may be ordered by the number.
    """
    lines = [(line, cells) for line, cells in _lines(text) if any(cells)]
    if not lines:
        raise Invalid(FieldError("/table", "The table is empty.", "empty"))
    heads = [each.lower() for each in lines[0][1]]
    if "number" not in heads:
        says = "The first line has to name the columns: number, expires, uses."
        raise Invalid(FieldError("/table", says, "no-heading"))
    unknown = [each for each in heads if each and each not in COLUMNS]
    if unknown:
        says = f"There is no column “{unknown[0][:LONGEST_NUMBER]}”: number, expires and uses are."
        raise Invalid(FieldError("/table", says, "unknown-column"))
    if len(lines) == 1:
        raise Invalid(FieldError("/table", "The table has no numbers.", "empty"))
    if len(lines) - 1 > MOST_ROWS:
        says = f"A table has at most {MOST_ROWS} numbers."
        raise Invalid(FieldError("/table", says, "too-many"))
    return _numbers(lines[1:], heads, zone)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [unguard(each.replace("\x00", "")).strip() for each in cells]
    except csv.Error as error:
        raise Invalid(FieldError("/table", "This is no table of texts.", "unreadable")) from error


def _numbers(
    lines: Sequence[tuple[int, list[str]]], heads: Sequence[str], zone: ZoneInfo
) -> list[NewNumber]:
    faults: list[FieldError] = []
    found: dict[str, NewNumber] = {}
    for line, cells in lines:
        row = dict(zip(heads, cells, strict=False))
        try:
            new = _number(row, line, zone)
        except Invalid as refused:
            faults += refused.errors
            continue
        if new.key in found:
            says = "Another line has this number."
            faults.append(FieldError(f"/rows/{line}/number", says, "twice"))
        found[new.key] = new
    if faults:
        raise Invalid(*faults[:MOST_FAULTS])
    return list(found.values())


def _number(row: dict[str, str], line: int, zone: ZoneInfo) -> NewNumber:
    number, key = row.get("number", ""), key_of(row.get("number", ""))
    faults = []
    if key is None:
        says = f"A number has {LEAST_KEY} to {LONGEST_KEY} letters and digits."
        faults.append(FieldError(f"/rows/{line}/number", says, "malformed"))
    expires_at, uses = _expiry(row.get("expires", ""), zone), row.get("uses", "")
    if row.get("expires") and expires_at is None:
        says = "Write the last day as 2027-12-31."
        faults.append(FieldError(f"/rows/{line}/expires", says, "malformed"))
    maximum = int(uses) if uses.isascii() and uses.isdigit() and len(uses) <= len("1000000") else 0
    if uses and not 0 < maximum <= MOST_USES:
        says = f"A limit is a number from 1 to {MOST_USES}."
        faults.append(FieldError(f"/rows/{line}/uses", says, "malformed"))
    if faults or key is None:
        raise Invalid(*faults)
    return NewNumber(number=number, key=key, expires_at=expires_at, maximum_uses=maximum or None)


def _expiry(text: str, zone: ZoneInfo) -> datetime | None:
    """The end of the day that is named, or the instant; None for what is neither."""
    try:
        last = date.fromisoformat(text)
        return datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def require_usable(found: Sequence[UsableNumber], *, now: datetime) -> list[UsableNumber]:
    """Those that count; MemberNumberRefused where there is none."""
    valid = [each for each in found if each.expires_at is None or now < each.expires_at]
    usable = [each for each in valid if each.left is None or each.left > 0]
    if usable:
        return usable
    if not found:
        raise MemberNumberRefused(NumberReason.UNKNOWN)
    raise MemberNumberRefused(NumberReason.USED_UP if valid else NumberReason.ENDED)


def require_units(number: UsableNumber, units: int) -> None:
    """MemberNumberRefused where fewer units may be ordered by a number."""
    if number.left is not None and units > number.left:
        raise MemberNumberRefused(NumberReason.TOO_MANY)
