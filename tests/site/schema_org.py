"""A strict reader of JSON-LD: the types of schema.org that our pages use, as it publishes them.

For each type its parents and, for each property, what may stand there. What is not listed here is
a mistake of ours: a name that schema.org does not have, or one that search engines ignore there.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

PARENTS = {
    "Thing": None,
    "Event": "Thing",
    "EventSeries": "Event",
    "Place": "Thing",
    "VirtualLocation": "Thing",
    "Person": "Thing",
    "Organization": "Thing",
    "Offer": "Thing",
    "GeoCoordinates": "Thing",
    "ItemList": "Thing",
    "BreadcrumbList": "ItemList",
    "ListItem": "Thing",
    "WebSite": "Thing",
    "SearchAction": "Thing",
    "EntryPoint": "Thing",
}
PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "Thing": {
        "name": ("Text",),
        "description": ("Text",),
        "url": ("URL",),
        "image": ("URL",),
        "sameAs": ("URL",),
        "potentialAction": ("SearchAction",),
    },
    "Event": {
        "startDate": ("DateTime",),
        "endDate": ("DateTime",),
        "eventStatus": ("EventStatusType",),
        "eventAttendanceMode": ("EventAttendanceModeEnumeration",),
        "location": ("Place", "VirtualLocation", "Text"),
        "organizer": ("Organization", "Person"),
        "performer": ("Person", "Organization"),
        "offers": ("Offer",),
        "superEvent": ("Event",),
        "subEvent": ("Event",),
        "inLanguage": ("Language",),
        "keywords": ("Text",),
        "isAccessibleForFree": ("Boolean",),
    },
    "Place": {
        "address": ("Text",),
        "geo": ("GeoCoordinates",),
        "containedInPlace": ("Place",),
    },
    "Person": {
        "jobTitle": ("Text",),
        "affiliation": ("Organization",),
        "performerIn": ("Event",),
    },
    "Organization": {"email": ("Text",), "logo": ("URL",)},
    "Offer": {
        "price": ("Price",),
        "priceCurrency": ("Currency",),
        "availability": ("ItemAvailability",),
        "validFrom": ("DateTime",),
        "validThrough": ("DateTime",),
    },
    "GeoCoordinates": {"latitude": ("Number",), "longitude": ("Number",)},
    "ItemList": {"itemListElement": ("ListItem",), "numberOfItems": ("Integer",)},
    "ListItem": {"position": ("Integer",), "item": ("URL",)},
    "SearchAction": {"target": ("EntryPoint",), "query-input": ("Text",)},
    "EntryPoint": {"urlTemplate": ("Text",)},
}
REQUIRED = {
    "Event": ("name", "startDate", "location"),
    "EventSeries": ("name",),
    "Offer": ("price", "priceCurrency", "availability", "url"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position",),
    "Place": ("name",),
    "VirtualLocation": ("url",),
    "Person": ("name",),
    "Organization": ("name",),
    "WebSite": ("name", "url"),
    "GeoCoordinates": ("latitude", "longitude"),
}
ENUMERATIONS = {
    "EventStatusType": (
        "EventCancelled", "EventMovedOnline", "EventPostponed", "EventRescheduled",
        "EventScheduled",
    ),
    "EventAttendanceModeEnumeration": (
        "MixedEventAttendanceMode", "OfflineEventAttendanceMode", "OnlineEventAttendanceMode",
    ),
    "ItemAvailability": (
        "BackOrder", "Discontinued", "InStock", "InStoreOnly", "LimitedAvailability", "OnlineOnly",
        "OutOfStock", "PreOrder", "PreSale", "SoldOut",
    ),
}  # fmt: skip
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PRICE = re.compile(r"\d+(\.\d{1,3})?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


OF_JSON: dict[str, type[Any] | tuple[type[Any], ...]] = {
    "Boolean": bool,
    "Integer": int,
    "Number": (int, float),
}
OF_TEXT: dict[str, Callable[[str], bool]] = {
    "Text": bool,
    "URL": lambda text: text.startswith(("https://", "http://")) and bool(urlsplit(text).netloc),
    "DateTime": lambda text: MOMENT.fullmatch(text) is not None,
    "Price": lambda text: PRICE.fullmatch(text) is not None,
    "Currency": lambda text: re.fullmatch("[A-Z]{3}", text) is not None,
    "Language": lambda text: TAG.fullmatch(text) is not None,
}


def graph_of(html: str) -> list[dict[str, Any]]:
    """The one graph of a page, every entry of it checked."""
    [text] = SCRIPT.findall(html)
    document = json.loads(text)
    assert document.keys() == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    problems = [problem for entry in document["@graph"] for problem in problems_of(entry, "")]
    assert problems == []
    entries: list[dict[str, Any]] = document["@graph"]
    return entries


def problems_of(entry: Any, where: str) -> Iterator[str]:
    kind = entry.get("@type") if isinstance(entry, dict) else None
    if kind not in PARENTS:
        yield f"{where}: no type of ours: {kind!r}"
        return
    place = f"{where}/{kind}"
    known = _properties(kind)
    for name in (each for one in _line(kind) for each in REQUIRED.get(one, ())):
        if name not in entry and kind != "EventSeries":
            yield f"{place}: {name} is missing"
    for name, value in entry.items():
        if name == "@type":
            continue
        if name == "@id":
            yield from _problems_of_value(value, ("URL",), f"{place}/@id")
        elif name not in known:
            yield f"{place}: {name} is no property of it"
        else:
            values = value if isinstance(value, list) else [value]
            if not values:
                yield f"{place}: {name} is empty"
            for each in values:
                yield from _problems_of_value(each, known[name], f"{place}/{name}")


def _problems_of_value(value: Any, wanted: tuple[str, ...], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        fits = any(one in wanted for one in _line(value.get("@type", "")))
        if not fits:
            yield f"{where}: {value.get('@type')} does not belong here"
        yield from problems_of(value, where)
    elif not any(_fits(value, one) for one in wanted):
        yield f"{where}: {value!r} is none of {wanted}"


def _fits(value: Any, wanted: str) -> bool:
    if wanted in ENUMERATIONS:
        return value in [f"https://schema.org/{one}" for one in ENUMERATIONS[wanted]]
    if wanted in OF_JSON:
        return isinstance(value, OF_JSON[wanted]) and isinstance(value, bool) == (
            wanted == "Boolean"
        )
    check = OF_TEXT.get(wanted)
    return check is not None and isinstance(value, str) and bool(value) and check(value)


def _line(kind: str | None) -> Iterator[str]:
    """A type and what it is a kind of, up to Thing."""
    while kind:
        yield kind
        kind = PARENTS.get(kind)


def _properties(kind: str) -> dict[str, tuple[str, ...]]:
    return {name: wanted for one in _line(kind) for name, wanted in PROPERTIES.get(one, {}).items()}
