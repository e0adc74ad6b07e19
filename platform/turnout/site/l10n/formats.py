"""How amounts, days and times read on a page, in the page's language: used as template filters."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from turnout.kernel import clock
from turnout.l10n import formats as l10n
from turnout.site.l10n.i18n import _, language, marked, ngettext
from turnout_sdk.money import Money


def money(price: Money, tag: str = "") -> str:
    """The amount with as many decimals as its currency has; whole amounts lose their zeros."""
    return l10n.money_on_page(price, tag or language())


def number(value: int) -> str:
    return format_decimal(value, locale=language())


def decimal(value: float) -> str:
    return format_decimal(value, locale=language())


def country_name(code: str) -> str:
    """The country in the page's language; empty for no country."""
    name: str = Locale.parse(language()).territories.get(code, code)
    return name


def day(value: date) -> str:
    return l10n.date_on_page(value, "MMMEd", language())


def long_day(value: date) -> str:
    return l10n.date_on_page(value, "full", language())


def month_year(value: date) -> str:
    return l10n.date_on_page(value, "yMMM", language())


def day_of_year(value: date) -> str:
    return l10n.date_on_page(value, "yMMMEd", language())


def full_moment(value: datetime) -> str:
    """“Fri 20 Nov 2026, 23:59”, where the event is."""
    return l10n.moment_on_page(value, "yMMMEd", language())


def deadline(value: datetime, zone: str) -> str:
    """“Fri 20 Nov 2026, 21:41 (Lisbon Time)”: readers elsewhere see that it is not their own."""
    return l10n.deadline(value, zone, language())


def countdown(seconds: int) -> str:
    """“14:05”, and “1:00:00” from an hour on, as the script goes on with it."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def short_moment(value: datetime) -> str:
    """“20 Nov, 23:59”, where the event is."""
    return l10n.moment_on_page(value, "MMMd", language())


def span_text(start: datetime, end: datetime) -> str:
    return l10n.span_on_page(start, end, language())


def when_text(start: datetime, end: datetime) -> str:
    """When an event is, in one short line: “Mon 14 Dec, 18:00–02:00”."""
    today = clock.now().astimezone(start.tzinfo).date()
    return l10n.span_on_page(start, end, language(), today=today)


def zone_name(value: datetime, zone: str) -> str:
    return l10n.zone_on_page(value, zone, language())


def local_time(zone: str) -> str:
    """Whose clocks a time beside it follows: “Lisbon Time”."""
    return l10n.local_time_on_page(zone, language())


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


def category_name(value: str) -> str:
    """The name of a category: a common one in the page's language, any other as it was written."""
    known = CATEGORIES.get(value.strip().lower())
    return _(known) if known else value[:1].upper() + value[1:]


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


CATEGORIES: Final[Mapping[str, str]] = {
    "arts": marked("Arts"),
    "business": marked("Business"),
    "charity": marked("Charity"),
    "class": marked("Class"),
    "comedy": marked("Comedy"),
    "community": marked("Community"),
    "concert": marked("Concert"),
    "conference": marked("Conference"),
    "course": marked("Course"),
    "culture": marked("Culture"),
    "dance": marked("Dance"),
    "education": marked("Education"),
    "exhibition": marked("Exhibition"),
    "family": marked("Family"),
    "festival": marked("Festival"),
    "film": marked("Film"),
    "food": marked("Food"),
    "health": marked("Health"),
    "literature": marked("Literature"),
    "market": marked("Market"),
    "meetup": marked("Meetup"),
    "music": marked("Music"),
    "nature": marked("Nature"),
    "nightlife": marked("Nightlife"),
    "science": marked("Science"),
    "seminar": marked("Seminar"),
    "sport": marked("Sport"),
    "sports": marked("Sports"),
    "talk": marked("Talk"),
    "technology": marked("Technology"),
    "theatre": marked("Theatre"),
    "tour": marked("Tour"),
    "training": marked("Training"),
    "workshop": marked("Workshop"),
}
"""Organizers write what they like; these are known in every language."""
KINDS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "text/plain": "TXT",
}


def program_name(agent: str) -> str:
    """A browser as its owner would call it: “Firefox on Windows”; else what it calls itself."""
    program, system = l10n.names_of_program(agent)
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
