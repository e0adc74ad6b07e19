"""Search: published events over all organizations, by what a visitor looks for."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.discovery.api import ALL_ORGANIZATIONS, EventSummary
from turnout.modules.profiles import api as profiles
from turnout.modules.public_search import rules
from turnout.modules.public_search.hooks import search_server
from turnout.modules.public_search.queries import completion, lists
from turnout.modules.public_search.queries.bounds import Places, find_places
from turnout.modules.public_search.queries.conditions import text_query
from turnout.modules.public_search.types import (
    MOST_MAP_POINTS,
    EventSearch,
    Facet,
    FacetLabels,
    MapPoint,
    SearchResult,
    Suggestion,
)
from turnout.places.lookup import find_mistyped, spellings_like
from turnout.places.types import Circle, Meaning
from turnout.search_words.texts import (
    is_corrected,
    is_mistyped_name,
    name_words,
    near_words,
    put_right,
    query_words,
    words_by_one_error,
)

SEARCHING: Final = SystemContext(job="discovery.search")
"""Row policies keep PostgreSQL from using the indexes of texts, tags and places; the statements ask
for published rows themselves, and the operator may only read here."""
LIMITS: Final = {"transaction_isolation": "REPEATABLE READ", "work_mem": "16MB"}
"""Where an event is in the table holds for the statements after. PostgreSQL keeps which rows an
index named: of pages alone it would read every text again."""
MOST_LABELS: Final = 12
FEW: Final = 10
"""Where fewer events have all of the words, those that have some of them follow."""
LITTLE: Final = 3
"""Where fewer events are found, words like those typed are named that so many have."""
RIGHT_LETTERS: Final = 2
"""So many first letters of each word of a speaker's name are right where two others may not be."""
MOST_LIKE: Final = 200
"""So many names that begin so are held against a mistyped one."""
MOST_NEAR: Final = 8
"""So many of the words that may have been meant are looked for, the nearest ones."""


def list_recommended(ctx: PersonContext, request: PageRequest) -> SearchResult:
    """Upcoming events of what the person likes, where they like it; none while nothing is said."""
    liked = profiles.get_interests(ctx)
    if liked.is_empty:
        return SearchResult(events=Page(items=[], next_cursor=None), kinds=[], categories=[])
    return search(EventSearch(categories=liked.categories, cities=liked.places), request)


def search(wanted: EventSearch, request: PageRequest) -> SearchResult:
    """Upcoming listed events that match: by the search server, or else two or three statements.

    Where nothing does, mistyped words are put right and it is asked again; where few do, by some of
    the words: six more statements at most, or three more queries. Rights are the database's: the
    server only says which and in which order. A list that PostgreSQL began goes on there.
    Where little is found, other words are named that more events have: three statements more, and
    one search; where nothing is, speakers with such a name: one.
    """
    found = _answered(wanted, request)
    if wanted.speaker and request.after is None and not found.events.items:
        found = replace(found, speakers_like=_speakers_like(wanted.speaker))
    is_all = request.after is None and found.events.next_cursor is None
    if not is_all or found.corrected or len(found.events.items) >= LITTLE:
        return found
    return replace(found, did_you_mean=_likelier(wanted))


def _likelier(wanted: EventSearch) -> str:
    """A text like the one searched for that more events have; empty without one."""
    if not any(map(is_corrected, query_words(wanted.text) or ())):
        return ""
    with _searching() as tx:
        text = _likelier_words(tx, wanted.text)
    if not text:
        return ""
    other = replace(wanted, text=text, order="date")
    found = _answered(other, PageRequest(limit=LITTLE))
    return text if len(found.events.items) >= LITTLE and not found.corrected else ""


def _likelier_words(tx: Transaction, text: str) -> str:
    """The text with each word put for the nearest one that more events have."""
    typed, meant = _typed(text)
    near = _near(tx, typed, meant)
    known = sorted({each for word, words in near.items() for each in (word, *words)})
    uses = lists.count_uses(tx, known) if any(near.values()) else {}
    found = []
    for word in typed:
        least = uses.get(word, 0)
        likelier = {each: uses[each] for each in near.get(word, ()) if uses.get(each, 0) > least}
        found.append(put_right(word, list(likelier), likelier))
    return " ".join(found) if found != typed else ""


def _typed(text: str) -> tuple[list[str], set[str]]:
    """The words of a text, and those that no synonym stands for."""
    terms = text_query(text).terms
    meant = {word for each in terms if not each.others for word in each.words}
    return query_words(text) or [], meant


