"""Statements of the public search: lists, facets, the map, suggestions, the start page.

What is searched by is planned anew: a plan for any words, places and dates reads a whole directory
where those at hand stand in an index.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.engine import database
from turnout.kernel.db.pagination import PageRequest, place_in_numbers
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.api import IN_A_LIST, EventSummary, local, summary_of
from turnout.modules.discovery.sql_fragments import EVENTS, FROM, ORGANIZER
from turnout.modules.discovery.sql_fragments import WORDS as PUBLISHED_WORDS
from turnout.modules.public_search import rules
from turnout.modules.public_search.queries import bounds
from turnout.modules.public_search.queries.conditions import UPCOMING, conditions, text_query
from turnout.modules.public_search.types import (
    EventSearch,
    Facet,
    FacetLabels,
    MapPoint,
)
from turnout.places.distances import DISTANCE, IN_FRAME, NEAREST, around
from turnout.search_words.full_text import UNPACKED

STARTS: Final = "extract(epoch FROM e.starts_at AT TIME ZONE 'UTC')::bigint"
PRICE: Final = f"least(coalesce(e.price_minor, {rules.DEAREST}), {rules.DEAREST})"
ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "date": (STARTS, "ASC"),
    "price": (f"{PRICE} * {rules.DEARNESS} + {STARTS} / 60", "ASC"),
    "distance": (DISTANCE, "ASC"),
    "popularity": (f"{STARTS} - e.popularity * {rules.STANDING}", "ASC"),
}
"""By name: the number that orders and which way; but for the distance an index has it. Relevance is
made for the words."""


def order_of(search: EventSearch, values: Mapping[str, Any]) -> tuple[str, str]:
    """The expression and direction of the order; by date where another cannot be computed."""
    if bounds.is_by_words(search, values):
        return text_query(search.text).rank(loosely=search.loosely), "DESC"
    makes_sense = {"distance": "latitude" in values}
    wanted = search.order if makes_sense.get(search.order, True) else "date"
    return ORDERS.get(wanted, ORDERS["date"])


CHOSEN: Final = f"""
    SELECT {IN_A_LIST} {FROM}
    WHERE {UPCOMING} AND o.slug || '/' || e.slug = ANY(%(names)s)
    ORDER BY array_position(%(names)s::text[], o.slug || '/' || e.slug) LIMIT %(limit)s
"""
ONE_OF_EACH: Final = f"""
    SELECT {IN_A_LIST} FROM (
        SELECT DISTINCT ON (e.organization_id) e.* FROM {EVENTS} e
        WHERE {UPCOMING}
        ORDER BY e.organization_id, (e.cover IS NULL), e.starts_at, e.id
    ) e {ORGANIZER}
    ORDER BY (e.cover IS NULL), e.starts_at, e.id LIMIT %(limit)s
"""
CITIES: Final = f"""
    SELECT e.city AS value, count(*) AS count {FROM} WHERE {UPCOMING} AND e.city <> ''
    GROUP BY e.city ORDER BY 2 DESC, 1 LIMIT %(limit)s
"""
WORDS: Final = f"""
    WITH found AS MATERIALIZED (
        SELECT e.tags, e.languages, e.currency, e.ticket_kinds, e.ticket_names
        {FROM} WHERE {{where}}
    ),
    counted AS (
        SELECT 'tags' AS of_what, word, count(*) AS times
        FROM found, jsonb_array_elements_text(tags) word GROUP BY word
        UNION ALL SELECT 'languages', word, count(*)
        FROM found, jsonb_array_elements_text(languages) word GROUP BY word
        UNION ALL SELECT 'currencies', currency, count(*) FROM found GROUP BY currency
        UNION ALL SELECT 'ticket_kinds', word, count(*)
        FROM found, jsonb_array_elements_text(ticket_kinds) word GROUP BY word
        UNION ALL SELECT 'ticket_names', word, count(*)
        FROM found, jsonb_object_keys(ticket_names) word GROUP BY word
    ),
    ranked AS (
        SELECT counted.*, row_number() OVER (PARTITION BY of_what ORDER BY times DESC, word) AS n
        FROM counted WHERE word <> ''
    )
    SELECT of_what, word, times FROM (
        SELECT of_what, word, times, n FROM ranked WHERE n <= %(limit)s
        UNION ALL SELECT 'looked at', '', count(*), 0 FROM found
        UNION ALL SELECT 'total', '', count(*), 0 FROM ({{whole}}) AS whole
    ) said ORDER BY of_what, n
