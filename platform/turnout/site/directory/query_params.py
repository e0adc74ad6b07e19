"""What visitors put into the address of a page: read leniently, since a page always answers."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import isfinite
from typing import Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.errors import Invalid
from turnout.modules.public_search.api import Box, Circle, EventSearch
from turnout.places.lookup import find_meaning
from turnout.places.types import DISTANCES, USUAL_DISTANCE, Meaning
from turnout_sdk.currencies import exponent_of

PAGE_SIZE: Final = 24
LONGEST: Final = 200
LONGEST_PRICE: Final = 12
MOST_VALUES: Final = 20
KINDS: Final = ("in_person", "online", "hybrid")
LONGITUDES: Final = 180.0
LATITUDES: Final = 90.0
ORDERS: Final = ("date", "relevance", "popularity", "price", "distance")
PATH: Final = "/events"
KNOWN: Final = (
    "q", "place", "city", "plain", "from", "until", "kind", "category", "tag", "spoken", "free",
    "most", "currency", "near", "within", "box", "sort", "view",
)  # fmt: skip
"""What an address of the directory may say besides its page; nothing else is passed on."""
HOW: Final = ("sort", "view")
"""These change how results look."""
MEANT: Final = ("city", "plain", "within")
"""What is meant by a place."""
MORE: Final = (*HOW, *MEANT, "currency")
"""These filter nothing by themselves."""

Pairs = list[tuple[str, str]]


def search_of(given: MultiDict[str, str]) -> EventSearch:
    """The search that an address stands for; what cannot be read is left out.

    A place that names a city is searched around.
    """
    currency = currency_of(given)
    meaning = meaning_of(given)
    return EventSearch(
        text=text_of(given),
        place="" if meaning else place_of(given),
        starts_from=day_of(given.get("from")),
        starts_until=day_of(given.get("until")),
        kinds=tuple(each for each in given.getlist("kind") if each in KINDS),
        categories=_several(given, "category"),
        tags=_several(given, "tag"),
        languages=_several(given, "spoken"),
        free_only=given.get("free") == "1",
        most_minor=most_minor_of(given, currency),
        currency=currency,
        near=Circle.around(meaning.city, within_of(given)) if meaning else near_of(given),
        box=box_of(given),
        order=order_of(given),
    )


def text_of(given: MultiDict[str, str]) -> str:
    return given.get("q", "").strip()[:LONGEST]


def place_of(given: MultiDict[str, str]) -> str:
    return given.get("place", "").strip()[:LONGEST]


def is_plain(given: MultiDict[str, str]) -> bool:
    """Whether the place is words to look for and no city: as asked for, or beside a point."""
    return given.get("plain", "").strip() == place_of(given) or near_of(given) is not None


def meaning_of(given: MultiDict[str, str]) -> Meaning | None:
    """The city that the place names; `city` chooses one of several of that name."""
    text, chosen = place_of(given), given.get("city", "")
    if not text or is_plain(given):
        return None
    is_number = chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_PRICE
    return find_meaning(text, int(chosen) if is_number else None)


def order_of(given: MultiDict[str, str]) -> str:
    """As asked for; else what fits best what was typed."""
    asked = given.get("sort", "")
    if asked in ORDERS:
        return asked
    return "relevance" if text_of(given) else "distance" if near_of(given) else "date"


def currency_of(given: MultiDict[str, str]) -> str:
    text = given.get("currency", "").upper()
    return text if len(text) == 3 and text.isascii() and text.isalpha() else ""  # noqa: PLR2004


def most_minor_of(given: MultiDict[str, str], currency: str) -> int | None:
    """A price in whole units as the minor units of its currency; None without a number."""
    text = given.get("most", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_PRICE):
        return None
    digits = exponent_of(currency) if currency else 2
    return int(text + "0" * digits)


def near_of(given: MultiDict[str, str]) -> Circle | None:
    """`near=50.85,4.35` with `within` kilometres."""
    numbers = _numbers(given.get("near", ""), 2)
    if numbers is None or abs(numbers[0]) > LATITUDES or abs(numbers[1]) > LONGITUDES:
        return None
    return Circle(latitude=numbers[0], longitude=numbers[1], kilometres=float(within_of(given)))


def within_of(given: MultiDict[str, str]) -> int:
    text = given.get("within", "")
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_PRICE else 0
    return wanted if wanted in DISTANCES else USUAL_DISTANCE


def box_of(given: MultiDict[str, str]) -> Box | None:
    """`box=west,south,east,north` in degrees."""
    numbers = _numbers(given.get("box", ""), 4)
    if numbers is None:
        return None
    west, south, east, north = numbers
    if max(abs(west), abs(east)) > LONGITUDES or not -LATITUDES <= south < north <= LATITUDES:
        return None
    return Box(west=west, south=south, east=east, north=north)


def page_of(given: MultiDict[str, str]) -> PageRequest:
    """The page asked for; a cursor that is not ours begins at the start."""
    try:
        return page_request(given.get("cursor"), PAGE_SIZE)
    except Invalid:
        return page_request(None, PAGE_SIZE)


def _several(given: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(each[:LONGEST] for each in given.getlist(name)[:MOST_VALUES] if each)


def _numbers(text: str, count: int) -> Sequence[float] | None:
    try:
        found = [float(part) for part in text[:LONGEST].split(",")]
    except ValueError:
        return None
    return found if len(found) == count and all(map(isfinite, found)) else None


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def pairs_of(given: MultiDict[str, str]) -> Pairs:
    """The known, filled-in fields of an address as pairs."""
    return [
        (name, value[:LONGEST])
        for name in KNOWN
        for value in given.getlist(name)[:MOST_VALUES]
        if value
    ]


def without(pairs: Iterable[tuple[str, str]], *names: str) -> Pairs:
    return [each for each in pairs if each[0] not in names]


def address(pairs: Sequence[tuple[str, str]], path: str = PATH) -> str:
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def is_filtered(given: MultiDict[str, str]) -> bool:
    return bool(without(pairs_of(given), *MORE))