def _near(tx: Transaction, typed: Sequence[str], meant: set[str]) -> dict[str, list[str]]:
    """Of each word that may be mistyped, those of published events that may have been meant."""
    asked = [word for word in typed if word in meant and is_corrected(word)]
    alike = lists.list_alike(tx, asked) if asked else {}
    return {word: near_words(word, known)[:MOST_NEAR] for word, known in alike.items()}


def _answered(wanted: EventSearch, request: PageRequest) -> SearchResult:
    server = search_server()
    if server is None:
        return _search_database(wanted, request)
    is_begun_here = request.after is not None and not rules.is_foreign_place(request.after[0])
    found = None if is_begun_here else server.search(wanted, request)
    return found or replace(_search_database(wanted, request), is_degraded=True)


def search_near(
    wanted: EventSearch, request: PageRequest, meaning: Meaning | None, *, kilometres: float
) -> tuple[SearchResult, Meaning | None]:
    """Search around the city that `place` means; by its words where it means none, or none is said.

    Where nothing has those words, and kilometres are said, around a city that is spelt nearly so.
    """
    if meaning is not None:
        here = Circle.around(meaning.city, kilometres)
        return search(replace(wanted, place="", near=here), request), meaning
    found = search(wanted, request)
    has_nothing = kilometres and not found.events.items
    city = find_mistyped(wanted.place) if has_nothing else None
    if city is None:
        return found, None
    corrected = Meaning(city=city, is_corrected=True)
    return search_near(wanted, request, corrected, kilometres=kilometres)


def _searching() -> AbstractContextManager[Transaction]:
    return transaction(SEARCHING, limits=LIMITS)


def _search_database(wanted: EventSearch, request: PageRequest) -> SearchResult:
    with _searching() as tx:
        meant, rows, places = _find(tx, wanted, request)
        is_least, facets = lists.list_facets(tx, meant, places)
    found = page(rows, request, key=lambda row: (row[1], row[0].id))
    return SearchResult(
        events=found.map(lambda row: row[0]),
        kinds=facets["kinds"],
        categories=facets["categories"],
        counts_are_least=is_least,
        corrected=meant.text if meant.text != wanted.text else "",
        is_loose=meant.loosely,
    )


def _find(
    tx: Transaction, wanted: EventSearch, request: PageRequest
) -> tuple[EventSearch, list[tuple[EventSummary, str]], Places | None]:
    """The events of the page, by which search they are found, and where in the table.

    By all of the words; where nothing has them by what may have been meant; where little has by
    some of the words. A list that began with some of the words goes on with them.
    """
    goes_on = request.after is not None and rules.is_loose_place(request.after[0])
    first = PageRequest(limit=1) if goes_on else request
    meant = wanted
    rows, places = lists.list_events(tx, meant, first, _places(tx, meant))
    if not rows and (corrected := _corrected(tx, wanted.text)):
        meant = replace(wanted, text=corrected)
        rows, places = lists.list_events(tx, meant, first, _places(tx, meant))
    has_few = request.after is None and len(rows) < min(FEW, request.limit + 1)
    if goes_on or (has_few and may_be_loose(wanted)):
        loose = replace(meant, loosely=True)
        more, _ = lists.list_events(tx, loose, request)
        if more:
            return loose, more, None
    return (meant, rows, places) if rows else (wanted, rows, None)


def _places(tx: Transaction, wanted: EventSearch) -> Places | None:
    """Where in the table events with the words are, which are to be put in order."""
    is_by_words = wanted.order == "relevance" and text_query(wanted.text).terms
    return find_places(tx, wanted) if is_by_words and not wanted.loosely else None


def may_be_loose(wanted: EventSearch) -> bool:
    """Whether some of several words do.

    In any other order events that have little of them would stand between the others.
    """
    return wanted.order == "relevance" and len(text_query(wanted.text).terms) > 1


def _corrected(tx: Transaction, text: str) -> str:
    """The text with its mistyped words put right; empty where there is nothing to put right.

    Of words that are equally near the one that more events have; two that nothing has as they are
    may be one.
    """
    typed, meant = _typed(text)
    near = _near(tx, typed, meant)
    joined = [one + other for one, other in pairwise(typed) if {one, other} <= meant]
    wanted = {*joined, *(each for word, known in near.items() for each in (word, *known))}
    uses = lists.count_uses(tx, sorted(wanted)) if any(near.values()) or joined else {}
    found: list[str] = []
    for word in typed:
        if found and found[-1] + word in uses and found[-1] + word in joined:
            found[-1] += word
        else:
            found.append(put_right(word, near.get(word, ()), uses))
    return " ".join(found) if found != typed else ""


