"""A visitor's search as conditions of a statement."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import rules
from turnout.modules.discovery.queries.lookup import LISTED
from turnout.modules.discovery.searches import Box, Circle, EventSearch

TEXT: Final = "e.search @@ to_tsquery('simple', %(text)s)"
RANK: Final = "(1000000 * ts_rank(e.search, to_tsquery('simple', %(text)s)))::bigint"
DISTANCE: Final = """
    (12742017.6 * asin(sqrt(least(1, power(sin(radians(e.latitude - %(latitude)s) / 2), 2)
        + cos(radians(%(latitude)s)) * cos(radians(e.latitude))
        * power(sin(radians(e.longitude - %(longitude)s) / 2), 2)))))::bigint
"""
"""Metres along the globe."""
NEAR: Final = f"e.latitude IS NOT NULL AND e.longitude IS NOT NULL AND {DISTANCE} <= %(metres)s"
ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "date": ("extract(epoch FROM e.starts_at)::bigint", "ASC"),
    "relevance": (RANK, "DESC"),
    "price": ("coalesce(e.price_minor, 1000000000000)", "ASC"),
    "distance": (DISTANCE, "ASC"),
}
"""By name: the number that orders, and which way."""


def conditions(
    tx: Transaction, search: EventSearch, *, without: tuple[str, ...] = ()
) -> tuple[str, dict[str, Any]]:
    """The WHERE of upcoming listed events that match, and its values.

    What is named in `without` is left out: a facet counts what each of its values would bring.
    """
    given = {**_plain(search), **_facets(search)}
    chosen = {
        name: each for name, each in given.items() if each[1] is not None and name not in without
    }
    values: dict[str, Any] = {name: value for name, (_, value) in chosen.items()}
    values["now"] = tx.now
    parts = [LISTED, "e.ends_at >= %(now)s", *(text for text, _ in chosen.values())]
    for text, more in (_near(search.near), _within(search.box)):
        parts += [text] if text else []
        values |= more
    return " AND ".join(parts), values


def order_of(search: EventSearch, values: Mapping[str, Any]) -> tuple[str, str]:
    """What the results are ordered by; by date where the wish makes no sense."""
    makes_sense = {"relevance": "text" in values, "distance": "latitude" in values}
    wanted = search.order if makes_sense.get(search.order, True) else "date"
    return ORDERS.get(wanted, ORDERS["date"])


def _plain(search: EventSearch) -> dict[str, tuple[str, Any]]:
    return {
        "text": (TEXT, rules.query(search.text)),
        "place": ("e.place ILIKE %(place)s", rules.like(search.place) if search.place else None),
        "starts_from": ("e.ends_at >= %(starts_from)s", _midnight(search.starts_from)),
        "starts_until": ("e.starts_at < %(starts_until)s", _midnight(search.starts_until, days=1)),
        "free": ("e.price_minor = %(free)s", 0 if search.free_only else None),
        "most": ("e.price_minor <= %(most)s", search.most_minor),
        "currency": (
            "(e.currency = %(currency)s OR e.price_minor = 0)",
            (search.currency or None) if search.most_minor else None,
        ),
        "organization_id": ("e.organization_id = %(organization_id)s", search.organization_id),
    }


def _facets(search: EventSearch) -> dict[str, tuple[str, Any]]:
    return {
        "kinds": ("e.kind = ANY(%(kinds)s)", _words(search.kinds)),
        "categories": ("e.category = ANY(%(categories)s)", _words(search.categories)),
        "tags": ("e.tags ?| %(tags)s", _words(search.tags)),
        "languages": ("e.languages ?| %(languages)s", _words(search.languages)),
    }


def _words(values: tuple[str, ...]) -> list[str] | None:
    return [rules.clean(each) for each in values] or None


def _near(circle: Circle | None) -> tuple[str, dict[str, Any]]:
    if circle is None:
        return "", {}
    return NEAR, {
        "latitude": circle.latitude,
        "longitude": circle.longitude,
        "metres": circle.kilometres * 1000,
    }


def _within(box: Box | None) -> tuple[str, dict[str, Any]]:
    if box is None:
        return "", {}
    across = "OR" if box.west > box.east else "AND"
    text = (
        "e.latitude BETWEEN %(south)s AND %(north)s"
        f" AND (e.longitude >= %(west)s {across} e.longitude <= %(east)s)"
    )
    return text, {"west": box.west, "south": box.south, "east": box.east, "north": box.north}


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The start of a day as UTC has it: a directory over all time zones needs no finer one."""
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
