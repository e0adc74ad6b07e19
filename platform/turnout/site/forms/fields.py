"""Fields that several forms have: addresses, passwords, names, languages, time zones."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_location

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.time_zones import zone_names
from turnout.search_words.texts import plain_letters
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import NAMES, _, language, marked
from turnout.site.layout.views import Field, Option, OptionGroup

UTC: Final = "UTC"
AREAS: Final = {
    "Africa": marked("Africa"),
    "America": marked("America"),
    "Antarctica": marked("Antarctica"),
    "Asia": marked("Asia"),
    "Atlantic": marked("Atlantic"),
    "Australia": marked("Australia"),
    "Europe": marked("Europe"),
    "Indian": marked("Indian Ocean"),
    "Pacific": marked("Pacific"),
}


def known(name: str, *, otherwise: str = UTC) -> str:
    """A zone of the list, else the other one: browsers name zones that nobody knows."""
    return name if name in zone_names() else otherwise


def groups(chosen: str) -> tuple[OptionGroup, ...]:
    """Every zone below its continent; a zone that is in no list stands there all the same."""
    listed = _listed(language())
    names = {option.value for group in listed for option in group.options}
    first = () if chosen in names or chosen == UTC else (Option(value=chosen, label=chosen),)
    utc = Option(value=UTC, label=_("Universal time (UTC)"))
    return (OptionGroup(label="", options=(utc, *first)), *listed)


@lru_cache(maxsize=16)
def _listed(tag: str) -> tuple[OptionGroup, ...]:
    """The zones by continent in a language, each city once; made once, of four hundred look-ups."""
    others = get_global("zone_aliases")
    found = sorted(
        name for name in zone_names() if name.partition("/")[0] in AREAS and name not in others
    )
    return tuple(
        OptionGroup(
            label=_(AREAS[area]),
            options=tuple(
                sorted(
                    (Option(value=name, label=_city(name, tag)) for name in names),
                    key=lambda option: plain_letters(option.label),
                )
            ),
        )
        for area, names in groupby(found, key=lambda name: name.partition("/")[0])
    )


def _city(name: str, tag: str) -> str:
    city: str = get_timezone_location(ZoneInfo(name), locale=tag, return_city=True)
    return city.replace("_", " ").replace("/", ", ")


LONGEST_PASSWORD: Final = 1024
"""Wide on purpose: the password's own rules answer, and nothing is cut off."""
LONGEST_NAME: Final = 120
LONGEST_CODE: Final = 40
CODE: Final = "code"
PLAIN_WORDS: Final = {
    "/email": marked("Please enter a valid email address"),
    "/display_name": marked("Use 1 to 120 letters or other visible signs"),
    "/phone": marked("Please enter a valid phone number with its country code."),
    "/time_zone": marked("Please choose one of the list"),
    "/locale": marked("Please choose one of the list"),
    "/reason": marked("Please choose one of the list"),
    "/details": marked("Say what is wrong with this page."),
    "/note": marked("Say what speaks against this decision."),
    "/slug": marked("Please type the name exactly as it is shown"),
}
SAME: Final = "same"
LENGTH: Final = "length"
"""The code of a refusal of passwords that are too short or too long."""


def email(value: str = "") -> Field:
    return Field(name="email", label=_("Email"), kind="email", autocomplete="username", value=value)


def password() -> Field:
    return Field(
        name="password",
        label=_("Password"),
        kind="password",
        autocomplete="current-password",
        longest=LONGEST_PASSWORD,
    )


def present_password() -> Field:
    return replace(password(), name="present_password", label=_("Current password"))


def code() -> Field:
    return Field(
        name=CODE,
        label=_("Code"),
        autocomplete="one-time-code",
        longest=LONGEST_CODE,
        hint=_("Six digits of the app, or one of your recovery codes."),
    )


def new_password(*, error: str = "") -> Field:
    return Field(
        name="password",
        label=_("New password"),
        kind="password",
        autocomplete="new-password",
        longest=LONGEST_PASSWORD,
        hint=_("At least eight characters; a few words are easy to keep in mind."),
        error=error,
        is_first=bool(error),
    )


def lines(name: str, *, label: str, longest: int, is_optional: bool = False) -> Field:
    """Some lines of text, as they were typed."""
    return Field(
        name=name,
        label=label,
        kind="lines",
        autocomplete="off",
        value=typed(name, longest=longest),
        longest=longest,
        is_optional=is_optional,
    )


def display_name(value: str = "") -> Field:
    return Field(
        name="display_name",
        label=_("Your name"),
        autocomplete="name",
        value=value,
        longest=LONGEST_NAME,
    )


def phone(value: str = "") -> Field:
    return Field(
        name="phone",
        label=_("Phone"),
        kind="tel",
        autocomplete="tel",
        value=value,
        longest=40,
        hint=_("With its country code, as in +49 30 123456. Only you see it."),
        is_optional=True,
    )


def with_errors(given: tuple[Field, ...], refused: Invalid) -> tuple[Field, ...]:
    """The same lines with what was wrong with each; the first of those takes the focus."""
    says = {each.pointer: words_of(each) for each in refused.errors}
    shown = [replace(each, error=says.get(f"/{each.name}", ""), is_first=False) for each in given]
    first = next((index for index, each in enumerate(shown) if each.error), None)
    if first is not None:
        shown[first] = replace(shown[first], is_first=True)
    return tuple(shown)


def words_of(error: FieldError) -> str:
    """What is wrong and what to do, in the language of the page."""
    if error.pointer == "/password" and error.code == LENGTH:
        return _("Use 8 to 256 characters.")
    plain = "" if error.code == SAME else PLAIN_WORDS.get(error.pointer, "")
    return _(plain or error.detail)


def in_words(error: Invalid, words: Mapping[str, str]) -> Invalid:
    """The same refusal with what a page's own words say of each field."""
    return Invalid(
        *(
            FieldError(each.pointer, words.get(each.pointer, each.detail), SAME)
            for each in error.errors
        )
    )


def language_field(value: str) -> Field:
    options = tuple(Option(value=tag, label=name, language=tag) for tag, name in NAMES.items())
    return Field(
        name="locale",
        label=_("Language"),
        kind="select",
        autocomplete="language",
        value=value,
        groups=(OptionGroup(label="", options=options),),
        hint=_("For our pages and our emails to you."),
    )


def time_zone(value: str) -> Field:
    return Field(
        name="time_zone",
        label=_("Time zone"),
        kind="select",
        autocomplete="off",
        value=value,
        groups=groups(value),
        hint=_("Events are always shown in their own; this one is for your account."),
    )


def focused(given: tuple[Field, ...]) -> tuple[Field, ...]:
    """The same lines, with the focus on the first needed one that is empty."""
    needed = (index for index, each in enumerate(given) if not (each.value or each.is_optional))
    first = next(needed, len(given))
    return tuple(replace(each, is_first=index == first) for index, each in enumerate(given))