def facet_labels_of(wanted: EventSearch) -> FacetLabels:
    """The further facets of a search: one query or one statement."""
    server = search_server()
    if server is not None and (found := server.labels_of(wanted)) is not None:
        return found
    with _searching() as tx:
        return lists.list_facet_labels(tx, wanted, limit=MOST_LABELS)


def list_newly_listed(
    tx: Transaction, wanted: EventSearch, *, after: datetime, until: datetime, limit: int
) -> list[UUID]:
    """Upcoming events that have all of the words and were first listed in the span: one statement.

    Of a job: it sees every organization. What is unlisted and listed again is not new.
    """
    new = replace(wanted, listed_after=after, listed_until=until)
    found, _ = lists.list_events(tx, new, PageRequest(limit=limit))
    return [event.id for event, _ in found[:limit]]


def list_map_points(wanted: EventSearch) -> list[MapPoint]:
    """Where the matching events are, as many as a map can show."""
    server = search_server()
    if server is not None and (found := server.list_map_points(wanted)) is not None:
        return found
    with _searching() as tx:
        return lists.list_map_points(tx, wanted, limit=MOST_MAP_POINTS)


def list_events_of(event_ids: Sequence[UUID]) -> list[EventSummary]:
    """These events in this order, those that are upcoming and listed now."""
    if not event_ids:
        return []
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lists.list_events_of(tx, event_ids)


def list_points_of(event_ids: Sequence[str]) -> list[MapPoint]:
    """Where the events of these ids are, if they are upcoming and listed now."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lists.list_points_of(tx, event_ids)


def list_featured(names: Sequence[str], *, limit: int) -> list[EventSummary]:
    """List the events shown first: those named `organization/event`, else one per organizer."""
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lists.list_featured(tx, names, limit=limit)


def list_cities(*, limit: int) -> list[Facet]:
    with transaction(ALL_ORGANIZATIONS) as tx:
        return lists.list_cities(tx, limit=limit)


def list_cities_like(typed: str, *, limit: int) -> list[str]:
    """Cities of events that have another name which begins so: a statement, none without any."""
    names = spellings_like(typed)
    if not names:
        return []
    with _searching() as tx:
        return completion.list_cities_among(tx, names, limit=limit)


def complete_speakers(typed: str, *, limit: int = 8) -> list[Facet]:
    """Who speaks at upcoming listed events and has such a name, who speaks most first.

    Of the database alone, which knows at once who was taken out: one statement.
    """
    words = name_words(typed)
    if len("".join(words)) < rules.LEAST_LETTERS:
        return []
    with _searching() as tx:
        return completion.list_speakers(tx, words, limit=limit)


def _speakers_like(typed: str) -> list[str]:
    """Who may have been meant by a mistyped name: three statements at most.

    One mistake in each word; where nobody is found by that, first letters are right.
    """
    words = [each.strip() for each in name_words(typed)]
    if not any(map(is_corrected, words)):
        return []
    near = {word: words_by_one_error(word) for word in words if is_corrected(word)}
    with _searching() as tx:
        known = completion.known_name_words(tx, sorted(set().union(*near.values())))
        meant = [{word, *known.intersection(near.get(word, ()))} for word in words]
        named = completion.list_speakers_named(tx, meant, limit=MOST_LIKE)
        if found := _mistyped_among(named, words):
            return found
        begun = [{word[:RIGHT_LETTERS]} for word in words]
        looked_at = completion.LOOKED_AT
        named = completion.list_speakers_named(tx, begun, limit=MOST_LIKE, looked_at=looked_at)
        return _mistyped_among(named, words)


def _mistyped_among(named: Sequence[str], words: Sequence[str]) -> list[str]:
    return [each for each in named if is_mistyped_name(words, each)][:LITTLE]


def suggest(typed: str, *, limit: int = 5) -> list[Suggestion]:
    """Suggest events, organizers, categories and cities for what was typed: one statement.

    Where there is nothing, mistyped words are put right first.
    """
    server = search_server()
    if server is not None and (told := server.suggest(typed, limit)) is not None:
        return told
    with _searching() as tx:
        found = completion.list_suggestions(tx, typed, limit=limit)
        if not found and (corrected := _corrected(tx, typed)):
            return completion.list_suggestions(tx, corrected, limit=limit)
        return found
