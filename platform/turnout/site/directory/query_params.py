"""What visitors put into the address of a page: read leniently, since a page always answers."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.errors import Invalid
from turnout.kernel.typed_text import plain_number
from turnout.modules.discovery.api import TICKET_KINDS
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import (
    CURRENCY,
    KINDS,
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_PRICE,
    MOST_VALUES,
    ORDERS,
    EventSearch,
    SearchCriteria,
    is_point,
)
from turnout.places.lookup import find_meaning
from turnout.places.types import DISTANCES, USUAL_DISTANCE, Meaning
from turnout_sdk.currencies import exponent_of

PAGE_SIZE: Final = 24
LONGEST_NUMBER: Final = 12
LONGEST_PRICE: Final = 24
"""With what people put between thousands."""
PRICE: Final = re.compile(rf"[0-9]{{1,{LONGEST_NUMBER}}}(?:\.[0-9]{{1,3}})?")
PATH: Final = "/events"
KNOWN: Final = (
    "q", "place", "city", "plain", "from", "until", "kind", "category", "tag", "spoken", "free",
    "most", "currency", "speaker", "ticket_kind", "ticket_name", "near", "within", "box", "sort",
    "view",
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
    return public_search.search_of(criteria_of(given), order=order_of(given))


def criteria_of(given: MultiDict[str, str]) -> SearchCriteria:
    """What an address asks for, by the rules of the API, which refuses what is left out here."""
    meaning, point, most = meaning_of(given), point_of(given), most_of(given)
    return SearchCriteria(
        text=text_of(given),
        place=place_of(given),
        city_id=meaning.city.id if meaning else None,
        within_km=within_of(given) if meaning or point else None,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        box=box_of(given),
        starts_from=day_of(given.get("from")),
        starts_until=day_of(given.get("until")),
        kinds=[each for each in given.getlist("kind") if each in KINDS],
        categories=_several(given, "category"),
        tags=_several(given, "tag"),
        languages=_several(given, "spoken", LONGEST_LANGUAGE),
        free_only=given.get("free") == "1",
        most_minor=most,
        currency=currency_of(given) if most is not None else "",
        speaker=name_of(given, "speaker"),
        ticket_kinds=[each for each in given.getlist("ticket_kind") if each in TICKET_KINDS],
        ticket_name=name_of(given, "ticket_name"),
    )


def text_of(given: MultiDict[str, str]) -> str:
    return given.get("q", "").strip()[:LONGEST_TEXT]


def place_of(given: MultiDict[str, str]) -> str:
    return given.get("place", "").strip()[:LONGEST_PLACE]


def name_of(given: MultiDict[str, str], field: str) -> str:
    """Of a speaker or a ticket type."""
    return given.get(field, "").strip()[:LONGEST_NAME]


def is_plain(given: MultiDict[str, str]) -> bool:
    """Whether the place is words to look for and no city: as asked for, or beside a point."""
    return given.get("plain", "").strip() == place_of(given) or point_of(given) is not None


def meaning_of(given: MultiDict[str, str]) -> Meaning | None:
    """The city that the place names; `city` chooses one of several of that name."""
    text, chosen = place_of(given), given.get("city", "")
    if not text or is_plain(given):
        return None
    is_number = chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_NUMBER
    return find_meaning(text, int(chosen) if is_number else None)


def order_of(given: MultiDict[str, str]) -> str:
    """As asked for; else what fits best what was typed."""
    asked = given.get("sort", "")
    if asked in ORDERS:
        return asked
    return "relevance" if text_of(given) else "distance" if point_of(given) else "date"


def currency_of(given: MultiDict[str, str]) -> str:
    text = given.get("currency", "").upper()
    return text if CURRENCY.fullmatch(text) else ""


def most_of(given: MultiDict[str, str]) -> int | None:
    """A price as people write it, in the minor units of its currency; None without a number."""
    text, currency = plain_number(given.get("most", "")[:LONGEST_PRICE]), currency_of(given)
    if not PRICE.fullmatch(text):
        return None
    digits = exponent_of(currency) if currency else 2
    return min(int(Decimal(text).scaleb(digits)), MOST_PRICE)


def point_of(given: MultiDict[str, str]) -> tuple[float, float] | None:
    """`near=50.85,4.35`: latitude and longitude."""
    numbers = _numbers(given.get("near", ""), 2)
    return (numbers[0], numbers[1]) if numbers and is_point(*numbers) else None


def within_of(given: MultiDict[str, str]) -> int:
    text = given.get("within", "")
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else 0
    return wanted if wanted in DISTANCES else USUAL_DISTANCE


def box_of(given: MultiDict[str, str]) -> list[float]:
    """`box=west,south,east,north` in degrees; empty where it is no part of a map."""
    numbers = _numbers(given.get("box", ""), 4)
    return numbers if numbers and public_search.box_of(numbers) else []


def page_of(given: MultiDict[str, str]) -> PageRequest:
    """The page asked for; a cursor that is not ours begins at the start."""
    try:
        return page_request(given.get("cursor"), PAGE_SIZE)
    except Invalid:
        return page_request(None, PAGE_SIZE)


def _several(given: MultiDict[str, str], name: str, most: int = LONGEST_WORD) -> list[str]:
    return [each[:most] for each in given.getlist(name)[:MOST_VALUES] if each]


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        found = [float(part) for part in text[:LONGEST_TEXT].split(",")]
    except ValueError:
        return None
    return found if len(found) == count and all(map(isfinite, found)) else None


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def pairs_of(given: MultiDict[str, str]) -> Pairs:
    """The known, filled-in fields of an address as pairs, without those that filter nothing."""
    return [
        (name, value[:LONGEST_TEXT])
        for name in KNOWN
        for value in given.getlist(name)[:MOST_VALUES]
        if value and _is_read(given, name, value)
    ]


def _is_read(given: MultiDict[str, str], name: str, value: str) -> bool:
    """Whether the search understands a field; any text is one where words may be asked for."""
    understood: dict[str, Callable[[], bool]] = {
        "near": lambda: point_of(given) is not None,
        "box": lambda: bool(box_of(given)),
        "most": lambda: most_of(given) is not None,
        "from": lambda: day_of(value) is not None,
        "until": lambda: day_of(value) is not None,
        "kind": lambda: value in KINDS,
        "ticket_kind": lambda: value in TICKET_KINDS,
        "free": lambda: value == "1",
    }
    return name not in understood or understood[name]()


def without(pairs: Iterable[tuple[str, str]], *names: str) -> Pairs:
    return [each for each in pairs if each[0] not in names]


def address(pairs: Sequence[tuple[str, str]], path: str = PATH) -> str:
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def is_filtered(given: MultiDict[str, str]) -> bool:
    return bool(without(pairs_of(given), *MORE))