"""
AFTER: Final = " AND ({key}, e.id) {comparison} (%(after)s, %(after_id)s)"
BY_KIND, BY_CATEGORY, IN_ALL = 1, 2, 3
FACETS: Final = f"""
    SELECT GROUPING(e.kind, e.category), e.kind, e.category, count(*)
    FROM (SELECT e.kind, e.category {FROM} WHERE {{where}}) AS e
    GROUP BY GROUPING SETS ((e.kind), (e.category), ()) ORDER BY 4 DESC, 2, 3
"""
LABELS: Final = ("tags", "languages", "currencies", "ticket_kinds", "ticket_names")
SORTED: Final = """SELECT set_config('enable_bitmapscan', %(said)s, true),
    set_config('enable_sort', %(said)s, true)"""
RANKED: Final = "(e.ctid = ANY(%(titled)s) OR e.ctid = ANY(%(others)s))"
COUNTED: Final = "e.ctid = ANY(%({name})s)"
LOOKED_THROUGH: Final = f"e.ctid = ANY(ARRAY(SELECT e.ctid {FROM} WHERE {{where}} {{bound}}))"
NEAREST_ONES: Final = LOOKED_THROUGH.format(
    where=f"{IN_FRAME} AND {{where}}", bound=f"ORDER BY {NEAREST} {bounds.BOUND}"
)
LOCATED: Final = "e.latitude IS NOT NULL AND e.longitude IS NOT NULL"
POINTS: Final = f"""
    SELECT e.id, e.latitude, e.longitude, e.title, '/' || o.slug || '/' || e.slug AS path,
        e.starts_at, e.time_zone {FROM} WHERE {LOCATED}
"""
SOONEST: Final = "ORDER BY e.starts_at, e.id LIMIT %(limit)s"
LOOSE: Final = "SELECT set_config('pg_trgm.similarity_threshold', '0.19', true)"
"""Two letters swapped in a word of five leave it a fifth alike."""
ALIKE: Final = f"""
    SELECT typed.word, near.word FROM unnest(%(words)s::text[]) AS typed (word)
    CROSS JOIN LATERAL (
        SELECT known.word FROM {PUBLISHED_WORDS} known WHERE known.word %% typed.word
            AND length(known.word) BETWEEN length(typed.word) - 2 AND length(typed.word) + 2
        ORDER BY similarity(known.word, typed.word) DESC, known.word LIMIT 40
    ) AS near
"""
IN_USE: Final = f"""
    SELECT word, times FROM unnest(%(words)s::text[]) AS word CROSS JOIN LATERAL (
        SELECT count(*) AS times FROM (
            SELECT {FROM} WHERE {UPCOMING} AND e.search @@ quote_literal(word)::tsquery LIMIT 50
        ) few
    ) used WHERE times > 0
"""
IN_USE_OVER_NODES: Final = f"""
    SELECT typed.word, least(count(*), 50)
    FROM unnest(%(words)s::text[]) AS typed (word) CROSS JOIN {EVENTS} e {ORGANIZER}
    WHERE {UPCOMING} AND e.search @@ quote_literal(typed.word)::tsquery GROUP BY typed.word
