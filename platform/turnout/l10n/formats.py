"""How amounts, days and times read: in mails, on papers, on pages. Pure.

Pages and mails say days, hours and amounts alike, the clock in 24 hours; papers write it as the
reader's locale does. A page and a mail name the zone in words, a ticket by its distance from UTC.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location, get_timezone_name
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from turnout.kernel.typed_addresses import is_sender_name
from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money

ENGLISH: Final = "en"
OURS: Final = {
    "MMMd": "d MMM",
    "MMMEd": "EEE d MMM",
    "yMMM": "MMM y",
    "yMMMEd": "EEE d MMM y",
    "full": "EEEE d MMMM y",
}
"""Skeleton → how an English page writes it, in Europe and in America alike."""
DATED: Final = "yMMMEd"
LONGEST_LINE: Final = 400
_ADDRESS_SIGNS: Final = re.compile(r"[:\uff1a][/\\\uff0f]+|[@\uff20]")
_DOT_IN_WORD: Final = re.compile(r"[.\u3002\uff0e\uff61](?=\w{2})")
NEAR: Final = timedelta(days=300)
"""So far ahead a day and a month say which year is meant."""
DAWN: Final = time(8)
LETTERS_AND_SIGN: Final = re.compile(r"[A-Z]+\W")
"""“US$” in a line from right to left needs a mark behind it, or its sign goes to its other side."""
_HIDDEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_STEERING: Final = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def person_name(text: str) -> str:
    """A name that somebody gave, for a mail to anybody: in it nothing becomes a link.

    Mail programs make links of `www.example.com` and `https://…` by themselves, so dots within
    words get a blank behind them, and what parts addresses becomes one.
    """
    plain = _ADDRESS_SIGNS.sub(" ", unicodedata.normalize("NFC", text))
    return one_line(_DOT_IN_WORD.sub(". ", plain))


def sender_name(text: str) -> str:
    """A name that a mail may bear as its sender; empty where an address stands in it."""
    return one_line(text) if is_sender_name(text) else ""


def one_line(text: str) -> str:
    """Somebody else's words, fit for a subject or a sentence of ours.

    Controls and line breaks become blanks, and marks that turn the direction of what follows
    are dropped; letters of every script stay.
    """
    clean = "".join(
        " " if unicodedata.category(each) in _HIDDEN else each
        for each in text
        if each not in _STEERING
    )
    return " ".join(clean.split())[:LONGEST_LINE]


def short_line(text: str, length: int) -> str:
    """One line of at most so many characters, cut at a word where there is one near the end."""
    line = one_line(text)
    if len(line) <= length:
        return line
    whole, blank, _rest = line[:length].rpartition(" ")
    return (whole if blank and len(whole) > length // 2 else line[: length - 1]) + "…"


def amount(price: Money, locale: Locale) -> str:
    """With all decimals that the currency has, also where people leave them out by habit."""
    return _amount(price, locale, decimals=exponent_of(price.currency))


def _amount(price: Money, locale: Locale, *, decimals: int) -> str:
    """An amount whose currency is written as letters keeps a space between the two."""
    standard = locale.currency_formats["standard"].pattern
    pattern = standard.replace("0.00", f"0.{'0' * decimals}" if decimals else "0")
    symbol = get_currency_symbol(price.currency, locale)
    if symbol.isalpha():
        pattern = pattern.replace("¤0", "¤\xa00").replace("¤#", "¤\xa0#")
    value = Decimal(price.minor).scaleb(-exponent_of(price.currency))
    text = format_currency(value, price.currency, pattern, locale=locale, currency_digits=False)
    is_turned = locale.character_order == "right-to-left" and LETTERS_AND_SIGN.fullmatch(symbol)
    return text.replace(symbol, f"{symbol}\u200e") if is_turned else str(text)


def number(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


def rate(rate_bp: int, locale: Locale) -> str:
    """A tax rate in hundredths of a percent, as a share."""
    return str(format_percent(Decimal(rate_bp) / 10_000, "#,##0.##%", locale=locale))


def date_on_paper(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale))


def when_lines(
    starts_at: datetime, ends_at: datetime, time_zone: str, *, locale: Locale
) -> tuple[str, ...]:
    """Days and times as the clocks at the event show them, with their zone named."""
    when = span(starts_at, ends_at, time_zone, locale=locale)
    return (when, local_time_on_page(time_zone, locale.language))


def span(starts_at: datetime, ends_at: datetime, time_zone: str, *, locale: Locale) -> str:
    """Day and times in one line, as the clocks at the event show them and its page says it."""
    start, end = (at.astimezone(ZoneInfo(time_zone)) for at in (starts_at, ends_at))
    return span_on_page(start, end, locale.language)


def moment(at: datetime, locale: Locale) -> str:
    """An instant for somebody whose time zone is not known."""
    return f"{moment_on_page(at.astimezone(UTC), DATED, locale.language)} UTC"


def deadline(at: datetime | None, time_zone: str, tag: str) -> str:
    """“Fri 20 Nov 2026, 21:41 (Lisbon Time)”: the instant by the clocks at the event, and whose.

    Empty for none.
    """
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(time_zone))
    moment, whose = moment_on_page(there, "yMMMEd", tag), local_time_on_page(time_zone, tag)
    return f"{moment}, {whose}" if "(" in whose else f"{moment} ({whose})"


def local_time_on_page(zone: str, tag: str) -> str:
    """“Lisbon Time”: what the clocks there show, whatever the season; UTC is itself."""
    city = _city(zone, tag)
    region = str(Locale.parse(tag).zone_formats["region"])
    return region % city if city else zone


@lru_cache(maxsize=2048)
def money_on_page(price: Money, tag: str) -> str:
    """The amount with as many decimals as its currency has; whole amounts lose their zeros."""
    digits = exponent_of(price.currency)
    shown = digits if price.minor % 10**digits else 0
    return _amount(price, Locale.parse(tag), decimals=shown)


def date_on_page(value: date, skeleton: str, tag: str) -> str:
    return format_date(value, _pattern(skeleton, tag), locale=tag)


def moment_on_page(value: datetime, skeleton: str, tag: str) -> str:
    return _joined(date_on_page(value, skeleton, tag), clock(value), tag)


def clock(value: datetime) -> str:
    """The same in every language, as programmes print it: 18:30 is no morning."""
    return value.strftime("%H:%M")


def span_on_page(start: datetime, end: datetime, tag: str, *, today: date | None = None) -> str:
    """“Sat 3 Feb 2024, 09:30–17:00”, or both days where the event spans several.

    A night belongs to the day on which it begins. With `today` it is the short form, which leaves
    out the year while it cannot be mistaken: “Sat 3 Feb, 22:00–02:00”.
    """
    is_near = today is not None and timedelta() <= end.date() - today <= NEAR
    alone = "MMMEd" if is_near else DATED
    if start.date() == end.date() or _is_one_night(start, end):
        return _joined(date_on_page(start, alone, tag), f"{clock(start)}–{clock(end)}", tag)
    first = "MMMEd" if start.year == end.year or is_near else DATED
    last = moment_on_page(end, alone, tag)
    return f"{moment_on_page(start, first, tag)} – {last}"


def _is_one_night(start: datetime, end: datetime) -> bool:
    """An evening that goes on past midnight, to the early morning at the latest."""
    is_next_day = end.date() - start.date() == timedelta(days=1)
    return is_next_day and end.time() <= DAWN and start.time() > end.time()


def zone_on_page(value: datetime, zone: str, tag: str) -> str:
    """A zone in words, as it holds on that day: “Central European Standard Time (Brussels)”."""
    named: str = get_timezone_name(value, width="long", locale=tag)
    city = _city(zone, tag)
    return f"{named} ({city})" if city else named


@lru_cache(maxsize=512)
def _city(zone: str, tag: str) -> str:
    """The city that a zone is named after, as the language calls it."""
    if "/" not in zone:
        return ""
    found: str = get_timezone_location(ZoneInfo(zone), locale=tag, return_city=True)
    return found


def _joined(day: str, time: str, tag: str) -> str:
    """A day and what is said of its hours, put together as the language does it."""
    return _join_pattern(tag).replace("{1}", day).replace("{0}", time)


@lru_cache(maxsize=16)
def _join_pattern(tag: str) -> str:
    return str(Locale.parse(tag).datetime_formats["medium"]).replace("'", "")


@lru_cache(maxsize=128)
def _pattern(skeleton: str, tag: str) -> str:
    """How a language orders the parts of a day; each knows its own."""
    if tag == ENGLISH:
        return OURS[skeleton]
    locale = Locale.parse(tag)
    if skeleton == "full":
        return str(locale.date_formats["full"].pattern)
    return str(locale.datetime_skeletons[skeleton].pattern)


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


def names_of_program(agent: str) -> tuple[str, str]:
    """What a browser and its system are called; empty where its agent names none that we know."""
    program = next((name for mark, name in PROGRAMS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return program, system


def program_and_system(agent: str) -> str:
    """The same without words of any language: “Firefox, Windows”; else what it calls itself."""
    program, system = names_of_program(agent)
    return f"{program}, {system}" if program and system else program or agent[:60]
