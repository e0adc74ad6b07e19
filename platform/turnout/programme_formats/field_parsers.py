"""Single values of a schedule: times, lengths, zones, addresses. None means: not readable."""

import hashlib
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Final
from urllib.parse import urljoin, urlsplit

FIRST_YEAR = 1970
LAST_YEAR = 2999
LONGEST = timedelta(days=31)
LONGEST_ADDRESS = 2_000
LARGEST_CAPACITY = 1_000_000

_CLOCK = re.compile(r"([0-2]?[0-9]):([0-5][0-9])(?::([0-5][0-9]))?")
_LENGTH = re.compile(r"(-?)([0-9]{1,3}):([0-9]{1,2})(?::([0-9]{1,2}))?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}")


def read_clock(text: str) -> timedelta | None:
    """Time since midnight. Some files count on past 24:00 for the small hours; so may this."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def read_time(text: str) -> time | None:
    clock = read_clock(text)
    if clock is None or clock >= timedelta(days=1):
        return None
    minutes, seconds = divmod(clock.seconds, 60)
    return time(minutes // 60, minutes % 60, seconds)


def read_duration(text: str, *, counts_days: bool = False) -> timedelta | None:
    """`HH:MM` (hours may pass 24), `HH:MM:SS`, or `D:HH:MM`.

    pretalx writes a day count in front when a session passes 24 hours (`counts_days`), and
    others do so with an unpadded digit; a padded `01:30:00` is hours, minutes, seconds.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    sign, first, second, third = found.groups()
    if third is None:
        length = timedelta(hours=int(first), minutes=int(second))
    elif counts_days or len(first) == 1:
        length = timedelta(days=int(first), hours=int(second), minutes=int(third))
    else:
        length = timedelta(hours=int(first), minutes=int(second), seconds=int(third))
    return -length if sign else length


def read_date(text: str) -> date | None:
    try:
        value = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None


def read_moment(text: str) -> datetime | None:
    """Read an ISO date with a time; aware when it carries an offset."""
    text = text.strip()
    if len(text) <= len("2024-02-03"):
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    offset = value.utcoffset()
    return value if offset is None else value.replace(tzinfo=timezone(offset))


def read_address(text: str, base: str | None = None) -> str | None:
    """Read an absolute http, https or mailto address; a relative one is joined to `base`."""
    text = "".join(text.split())
    try:
        address = urljoin(base, text) if base else text
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or '"' in address:
        return None
    web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return address if web or (parts.scheme == "mailto" and "@" in parts.path) else None


def read_language(text: str) -> str | None:
    text = text.strip()
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else None


def read_capacity(text: str) -> int | None:
    """A number of places, from one to a million."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len("1000000")):
        return None
    return int(text) if 1 <= int(text) <= LARGEST_CAPACITY else None


def read_colour(text: str) -> str | None:
    return text.strip() if _COLOUR.fullmatch(text.strip()) else None


def derived_number(key: str) -> int:
    """The id that we write for a session whose file, or maker, gave it none."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") + 1


def one_line(text: str) -> str:
    return " ".join(text.split())


_UNWRITABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Controls besides tab and line ends, halves of surrogates, byte order marks, no characters."""


def writable(text: str) -> str:
    """The text without what no schedule can hold; line ends are LF."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