"""


def list_alike(tx: Transaction, words: Sequence[str]) -> dict[str, list[str]]:
    """Of each word those of published events that look like it, the likest first."""
    tx.query(LOOSE, {})
    found: dict[str, list[str]] = {word: [] for word in words}
    for typed, known in tx.query(ALIKE, {"words": list(words)}, is_planned_anew=True):
        found[typed].append(known)
    return found


def count_uses(tx: Transaction, words: Sequence[str]) -> dict[str, int]:
    """Those of the words that upcoming listed events have, and how many, up to fifty."""
    text = IN_USE_OVER_NODES if database().is_distributed else IN_USE
    values = {"words": list(words), "now": tx.now}
    return dict(tx.query(text, values, is_planned_anew=True))


def list_events(
    tx: Transaction, search: EventSearch, request: PageRequest, places: bounds.Places | None = None
) -> tuple[list[tuple[EventSummary, str]], bounds.Places | None]:
    """Upcoming events that match, one more than asked for; each with its place in the order.

    `places` are those of `find_places`, where the words give the order; those that were looked up
    meanwhile are told, for `list_facets`.
    """
    where, values = conditions(tx, search)
    values |= {"limit": request.limit + 1, "bound": bounds.MOST_COUNTED}
    key, direction = order_of(search, values)
    source = f"{FROM} {UNPACKED}" if bounds.is_by_words(search, values) else FROM
    comparison = "<" if direction == "DESC" else ">"
    after = _place_of(tx, request, f"{key} {source}", values)
    beyond = AFTER.format(key=key, comparison=comparison) if after else ""
    if after is not None:
        values |= {"after": after[0], "after_id": after[1]}
    rows = None
    if places is not None:
        where = RANKED
        values |= {"titled": places.titled, "others": places.others}
    elif bounds.is_read_in_order(search, values):
        rows = _read_in_order(tx, search, values, key=key, after=beyond)
        if rows is None:
            places, listed = bounds.find_in_order(tx, search, values, key=key, after=beyond)
            where, beyond = COUNTED.format(name="listed"), ""
            values |= {"listed": listed}
    elif bounds.is_by_distance(search, values):
        where = NEAREST_ONES.format(where=where)
    if rows is None:
        text = (
            f"SELECT {IN_A_LIST}, {key} {source} WHERE {where}{beyond}"
            f" ORDER BY {key} {direction}, e.id {direction} LIMIT %(limit)s"
        )
        with _points_first(tx, search, values):
            rows = tx.query(text, values, is_planned_anew=True)
    said = rules.LOOSE if search.loosely else ""
    return [(summary_of(found), f"{said}{place}") for *found, place in rows], places


def _read_in_order(
    tx: Transaction, search: EventSearch, values: Mapping[str, Any], *, key: str, after: str
) -> list[tuple[Any, ...]] | None:
    """The page out of the next events in order; None where few of them have the words.

    The second time it goes on after the last that was found.
    """
    values, rows = dict(values), list[tuple[Any, ...]]()
    for most in (bounds.FIRST_READ, bounds.MOST_READ):
        source = bounds.next_events(tx, search, key=key, after=after)
        text = (
            f"SELECT {IN_A_LIST}, e.place_in_order {source}"
            " ORDER BY e.place_in_order, e.id LIMIT %(missing)s"
        )
        values |= {"read": most, "missing": values["limit"] - len(rows)}
        rows += tx.query(text, values, is_planned_anew=True)
        if len(rows) >= values["limit"]:
            return rows
        if len(rows) < bounds.WORTH_READING:
            return None
        if rows:
            *found, place = rows[-1]
            after = AFTER.format(key=key, comparison=">")
            values |= {"after": place, "after_id": summary_of(found).id}
    return None


@contextmanager
def _points_first(
    tx: Transaction, search: EventSearch, values: Mapping[str, Any]
) -> Generator[None]:
    """Where nothing but a circle is asked for, the index of points gives the nearest in order.

    All in the frame, sorted, seems cheaper: PostgreSQL does not know how many points a frame has.
    """
    near, _ = around(search.near)
    alone = f"{UPCOMING} AND {near}"
    if not bounds.is_by_distance(search, values) or conditions(tx, search)[0] != alone:
        yield
        return
    tx.query(SORTED, {"said": "off"})
    yield
    tx.query(SORTED, {"said": "on"})


def _place_of(
    tx: Transaction, request: PageRequest, key_of: str, values: Mapping[str, Any]
) -> tuple[int, UUID] | None:
    """Where the page begins; a place of the search server's is that of its last event here."""
    if request.after is None:
        return None
    number, last = request.after
    if not rules.is_foreign_place(number):
        own = replace(request, after=(number.removeprefix(rules.LOOSE), last))
        return place_in_numbers(own)
    found = tx.query(f"SELECT {key_of} WHERE e.id = %(last)s", {**values, "last": last})
    return next(((int(number), last) for (number,) in found), None)


def list_facets(
    tx: Transaction, search: EventSearch, places: bounds.Places | None = None
) -> tuple[bool, dict[str, list[Facet]]]:
    """How many events each kind and category has, whatever kind and category is chosen.

    Also whether there may be more than so many. `places` are those of the search.
    """
    chosen = _counted(tx, search, ("kinds", "categories"), places)
    text = FACETS.format(where=chosen.where)
    looked_at = 0
    found: dict[str, list[Facet]] = {"kinds": [], "categories": []}
    for of_what, kind, category, count in tx.query(text, chosen.values, is_planned_anew=True):
        if of_what == BY_KIND:
            found["kinds"].append(Facet(value=kind, count=count))
        elif of_what == BY_CATEGORY and category:
            found["categories"].append(Facet(value=category, count=count))
        elif of_what == IN_ALL:
            looked_at = count
    return chosen.at_least(looked_at)[1], found


