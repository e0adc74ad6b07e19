"""How amounts, days and times read in a mail: pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_name
from babel.numbers import format_currency, format_decimal

from turnout_sdk.money import Money


def amount(price: Money, locale: Locale) -> str:
    return str(format_currency(price.decimal(), price.currency, locale=locale))


def number(value: int, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


def when_lines(
    starts_at: datetime, ends_at: datetime, time_zone: str, *, locale: Locale
) -> tuple[str, ...]:
    """Days and times as the clocks at the event show them, with their zone named."""
    zone = ZoneInfo(time_zone)
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    first, last = _time(start, locale), _time(end, locale)
    if start.date() == end.date():
        lines = [_day(start, locale), f"{first} – {last}"]
    else:
        lines = [f"{_day(start, locale)}, {first} –", f"{_day(end, locale)}, {last}"]
    return (*lines, _zone(start, time_zone, locale))


def span(starts_at: datetime, ends_at: datetime, time_zone: str, *, locale: Locale) -> str:
    """Day and times in one line, as the clocks at the event show them."""
    zone = ZoneInfo(time_zone)
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    if start.date() == end.date():
        return f"{_day(start, locale)}, {_time(start, locale)} – {_time(end, locale)}"
    first, last = (f"{_day(each, locale)}, {_time(each, locale)}" for each in (start, end))
    return f"{first} – {last}"


def zone_name(at: datetime, time_zone: str, *, locale: Locale) -> str:
    """The event's time zone as it is called on that day."""
    return _zone(at.astimezone(ZoneInfo(time_zone)), time_zone, locale)


def moment(at: datetime, locale: Locale) -> str:
    """An instant for somebody whose time zone is not known."""
    utc = at.astimezone(UTC)
    return f"{format_date(utc.date(), 'long', locale=locale)}, {_time(utc, locale)} UTC"


def day_at(at: datetime, time_zone: str, *, locale: Locale) -> str:
    """The day and time of an instant as the clocks at the event show it."""
    there = at.astimezone(ZoneInfo(time_zone))
    return f"{_day(there, locale)}, {_time(there, locale)}"


def _day(at: datetime, locale: Locale) -> str:
    return format_date(at.date(), "full", locale=locale)


def _time(at: datetime, locale: Locale) -> str:
    return format_time(at.time(), "short", locale=locale)


def _zone(at: datetime, time_zone: str, locale: Locale) -> str:
    """“Central European Standard Time (Brussels)”, as it holds on that day."""
    named: str = get_timezone_name(at, width="long", locale=locale)
    city = time_zone.rpartition("/")[2].replace("_", " ")
    return f"{named} ({city})" if "/" in time_zone else named
