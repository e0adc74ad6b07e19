"""What visitors put into the address of a page: read leniently, since a page always answers."""

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Final

from werkzeug.datastructures import MultiDict

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.errors import Invalid
from turnout.modules.discovery import api as discovery
from turnout_sdk.currencies import exponent_of

PAGE_SIZE: Final = 24
LONGEST: Final = 200
LONGEST_PRICE: Final = 12
MOST_VALUES: Final = 20
KINDS: Final = ("in_person", "online", "hybrid")
DISTANCES: Final = (10, 25, 50, 100, 250)
USUAL_DISTANCE: Final = 50
LONGITUDES: Final = 180.0
LATITUDES: Final = 90.0
ORDERS: Final = ("date", "relevance", "price", "distance")


def search_of(given: MultiDict[str, str]) -> discovery.EventSearch:
    """The search that an address stands for; what cannot be read is left out."""
    currency = currency_of(given)
    return discovery.EventSearch(
        text=text_of(given),
        place=given.get("place", "").strip()[:LONGEST],
        starts_from=day_of(given.get("from")),
        starts_until=day_of(given.get("until")),
        kinds=tuple(each for each in given.getlist("kind") if each in KINDS),
        categories=_several(given, "category"),
        tags=_several(given, "tag"),
        languages=_several(given, "spoken"),
        free_only=given.get("free") == "1",
        most_minor=most_minor_of(given, currency),
        currency=currency,
        near=near_of(given),
        box=box_of(given),
        order=order_of(given),
    )


def text_of(given: MultiDict[str, str]) -> str:
    return given.get("q", "").strip()[:LONGEST]


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


def near_of(given: MultiDict[str, str]) -> discovery.Circle | None:
    """`near=50.85,4.35` with `within` kilometres."""
    numbers = _numbers(given.get("near", ""), 2)
    if numbers is None or abs(numbers[0]) > LATITUDES or abs(numbers[1]) > LONGITUDES:
        return None
    return discovery.Circle(
        latitude=numbers[0], longitude=numbers[1], kilometres=float(within_of(given))
    )


def within_of(given: MultiDict[str, str]) -> int:
    text = given.get("within", "")
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_PRICE else 0
    return wanted if wanted in DISTANCES else USUAL_DISTANCE


def box_of(given: MultiDict[str, str]) -> discovery.Box | None:
    """`box=west,south,east,north` in degrees."""
    numbers = _numbers(given.get("box", ""), 4)
    if numbers is None:
        return None
    west, south, east, north = numbers
    if max(abs(west), abs(east)) > LONGITUDES or not -LATITUDES <= south < north <= LATITUDES:
        return None
    return discovery.Box(west=west, south=south, east=east, north=north)


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