def list_facet_labels(tx: Transaction, search: EventSearch, *, limit: int) -> FacetLabels:
    """How many events match, and how many each tag, language, currency and ticket has."""
    chosen = _counted(tx, search, ("tags", "languages", "ticket_kinds"))
    match, whole = chosen, "SELECT FROM found"
    if search.tags or search.languages or search.ticket_kinds:
        match = _counted(tx, search, name="matching")
        whole = f"SELECT {FROM} WHERE {match.where}"
    text = WORDS.format(where=chosen.where, whole=whole)
    values = {**chosen.values, **match.values, "limit": limit}
    totals = {}
    found: dict[str, list[Facet]] = {name: [] for name in LABELS}
    for of_what, word, times in tx.query(text, values, is_planned_anew=True):
        if of_what in found:
            found[of_what].append(Facet(value=word, count=times))
        else:
            totals[of_what] = times
    total, is_total_least = match.at_least(totals["total"])
    _, is_least = chosen.at_least(totals["looked at"])
    return FacetLabels(
        total=total, is_total_least=is_total_least, counts_are_least=is_least, **found
    )


def _counted(
    tx: Transaction,
    search: EventSearch,
    without: tuple[str, ...] = (),
    places: bounds.Places | None = None,
    *,
    name: str = "places",
) -> bounds.Counted:
    """Of which events a statement counts; of words where in the table they are has to be found."""
    where, values = conditions(tx, search, without=without)
    values |= {"bound": bounds.MOST_COUNTED + 1}
    if not bounds.has_words(search, values):
        return bounds.Counted(f"{where} {bounds.limit_of(search)}", values)
    if places is None or any(getattr(search, each) for each in without):
        places = bounds.find_places(tx, search, without=without)
    where = f"{COUNTED.format(name=name)} {bounds.BOUND}"
    return bounds.Counted(where, {name: places.counted, "bound": values["bound"]}, places)


def list_map_points(tx: Transaction, search: EventSearch, *, limit: int) -> list[MapPoint]:
    """Where the matching events are, the soonest first."""
    where, values = conditions(tx, search)
    values |= {"limit": limit, "bound": bounds.MOST_COUNTED}
    if bounds.has_words(search, values):
        places = bounds.find_places(tx, search, more=f" AND {LOCATED}")
        chosen, values = COUNTED.format(name="places"), {"places": places.counted, "limit": limit}
    else:
        chosen = LOOKED_THROUGH.format(
            where=f"{LOCATED} AND {where}", bound=bounds.limit_of(search)
        )
    text = f"{POINTS} AND {chosen} {SOONEST}"
    return [_map_point(row) for row in tx.query(text, values, is_planned_anew=True)]


def list_points_of(tx: Transaction, event_ids: Sequence[str]) -> list[MapPoint]:
    """Where these events are, if they are upcoming and listed."""
    # As one text: the driver takes 4 ms to write a thousand ids one by one.
    values = {"ids": f"{{{','.join(event_ids)}}}", "now": tx.now, "limit": len(event_ids)}
    where = f"{UPCOMING} AND e.id = ANY(%(ids)s::uuid[])"
    rows = tx.query(f"{POINTS} AND {where} {SOONEST}", values)
    return [_map_point(row) for row in rows]


def list_events_of(tx: Transaction, event_ids: Sequence[UUID]) -> list[EventSummary]:
    """These events in this order, those that are upcoming and listed."""
    text = (
        f"SELECT {IN_A_LIST} {FROM} WHERE {UPCOMING} AND e.id = ANY(%(ids)s)"
        " ORDER BY array_position(%(ids)s::uuid[], e.id)"
    )
    values = {"ids": list(event_ids), "now": tx.now}
    return [summary_of(row) for row in tx.query(text, values)]


def _map_point(row: Sequence[Any]) -> MapPoint:
    event_id, latitude, longitude, title, path, starts_at, time_zone = row
    return MapPoint(
        id=event_id,
        latitude=latitude,
        longitude=longitude,
        title=title,
        path=path,
        starts_at=local(starts_at, ZoneInfo(time_zone)),
    )


def list_featured(tx: Transaction, names: Sequence[str], *, limit: int) -> list[EventSummary]:
    """The named events in that order; without names one of each organizer, covers first."""
    values = {"now": tx.now, "names": list(names), "limit": limit}
    return [summary_of(row) for row in tx.query(CHOSEN if names else ONE_OF_EACH, values)]


def list_cities(tx: Transaction, *, limit: int) -> list[Facet]:
    """Where most is on."""
    return tx.query(CITIES, {"now": tx.now, "limit": limit}, into=Facet)
