"""Events as documents of the search server, and searches as its queries."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from turnout.modules.discovery import api as discovery
from turnout.modules.discovery.api import ListedEvent
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.search_words.texts import words
from turnout_sdk.search import Box, Document, Near, Order, Place, Query, Range, Value
from turnout_sdk.words import MOST_WORDS

LAYOUT: Final = 6
"""Another number whenever documents are made otherwise."""
SCOPE: Final = "public"
WHOLE: Final = "whole"
"""The text that has the words of all."""
TITLE: Final = "title"
WEIGHTS: Final = {TITLE: 8.0, "about": 3.0, WHOLE: 1.0}
LONGEST: Final = 20_000
FREE: Final = "free"
FACETS: Final = ("kind", "category")
LABELS: Final = ("tag", "language", "currency", "ticket_kind", "ticket_name")
APART: Final = ("tag", "language", "ticket_kind")
"""Labels that are counted whatever of them is asked for."""
COMPLETED: Final = ("organizer", "category", "city")
ORDERS: Final = {"date": "starts_at", "price": "dearness", "popularity": "standing"}


def document_of(event: ListedEvent, version: int) -> Document:
    title = " \n".join((event.title, *filter(None, event.titles)))[:LONGEST]
    fields: dict[str, Value | tuple[Value, ...] | None] = {
        "kind": event.kind,
        "category": event.category or None,
        "city": event.city or None,
        "tag": tuple(event.tags) or None,
        "language": tuple(event.languages) or None,
        "currency": event.currency,
        "price": event.price_minor,
        "paid_in": _paid_in(event),
        "organization": str(event.organization_id),
        "organizer": f"{event.organization_slug} {event.organization_name}",
        "speaker": tuple(event.speakers) or None,
        "ticket_kind": tuple(event.ticket_kinds) or None,
        "ticket_name": tuple(event.ticket_names) or None,
        "standing": int(event.starts_at.timestamp()) - event.popularity * public_search.STANDING,
        "dearness": _dearness(event),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
    }
    said = (event.summary, event.category, *event.tags, event.place, event.organization_name)
    about = " \n".join(filter(None, said))[:LONGEST]
    talks = " \n".join((*event.speakers, *event.sessions))[:LONGEST]
    description = discovery.plain(event.description_html)[:LONGEST]
    place = None
    if event.latitude is not None and event.longitude is not None:
        place = Place(latitude=event.latitude, longitude=event.longitude)
        fields["has_place"] = True
    elif event.city_latitude is not None and event.city_longitude is not None:
        place = Place(latitude=event.city_latitude, longitude=event.city_longitude)
    return Document(
        id=str(event.id),
        scope=SCOPE,
        version=version,
        language=event.language,
        texts={
            TITLE: title,
            "about": about,
            WHOLE: " \n".join(filter(None, (title, about, talks, description))),
            "place": event.place,
        },
        fields={name: each for name, each in fields.items() if each is not None},
        place=place,
    )


def _dearness(event: ListedEvent) -> int:
    """Where an event stands by its price, and by its date among those that cost as much."""
    most = public_search.DEAREST
    price = most if event.price_minor is None else min(event.price_minor, most)
    return price * public_search.DEARNESS + int(event.starts_at.timestamp()) // 60


def _paid_in(event: ListedEvent) -> tuple[str, ...] | None:
    """What is free is paid in any currency."""
    said = (event.currency or "", FREE if event.price_minor == 0 else "")
    return tuple(each for each in said if each) or None


def query_of(wanted: EventSearch, *, now: datetime, **more: Any) -> Query:
    """The query for upcoming events; `more` says facets, limit, cursor, typos.

    What is upcoming is told to the minute, so that a server can answer the same question of another
    visitor by what it kept. The database leaves out what is over when it reads the events.
    """
    now = now.replace(second=0, microsecond=0)
    return Query(
        scope=SCOPE,
        **_text(wanted),
        weights=WEIGHTS,
        whole=WHOLE,
        heading=TITLE,
        filters=_filters(wanted),
        begins={"place": public_search.clean(wanted.place)} if wanted.place else {},
        named=_named(wanted),
        ranges=_ranges(wanted, now),
        near=Near(
            place=Place(latitude=wanted.near.latitude, longitude=wanted.near.longitude),
            radius_metres=round(wanted.near.kilometres * 1000),
        )
        if wanted.near
        else None,
        box=Box(
            west=wanted.box.west, south=wanted.box.south,
            east=wanted.box.east, north=wanted.box.north,
        )
        if wanted.box
        else None,
        must_exist=True,
        **_order(wanted),
        **more,
    )  # fmt: skip


def soon_and_later(query: Query, *, soon: datetime) -> list[Query]:
    """The query for what begins before the day of `soon`, and for the rest; no event is in both.

    To the day, as what is upcoming is to the minute.
    """
    day = soon.replace(hour=0, minute=0, second=0, microsecond=0)
    asked = query.ranges.get("starts_at", Range())
    if isinstance(asked.below, datetime) and asked.below <= day:
        return [query]
    return [
        replace(query, ranges={**query.ranges, "starts_at": each})
        for each in (Range(below=day), replace(asked, least=day))
    ]


def _text(wanted: EventSearch) -> dict[str, Any]:
    """The text, its synonyms, and the words of which no text is without."""
    terms = public_search.text_query(wanted.text).terms
    typed = words(wanted.text)[:MOST_WORDS]
    said = [word for each in terms for word in each.words]
    is_split = not set(said) <= set(typed)
    return {
        "text": " ".join(said) if is_split else public_search.clean(wanted.text),
        "synonyms": {
            " ".join(each.words): tuple(map(" ".join, each.others)) for each in terms if each.others
        },
        "unasked": frozenset(typed) - set(said),
        "at_least": (len(terms) + 1) // 2 if wanted.loosely else 0,
    }


def _filters(wanted: EventSearch) -> dict[str, tuple[Value, ...]]:
    said: dict[str, tuple[Value, ...]] = {
        "kind": wanted.kinds,
        "category": wanted.categories,
        "city": wanted.cities,
        "tag": wanted.tags,
        "language": wanted.languages,
        "ticket_kind": wanted.ticket_kinds,
        "price": (0,) if wanted.free_only else (),
        "paid_in": (wanted.currency, FREE) if wanted.most_minor and wanted.currency else (),
        "organization": (str(wanted.organization_id),) if wanted.organization_id else (),
        "has_place": (True,) if wanted.box else (),
    }
    return {
        name: tuple(public_search.clean(each) if isinstance(each, str) else each for each in values)
        for name, values in said.items()
        if values
    }


def _named(wanted: EventSearch) -> dict[str, str]:
    said = {"speaker": wanted.speaker, "ticket_name": wanted.ticket_name}
    return {name: public_search.clean(text) for name, text in said.items() if text}


def _ranges(wanted: EventSearch, now: datetime) -> dict[str, Range]:
    first, end = (
        public_search.midnight(wanted.starts_from),
        public_search.midnight(wanted.starts_until, days=1),
    )
    ranges = {"ends_at": Range(least=max(now, first) if first else now)}
    if end is not None:
        ranges["starts_at"] = Range(below=end)
    if wanted.most_minor is not None:
        ranges["price"] = Range(most=wanted.most_minor)
    return ranges


def _order(wanted: EventSearch) -> dict[str, Any]:
    if wanted.order == "relevance" and words(wanted.text):
        return {"order": Order.RELEVANCE}
    if wanted.order == "distance" and wanted.near is not None:
        return {"order": Order.DISTANCE}
    return {"order": Order.FIELD, "order_by": ORDERS.get(wanted.order, "starts_at")}
