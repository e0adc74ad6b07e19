"""Time zones for people to choose from, by continent and city, in the page's language."""

from functools import lru_cache
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from turnout.site.account.account_views import Option, OptionGroup
from turnout.site.l10n.formats import fold
from turnout.site.l10n.i18n import _, language, marked

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
    """The zone so named, else the other one: browsers name zones that nobody knows."""
    return name if name in available_timezones() else otherwise


def groups(chosen: str) -> tuple[OptionGroup, ...]:
    """Every zone below its continent; a zone that is in no list stands there all the same."""
    listed = _listed(language())
    names = {option.value for group in listed for option in group.options}
    first = () if chosen in names or chosen == UTC else (Option(value=chosen, label=chosen),)
    utc = Option(value=UTC, label=_("Universal time (UTC)"))
    return (OptionGroup(label="", options=(utc, *first)), *listed)


@lru_cache(maxsize=16)
def _listed(tag: str) -> tuple[OptionGroup, ...]:
    """Made once for a language: each of some four hundred names is looked up; no city twice."""
    others = get_global("zone_aliases")
    found = sorted(
        name
        for name in available_timezones()
        if name.partition("/")[0] in AREAS and name not in others
    )
    return tuple(
        OptionGroup(
            label=_(AREAS[area]),
            options=tuple(
                sorted(
                    (Option(value=name, label=_city(name, tag)) for name in names),
                    key=lambda option: fold(option.label),
                )
            ),
        )
        for area, names in groupby(found, key=lambda name: name.partition("/")[0])
    )


def _city(name: str, tag: str) -> str:
    city: str = get_timezone_location(ZoneInfo(name), locale=tag, return_city=True)
    return city.replace("_", " ").replace("/", ", ")
