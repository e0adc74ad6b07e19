"""How amounts, days and times read on a page, in the page's language: used as template filters."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, get_timezone_location, get_timezone_name
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from turnout.site.l10n.i18n import ENGLISH, _, language, marked, ngettext
from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money

OURS: Final = {
    "MMMd": "d MMM",
    "MMMEd": "EEE d MMM",
    "yMMM": "MMM y",
    "yMMMEd": "EEE d MMM y",
    "yMMMMEd": "EEE d MMMM y",
    "full": "EEEE d MMMM y",
}
"""Skeleton → how an English page writes it, in Europe and in America alike."""
LONG: Final = "yMMMMEd"
"""A day whose month is written out: the full pattern with a short name for the weekday."""


def money(price: Money, tag: str = "") -> str:
    """The amount with as many decimals as its currency has; whole amounts lose their zeros."""
    return _money(price, tag or language())


@lru_cache(maxsize=2048)
def _money(price: Money, tag: str) -> str:
    digits = exponent_of(price.currency)
    shown = digits if price.minor % 10**digits else 0
    standard = Locale.parse(tag).currency_formats["standard"].pattern
    pattern = standard.replace("0.00", f"0.{'0' * shown}" if shown else "0")
    if get_currency_symbol(price.currency, tag).isalpha():
        pattern = pattern.replace("¤0", "¤\xa00").replace("¤#", "¤\xa0#")
    amount = Decimal(price.minor).scaleb(-digits)
    return format_currency(amount, price.currency, pattern, locale=tag, currency_digits=False)


def number(value: int) -> str:
    return format_decimal(value, locale=language())


def day(value: date) -> str:
    return _date(value, "MMMEd")


def long_day(value: date) -> str:
    return _date(value, "full")


def month_year(value: date) -> str:
    return _date(value, "yMMM")


def day_of_year(value: date) -> str:
    return _date(value, "yMMMEd")


def full_moment(value: datetime) -> str:
    """“Fri 20 Nov 2026, 23:59”, where the event is."""
    return _moment(value, "yMMMEd")


def clock(value: datetime) -> str:
    """The same in every language, as programmes and tickets print it: 18:30 is no morning."""
    return value.strftime("%H:%M")


def short_moment(value: datetime) -> str:
    return _moment(value, "MMMd")


def span_text(start: datetime, end: datetime) -> str:
    """“Sat 3 February 2024, 09:30–17:00”, or both days where the event spans several."""
    if start.date() == end.date():
        return _joined(_date(start, LONG), f"{clock(start)}–{clock(end)}")
    first = "MMMEd" if start.year == end.year else LONG
    return f"{_moment(start, first)} – {_moment(end, 'yMMMEd')}"


def zone_name(value: datetime, zone: str) -> str:
    """The event's time zone in words, as it holds on that day: “Central European Standard Time”."""
    named: str = get_timezone_name(value, width="long", locale=language())
    city = _city(zone, language())
    return f"{named} ({city})" if city else named


@lru_cache(maxsize=512)
def _city(zone: str, tag: str) -> str:
    """The city that a zone is named after, as the language calls it."""
    if "/" not in zone:
        return ""
    found: str = get_timezone_location(ZoneInfo(zone), locale=tag, return_city=True)
    return found


def _moment(value: datetime, skeleton: str) -> str:
    return _joined(_date(value, skeleton), clock(value))


def _joined(day: str, time: str) -> str:
    """A day and what is said of its hours, put together as the language does it."""
    return _join_pattern(language()).replace("{1}", day).replace("{0}", time)


@lru_cache(maxsize=16)
def _join_pattern(tag: str) -> str:
    return str(Locale.parse(tag).datetime_formats["medium"]).replace("'", "")


def _date(value: date, skeleton: str) -> str:
    return format_date(value, _pattern(skeleton, language()), locale=language())


@lru_cache(maxsize=128)
def _pattern(skeleton: str, tag: str) -> str:
    """How a language orders the parts of a day; each knows its own."""
    if tag == ENGLISH:
        return OURS[skeleton]
    locale = Locale.parse(tag)
    full = str(locale.date_formats["full"].pattern)
    if skeleton in ("full", LONG):
        return full if skeleton == "full" else full.replace("EEEE", "EEE")
    return str(locale.datetime_skeletons[skeleton].pattern)


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
    shown = format_decimal(round(size, digits), "0.0" if digits else "0", locale=language())
    return f"{shown} {unit}"


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
        return ngettext("%(num)s second", "%(num)s seconds", seconds)
    return ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60))


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


NAMES: Final[Mapping[str, str]] = {
    "owner": marked("Owner"),
    "admin": marked("Administrator"),
    "staff": marked("Staff"),
    "partner": marked("Partner"),
}
PURPOSES: Final[Mapping[str, str]] = {
    "owner": marked("You may do everything, and decide about other owners."),
    "admin": marked("You may run events, handle money and invite members."),
    "staff": marked("You may prepare events, help with orders and check people in."),
    "partner": marked("You may see what the organization shares with you."),
}


def role_name(role: str) -> str:
    return _(NAMES[role]) if role in NAMES else role


def role_purpose(role: str) -> str:
    return _(PURPOSES.get(role, ""))
