"""Searches by the search server: it says which events, the database what they are.

Every search returns None where the server does not answer in time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.db.pagination import Page, PageRequest, encode_cursor
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.discovery.api import EventSummary
from turnout.modules.event_search import documents
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import (
    EventSearch,
    Facet,
    FacetLabels,
    MapPoint,
    SearchResult,
    Suggestion,
)
from turnout.modules.search_index import api as search_index
from turnout.search_words.texts import is_corrected, near_words, words
from turnout_sdk.search import Document, Found
from turnout_sdk.words import MOST_WORDS, fold

MOST_COUNTED: Final = 100_000
"""Events with the words of a search: to count more of them takes longer than to find the first."""
MOST_LABELS: Final = 12
SOON: Final = timedelta(days=60)
"""A map's events are looked for among those that begin so soon, and among the later ones where
these are too few: to find the soonest a server looks at all that it may be."""
MOST_COMPLETED: Final = 3


def search(wanted: EventSearch, request: PageRequest) -> SearchResult | None:
    """One query; two where few events have all of the words, four where words are mistyped.

    Five where nothing is put right.
    """
    asked = {
        "facets": documents.FACETS, "apart": documents.FACETS, "limit": request.limit,
        "count_to": _count_to(wanted),
    }  # fmt: skip
    place = request.after[0].removeprefix(public_search.FOREIGN) if request.after else None
    found, meant = _find(wanted, **asked, cursor=place)
    if found is None:
        return None
    following = None
    if found.cursor and found.ids:
        following = encode_cursor(public_search.FOREIGN + found.cursor, UUID(found.ids[-1]))
    return SearchResult(
        events=Page(_events_of(found), following),
        kinds=_facets(found, "kind"),
        categories=_facets(found, "category"),
        counts_are_least=found.is_least,
        corrected=meant.text if meant.text != wanted.text else "",
        is_loose=meant.loosely,
    )


def labels_of(wanted: EventSearch) -> FacetLabels | None:
    most = _count_to(wanted)
    found, _ = _find(wanted, facets=documents.LABELS, apart=documents.APART, limit=0, count_to=most)
    if found is None:
        return None
    return FacetLabels(
        total=found.total,
        is_total_least=found.is_least and found.total >= most,
        counts_are_least=found.is_least,
        tags=_facets(found, "tag")[:MOST_LABELS],
        languages=_facets(found, "language")[:MOST_LABELS],
        currencies=_facets(found, "currency")[:MOST_LABELS],
        ticket_kinds=_facets(found, "ticket_kind")[:MOST_LABELS],
        ticket_names=_facets(found, "ticket_name")[:MOST_LABELS],
    )


def _count_to(wanted: EventSearch) -> int:
    """How far events are counted; 0 for all of them, which without words takes a server little."""
    return MOST_COUNTED if words(wanted.text) else 0


def list_map_points(wanted: EventSearch) -> list[MapPoint] | None:
    """The soonest of the matching events that have a place."""
    now = clock.now()
    query = documents.query_of(replace(wanted, order="date"), now=now, count_to=1)
    located = replace(query, filters={**query.filters, "has_place": (True,)})
    ids: list[str] = []
    for each in documents.soon_and_later(located, soon=now + SOON):
        more = replace(each, limit=public_search.MOST_MAP_POINTS - len(ids))
        found = search_index.find(source().alias, more)
        if found is None:
            return None
        ids += found.ids
        if len(ids) >= public_search.MOST_MAP_POINTS:
            break
    return public_search.list_points_of(ids)


def suggest(typed: str, limit: int) -> list[Suggestion] | None:
    if not words(typed):
        return []
    query = documents.query_of(EventSearch(), now=clock.now())
    completed = search_index.complete(
        source().alias,
        replace(query, text=typed),
        fields=documents.COMPLETED,
        limit=MOST_COMPLETED,
    )
    found = _begun(typed, limit)
    if found is None or completed is None:
        return None
    cities = public_search.list_cities_like(typed, limit=MOST_COMPLETED)
    events = [
        Suggestion(kind="event", label=each.title, path=f"/{each.organization.slug}/{each.slug}")
        for each in _events_of(found)
    ]
    organizers = (each.partition(" ") for each in completed["organizer"])
    return [
        *events,
        *(Suggestion(kind="organization", label=name, path=f"/{slug}")
          for slug, _, name in organizers),
        *(Suggestion(kind="category", label=each) for each in completed["category"]),
        *(Suggestion(kind="city", label=each)
          for each in list(dict.fromkeys((*completed["city"], *cities)))[:MOST_COMPLETED]),
    ]  # fmt: skip


def _begun(typed: str, limit: int) -> Found | None:
    """Events for what is being typed: of their titles alone, where enough have the words there."""
    wanted = EventSearch(text=typed, order="relevance")
    query = documents.query_of(wanted, now=clock.now(), limit=limit, count_to=limit)
    titles = replace(query, weights={documents.TITLE: 1.0}, whole="", heading="")
    found = search_index.find(source().alias, titles)
    if found is not None and found.total < limit:
        found, _ = _find(wanted, limit=limit, count_to=public_search.FEW)
    return found


def _find(
    wanted: EventSearch, *, cursor: str | None = None, **asked: Any
) -> tuple[Found | None, EventSearch]:
    """What is found, and by which search.

    By all of the words; where nothing has them by what may have been meant; where little has by
    some of the words. Totals count the whole list, so that each of its pages is found alike.
    """
    now = clock.now()

    def find(search: EventSearch, **more: Any) -> Found | None:
        query = documents.query_of(search, now=now, **asked | more)
        return search_index.find(source().alias, query)

    meant, typos = wanted, False
    found = find(wanted, cursor=cursor)
    if found is not None and not found.total and any(map(is_corrected, words(wanted.text))):
        meant, found = _as_meant(wanted, find, cursor)
        typos = meant is wanted
    if found is not None and found.total < public_search.FEW and public_search.may_be_loose(wanted):
        loose = replace(meant, loosely=True)
        more = find(loose, cursor=cursor, typos=typos)
        if more is None or more.total:
            return more, loose
    return found, meant


def _as_meant(
    wanted: EventSearch, find: Callable[..., Found | None], cursor: str | None
) -> tuple[EventSearch, Found | None]:
    """The search by words that were put right; else by all that look like those typed."""
    first = find(wanted, typos=True, limit=1, facets=(), count_to=1)
    if first is None:
        return wanted, None
    text = _put_right(wanted.text, first.words)
    meant = replace(wanted, text=text)
    right = find(meant, cursor=cursor) if text else None
    if right is not None and right.total:
        return meant, right
    return wanted, find(wanted, typos=True, cursor=cursor)


def _events_of(found: Found) -> list[EventSummary]:
    """The events as they are now: what was taken back a moment ago is not shown."""
    return public_search.list_events_of([UUID(each) for each in found.ids])


def _facets(found: Found, name: str) -> list[Facet]:
    return [Facet(value=value, count=count) for value, count in found.facets[name].items()]


def _put_right(text: str, found: Iterable[str]) -> str:
    """The text with mistyped words replaced by those that it was found by; empty without any."""
    typed, known = words(text)[:MOST_WORDS], [fold(each) for each in found]
    right = [
        next(iter(near_words(word, known)), word)
        if is_corrected(word) and word not in known
        else word
        for word in typed
    ]
    return " ".join(right) if right != typed else ""


def source() -> search_index.IndexSource:
    """The collection of the search server, and how its documents are read."""
    return search_index.IndexSource(
        collection=discovery.COLLECTION,
        layout=documents.LAYOUT,
        list_keys=discovery.list_listed_keys,
        read=_documents,
    )


def _documents(tx: Transaction, versions: Mapping[UUID, int]) -> dict[UUID, Document]:
    found = discovery.list_listed(tx, list(versions))
    return {each: documents.document_of(event, versions[each]) for each, event in found.items()}


SERVER: Final = public_search.SearchServer(
    search=search, labels_of=labels_of, list_map_points=list_map_points, suggest=suggest
)
