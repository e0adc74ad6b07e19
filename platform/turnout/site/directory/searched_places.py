"""Around which city the directory searched in place of words, and what else may be meant."""

from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from turnout.modules.public_search import api as public_search
from turnout.places.lookup import complete, find_meaning
from turnout.places.types import City, Meaning
from turnout.site.directory import query_params
from turnout.site.directory.query_params import address, pairs_of, without
from turnout.site.l10n import formats
from turnout.site.l10n.i18n import _, language
from turnout.site.layout.views import Link

MOST_COMPLETED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPlace:
    """Around which city was searched, or may be, in place of words."""

    typed: str
    city: str
    """With its country."""
    kilometres: int
    is_around: bool
    is_corrected: bool = False
    url: str
    """The search by words where it was around the city, else the search around it."""
    others: tuple[Link, ...] = ()
    """Cities of the same name, each with the search around it."""


def in_place_of_typed(given: MultiDict[str, str], city: City) -> MultiDict[str, str]:
    kept = [(name, each) for name, each in given.items(multi=True) if name not in ("city", "plain")]
    return MultiDict([*without(kept, "place"), ("place", city.name_in(language()))])


def searched_place(
    given: MultiDict[str, str], typed: str, corrected: Meaning | None
) -> SearchedPlace | None:
    """None where the place names no city that is known, or a point is given instead."""
    is_plain = query_params.is_plain(given)
    meaning = corrected or query_params.meaning_of(given)
    if is_plain and typed and not query_params.point_of(given):
        meaning = find_meaning(typed)
    if meaning is None:
        return None
    rest = without(pairs_of(given), "place", "city", "plain")
    around = [*rest, ("place", typed)]
    return SearchedPlace(
        typed=typed,
        city=_city_name(meaning.city),
        kilometres=query_params.within_of(given),
        is_around=not is_plain,
        is_corrected=meaning.is_corrected,
        url=address(around if is_plain else [*around, ("plain", typed)]),
        others=tuple(
            Link(label=_city_name(each), url=address([*around, ("city", str(each.id))]))
            for each in meaning.others
        ),
    )


def completed(typed: str) -> list[dict[str, str]]:
    """Cities with a name that begins so, in any language: the largest first. No statement.

    `id` chooses one of several of a name; of those in one country the largest.
    """
    if len(typed) < public_search.LEAST_LETTERS:
        return []
    found: dict[tuple[str, str], str] = {}
    for each in complete(typed, limit=MOST_COMPLETED):
        name = each.name_in(language()), formats.country_name(each.country)
        found.setdefault(name, str(each.id))
    return [
        {"label": label, "kind": country, "id": city_id}
        for (label, country), city_id in found.items()
    ]


def _city_name(city: City) -> str:
    """The city with its country, in the language of the page."""
    return _(
        "%(city)s, %(country)s",
        city=city.name_in(language()),
        country=formats.country_name(city.country),
    )
