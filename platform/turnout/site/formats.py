"""How amounts, days and times read on a page: pure, used as template filters."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_time, get_timezone_name
from babel.numbers import format_currency, get_currency_symbol

from turnout.site.texts import _
from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money


@lru_cache(maxsize=512)
def money(price: Money, locale: str = "en") -> str:
    """The amount with as many decimals as its currency has; whole amounts lose their zeros."""
    digits = exponent_of(price.currency)
    shown = digits if price.minor % 10**digits else 0
    standard = Locale.parse(locale, sep="-").currency_formats["standard"].pattern
    pattern = standard.replace("0.00", f"0.{'0' * shown}" if shown else "0")
    if get_currency_symbol(price.currency, locale).isalpha():
        pattern = pattern.replace("¤0", "¤\xa00").replace("¤#", "¤\xa0#")
    amount = Decimal(price.minor).scaleb(-digits)
    return format_currency(amount, price.currency, pattern, locale=locale, currency_digits=False)


def day(value: date, locale: str = "en") -> str:
    return format_date(value, "EEE d MMM", locale=locale)


def long_day(value: date, locale: str = "en") -> str:
    return format_date(value, "EEEE d MMMM y", locale=locale)


def month_year(value: date, locale: str = "en") -> str:
    return format_date(value, "MMM y", locale=locale)


def day_of_year(value: date, locale: str = "en") -> str:
    return format_date(value, "EEE d MMM y", locale=locale)


def full_moment(value: datetime, locale: str = "en") -> str:
    """“Fri 20 Nov 2026, 23:59”, where the event is."""
    return format_datetime(value, "EEE d MMM y, HH:mm", locale=locale)


def clock(value: datetime) -> str:
    return value.strftime("%H:%M")


def short_moment(value: datetime, locale: str = "en") -> str:
    return format_datetime(value, "d MMM, HH:mm", locale=locale)


def span_text(start: datetime, end: datetime, locale: str = "en") -> str:
    """“Sat 3 February 2024, 09:30–17:00”, or both days where the event spans several."""
    first = format_date(start, "EEE d MMMM y", locale=locale)
    if start.date() == end.date():
        return f"{first}, {_time(start, locale)}–{_time(end, locale)}"
    if start.year == end.year:
        first = format_date(start, "EEE d MMM", locale=locale)
    last = format_date(end, "EEE d MMM y", locale=locale)
    return f"{first}, {_time(start, locale)} – {last}, {_time(end, locale)}"


def zone_name(value: datetime, zone: str, locale: str = "en") -> str:
    """The event's time zone in words, as it holds on that day: “Central European Standard Time”."""
    named: str = get_timezone_name(value, width="long", locale=locale)
    city = zone.rpartition("/")[2].replace("_", " ")
    return f"{named} ({city})" if city and city != "UTC" else named


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def file_text(media_type: str, size_bytes: int) -> str:
    """What kind of file it is and how large: “PDF, 1.2 MB”."""
    kind = KINDS.get(media_type) or media_type.rpartition("/")[2].upper()
    return f"{kind}, {size_text(size_bytes)}"


def size_text(size_bytes: int) -> str:
    """In thousands, as file managers say it; one digit after the point below ten."""
    size, unit = float(size_bytes), "B"
    for following in ("kB", "MB", "GB"):
        if size < 1000:  # noqa: PLR2004  the step from unit to unit
            break
        size, unit = size / 1000, following
    digits = 1 if size < 10 and unit != "B" else 0  # noqa: PLR2004  two digits are enough to go by
    return f"{size:.{digits}f} {unit}"


def initials(name: str) -> str:
    """At most two letters that stand for a name without a picture."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or name[:1]


def cut(text: str, length: int) -> str:
    """The text on one line, shortened at a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def _time(value: datetime, locale: str) -> str:
    return format_time(value, "HH:mm", locale=locale)


def fold(text: str) -> str:
    """Letters without marks and case, as the script of the programme compares them."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).lower()


def paragraphs(text: str) -> str:
    """Plain text as HTML: escaped, blank lines part paragraphs."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(block)}</p>" for block in blocks if block)


def wait_text(seconds: int) -> str:
    """How long to wait, never too short: seconds up to a minute and a half, then whole minutes."""
    if seconds <= 1:
        return _("a second")
    if seconds <= 90:  # noqa: PLR2004  a minute and a half
        return _("%(count)d seconds", count=seconds)
    return _("%(count)d minutes", count=-(-seconds // 60))


KINDS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "text/plain": "TXT",
}
PROGRAMS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first that a browser names counts: most name several others for company."""
SYSTEMS: Final = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def program_name(agent: str) -> str:
    """A browser as its owner would call it: “Firefox on Windows”; else what it calls itself."""
    program = next((name for mark, name in PROGRAMS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if program and system:
        return _("%(program)s on %(system)s", program=program, system=system)
    return program or cut(agent, 60) or _("An unknown program")
