"""Statements of the public search: lists, facets, the map, suggestions, the start page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.db.pagination import PageRequest, like, place_in_numbers
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.api import IN_A_LIST, EventSummary, local, summary_of
from turnout.modules.discovery.sql_fragments import EVENTS, FROM, LISTED, ORGANIZATIONS, ORGANIZER
from turnout.modules.discovery.sql_fragments import WORDS as PUBLISHED_WORDS
from turnout.modules.public_search import rules
from turnout.modules.public_search.types import (
    EventSearch,
    Facet,
    MapPoint,
    Suggestion,
)
from turnout.places.distances import DISTANCE, around, within
from turnout.places.lookup import spellings_like
from turnout.search_words.full_text import TextQuery
from turnout.search_words.texts import name_words

STARTS: Final = "extract(epoch FROM e.starts_at)::bigint"
ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "date": (STARTS, "ASC"),
    "price": ("coalesce(e.price_minor, 1000000000000)", "ASC"),
    "distance": (DISTANCE, "ASC"),
    "popularity": (f"{STARTS} - e.popularity * {rules.STANDING}", "ASC"),
}
"""By name: the number that orders, and which way; relevance is made for the words."""


def text_query(text: str) -> TextQuery:
    """The terms of a text, with what the operator takes for the same as well."""
    return TextQuery.of(text, runtime.current().settings.search_synonyms)


def has_all(text: TextQuery) -> str:
    return f"e.search @@ {text.all()}"


def has_some(text: TextQuery) -> str:
    return SOME_WORDS.format(all=text.all(), some=text.some())


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
    for text, more in (
        around(search.near),
        within(search.box),
        _spoken_by(search.speaker),
        _with_name("ticket_names", search.ticket_name),
    ):
        parts += [text] if text else []
        values |= more
    return " AND ".join(parts), values


def order_of(search: EventSearch, values: Mapping[str, Any]) -> tuple[str, str]:
    """The expression and direction of the order; by date where another cannot be computed."""
    if search.order == "relevance" and "text" in values:
        return text_query(search.text).rank(loosely=search.loosely), "DESC"
    makes_sense = {"distance": "latitude" in values}
    wanted = search.order if makes_sense.get(search.order, True) else "date"
    return ORDERS.get(wanted, ORDERS["date"])


def _plain(search: EventSearch) -> dict[str, tuple[str, Any]]:
    text = text_query(search.text)
    has_words = has_some(text) if search.loosely else has_all(text)
    return {
        "text": (has_words, text.values or None),
        "place": (
            "e.place ILIKE %(place)s",
            like(rules.clean(search.place)) if search.place else None,
        ),
        "starts_from": ("e.ends_at >= %(starts_from)s", rules.midnight(search.starts_from)),
        "starts_until": (
            "e.starts_at < %(starts_until)s",
            rules.midnight(search.starts_until, days=1),
        ),
        "free": ("e.price_minor = %(free)s", 0 if search.free_only else None),
        "most": ("e.price_minor <= %(most)s", search.most_minor),
        "currency": (
            "(e.currency = %(currency)s OR e.price_minor = 0)",
            (search.currency or None) if search.most_minor else None,
        ),
        "organization_id": ("e.organization_id = %(organization_id)s", search.organization_id),
        "listed_after": ("e.first_listed_at > %(listed_after)s", search.listed_after),
        "listed_until": ("e.first_listed_at <= %(listed_until)s", search.listed_until),
    }


def _facets(search: EventSearch) -> dict[str, tuple[str, Any]]:
    return {
        "kinds": ("e.kind = ANY(%(kinds)s)", _words(search.kinds)),
        "categories": ("e.category = ANY(%(categories)s)", _words(search.categories)),
        "cities": ("e.city = ANY(%(cities)s)", _words(search.cities)),
        "tags": ("e.tags ?| %(tags)s", _words(search.tags)),
        "languages": ("e.languages ?| %(languages)s", _words(search.languages)),
        "ticket_kinds": ("e.ticket_kinds ?| %(ticket_kinds)s", _words(search.ticket_kinds)),
    }


def _spoken_by(speaker: str) -> tuple[str, dict[str, Any]]:
    """Where somebody of this name speaks; the index of the texts knows the words."""
    text, values = _with_name("speaker_names", speaker)
    if not values:
        return text, values
    values["speaker_lexemes"] = _lexemes(values["speaker_names"])
    return f"e.search @@ to_tsquery('simple', %(speaker_lexemes)s) AND {text}", values


def _with_name(column: str, typed: str) -> tuple[str, dict[str, Any]]:
    """Where one of the names in the column has the words; a text without words finds nothing."""
    if not typed:
        return "", {}
    words = name_words(typed)
    return (NAMED.format(column=column), {column: words}) if words else ("false", {})


def _lexemes(words: Sequence[str]) -> str:
    """The words of a speaker's name for `to_tsquery`: whole ones as they are, others as begun."""
    return " & ".join(
        f"{word.rstrip()}:{'' if word.endswith(' ') else '*'}{NAMES_WEIGH}" for word in words
    )


def _words(values: tuple[str, ...]) -> list[str] | None:
    return [rules.clean(each) for each in values] or None


NAMES_WEIGH: Final = "C"
"""How the texts of the index weigh the names of speakers."""
HAS_WORDS: Final = """NOT EXISTS (SELECT FROM unnest(%({column})s::text[]) AS typed (word)
    WHERE position(' ' || word IN ' ' || named.plain || ' ') = 0)"""
NAMED: Final = f"""EXISTS (
    SELECT FROM jsonb_each_text(e.{{column}}) AS named (name, plain) WHERE {HAS_WORDS})"""
UPCOMING: Final = f"{LISTED} AND e.ends_at >= %(now)s"
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
        UNION ALL SELECT 'total', '', count(*), 0 {FROM} WHERE {{whole}}
    ) said ORDER BY of_what, n
"""
COUNTED: Final = ("tags", "languages", "currencies", "ticket_kinds", "ticket_names")
SPEAKERS: Final = f"""
    WITH looked_at AS MATERIALIZED (
        SELECT e.speaker_names {FROM}
        WHERE {UPCOMING} AND e.search @@ to_tsquery('simple', %(lexemes)s) LIMIT %(most)s
    ), chosen AS MATERIALIZED (
        SELECT named.name, named.plain
        FROM looked_at l, jsonb_each_text(l.speaker_names) AS named (name, plain)
        WHERE {HAS_WORDS.format(column="words")}
        GROUP BY named.name, named.plain ORDER BY count(*) DESC, 1 LIMIT %(limit)s
    )
    SELECT c.name AS value, counted.count FROM chosen c CROSS JOIN LATERAL (
        SELECT count(*) AS count {FROM}
        WHERE {UPCOMING} AND e.speaker_names ? c.name
            AND e.search @@ to_tsquery('simple',
                replace(c.plain, ' ', ':{NAMES_WEIGH} & ') || ':{NAMES_WEIGH}')
    ) AS counted
    ORDER BY 2 DESC, 1
"""
"""Who speaks most among the events looked at; each is then counted in all of them."""
LOOKED_AT: Final = 1_000
"""Events, where one word is typed, which each of them has in a name; with several, all are."""
SPEAKERS_BEGUN: Final = f"""
    SELECT named.name {FROM}, jsonb_object_keys(e.speaker_names) AS named (name)
    WHERE {UPCOMING} AND e.search @@ to_tsquery('simple', %(lexemes)s)
    GROUP BY named.name ORDER BY count(*) DESC, 1 LIMIT %(limit)s
"""
SOME_WORDS: Final = f"""e.ctid = ANY(ARRAY(
    (SELECT c.ctid FROM {EVENTS} c
        WHERE c.is_listed AND c.ends_at >= %(now)s AND c.search @@ {{all}} LIMIT 1500)
    UNION (SELECT c.ctid FROM {EVENTS} c
        WHERE c.is_listed AND c.ends_at >= %(now)s AND c.search @@ ({{some}}) LIMIT 1500)
))"""
"""So many events that have only some of the terms are ranked."""
TITLED: Final = f"""SELECT e.ctid {FROM}
    WHERE {UPCOMING} AND ts_filter(e.search, '{{{{a}}}}') @@ {{has_words}} LIMIT 200"""
FEW_TITLED: Final = f"""e.ctid = ANY(CASE WHEN (SELECT count(*) FROM titled) < %(limit)s
    THEN ARRAY(SELECT e.ctid {FROM} WHERE {UPCOMING} AND e.search @@ {{has_words}}
        ORDER BY e.ends_at + interval '0', e.id LIMIT 200)
    ELSE ARRAY(SELECT place FROM titled) END)"""
"""While somebody types, titles come first: two letters begin some word of nearly every event. Where
few have it, those with it anywhere are few as well; no index of the dates is to look for them."""
SUGGESTED_EVENTS: Final = f"""
    WITH titled (place) AS MATERIALIZED ({TITLED})
    SELECT 'event' AS kind, e.title AS label, '/' || o.slug || '/' || e.slug AS path {FROM}
    WHERE {FEW_TITLED} ORDER BY {{rank}} DESC, e.starts_at, e.id LIMIT %(limit)s
"""
SUGGESTED_ORGANIZATIONS: Final = f"""
    SELECT 'organization', o.name, '/' || o.slug FROM {ORGANIZATIONS} o
    WHERE o.is_public AND (o.name ILIKE %(begin)s OR o.name ILIKE %(inside)s)
        AND EXISTS (SELECT FROM {EVENTS} e
            WHERE e.organization_id = o.organization_id AND {UPCOMING})
    ORDER BY 2 LIMIT 3
"""
SUGGESTED_LABELS: Final = f"""
    WITH RECURSIVE begun (label) AS (
        (SELECT e.{{column}} FROM {EVENTS} e WHERE e.is_listed
            AND {{key}} >= %(first)s AND {{key}} < %(beyond)s
            ORDER BY {{key}}, {{plain}} LIMIT 1)
        UNION ALL SELECT (SELECT e.{{column}} FROM {EVENTS} e WHERE e.is_listed
            AND ({{key}}, {{plain}}) > (lower(begun.label), begun.label)
            AND {{key}} < %(beyond)s
            ORDER BY {{key}}, {{plain}} LIMIT 1)
        FROM begun WHERE begun.label IS NOT NULL
    )
    SELECT '{{column}}', known.label, ''
    FROM (SELECT label FROM begun{{more}}) AS known (label)
    WHERE EXISTS (SELECT {FROM}
        WHERE {UPCOMING} AND {{key}} = lower(known.label) AND {{plain}} = known.label)
    ORDER BY 2 LIMIT 3
"""
"""What an index by the label has from the letters on, from one label to the next: however many
events a city has, it is read once. `more` are labels that count whatever their letters."""


def _labels(column: str, *, more: str = "") -> str:
    key, plain = f'lower(e.{column}) COLLATE "C"', f'e.{column} COLLATE "C"'
    return SUGGESTED_LABELS.format(column=column, key=key, plain=plain, more=more)


SUGGESTED_CATEGORIES: Final = _labels("category")
SUGGESTED_CITIES: Final = _labels("city", more=" UNION SELECT unnest(%(cities)s::text[])")
SUGGESTED: Final = (
    f"({SUGGESTED_EVENTS}) UNION ALL ({SUGGESTED_ORGANIZATIONS})"
    f" UNION ALL ({SUGGESTED_CATEGORIES}) UNION ALL ({SUGGESTED_CITIES})"
)
LAST_LETTER: Final = "\U0010ffff"
POINTS: Final = f"""
    SELECT e.id, e.latitude, e.longitude, e.title, '/' || o.slug || '/' || e.slug AS path,
        e.starts_at, e.time_zone {FROM} WHERE e.latitude IS NOT NULL AND e.longitude IS NOT NULL
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


def list_alike(tx: Transaction, words: Sequence[str]) -> dict[str, list[str]]:
    """Of each word those of published events that look like it, the likest first."""
    tx.query(LOOSE, {})
    found: dict[str, list[str]] = {word: [] for word in words}
    for typed, known in tx.query(ALIKE, {"words": list(words)}):
        found[typed].append(known)
    return found


def count_uses(tx: Transaction, words: Sequence[str]) -> dict[str, int]:
    """Those of the words that upcoming listed events have, and how many, up to fifty."""
    return dict(tx.query(IN_USE, {"words": list(words), "now": tx.now}))


def list_events(
    tx: Transaction, search: EventSearch, request: PageRequest
) -> list[tuple[EventSummary, str]]:
    """Upcoming events that match, one more than asked for; each with its place in the order."""
    where, values = conditions(tx, search)
    values["limit"] = request.limit + 1
    key, direction = order_of(search, values)
    comparison = "<" if direction == "DESC" else ">"
    after = _place_of(tx, request, key, values)
    if after is not None:
        where += f" AND ({key}, e.id) {comparison} (%(after)s, %(after_id)s)"
        values |= {"after": after[0], "after_id": after[1]}
    text = (
        f"SELECT {IN_A_LIST}, {key} {FROM} WHERE {where}"
        f" ORDER BY {key} {direction}, e.id {direction} LIMIT %(limit)s"
    )
    said = rules.LOOSE if search.loosely else ""
    return [(summary_of(found), f"{said}{place}") for *found, place in tx.query(text, values)]


def _place_of(
    tx: Transaction, request: PageRequest, key: str, values: Mapping[str, Any]
) -> tuple[int, UUID] | None:
    """Where the page begins; a place of the search server's is that of its last event here."""
    if request.after is None:
        return None
    number, last = request.after
    if not rules.is_foreign_place(number):
        own = replace(request, after=(number.removeprefix(rules.LOOSE), last))
        return place_in_numbers(own)
    found = tx.query(f"SELECT {key} {FROM} WHERE e.id = %(last)s", {**values, "last": last})
    return next(((int(number), last) for (number,) in found), None)


def list_facets(tx: Transaction, search: EventSearch) -> dict[str, list[Facet]]:
    """How many events each kind and category has, whatever kind and category is chosen."""
    where, values = conditions(tx, search, without=("kinds", "categories"))
    text = (
        f"SELECT GROUPING(e.kind), e.kind, e.category, count(*) {FROM} WHERE {where}"
        " GROUP BY GROUPING SETS ((e.kind), (e.category)) ORDER BY 4 DESC, 2, 3"
    )
    found: dict[str, list[Facet]] = {"kinds": [], "categories": []}
    for is_category, kind, category, count in tx.query(text, values):
        if not is_category:
            found["kinds"].append(Facet(value=kind, count=count))
        elif category:
            found["categories"].append(Facet(value=category, count=count))
    return found


def list_facet_labels(
    tx: Transaction, search: EventSearch, *, limit: int
) -> tuple[int, dict[str, list[Facet]]]:
    """How many events match, and how many each tag, language, currency and ticket has."""
    where, values = conditions(tx, search, without=("tags", "languages", "ticket_kinds"))
    whole, more = conditions(tx, search)
    text = WORDS.format(where=where, whole=whole)
    total = 0
    found: dict[str, list[Facet]] = {name: [] for name in COUNTED}
    for of_what, word, times in tx.query(text, {**values, **more, "limit": limit}):
        if of_what == "total":
            total = times
        else:
            found[of_what].append(Facet(value=word, count=times))
    return total, found


def list_map_points(tx: Transaction, search: EventSearch, *, limit: int) -> list[MapPoint]:
    """Where the matching events are, the soonest first."""
    where, values = conditions(tx, search)
    return tx.query(f"{POINTS} AND {where} {SOONEST}", {**values, "limit": limit}, into=_map_point)


def list_points_of(tx: Transaction, event_ids: Sequence[UUID]) -> list[MapPoint]:
    """Where these events are, if they are upcoming and listed."""
    values = {"ids": list(event_ids), "now": tx.now, "limit": len(event_ids)}
    where = f"{UPCOMING} AND e.id = ANY(%(ids)s)"
    return tx.query(f"{POINTS} AND {where} {SOONEST}", values, into=_map_point)


def list_events_of(tx: Transaction, event_ids: Sequence[UUID]) -> list[EventSummary]:
    """These events in this order, those that are upcoming and listed."""
    text = (
        f"SELECT {IN_A_LIST} {FROM} WHERE {UPCOMING} AND e.id = ANY(%(ids)s)"
        " ORDER BY array_position(%(ids)s::uuid[], e.id)"
    )
    values = {"ids": list(event_ids), "now": tx.now}
    return [summary_of(row) for row in tx.query(text, values)]


def _map_point(*, starts_at: datetime, time_zone: str, **columns: Any) -> MapPoint:
    return MapPoint(starts_at=local(starts_at, ZoneInfo(time_zone)), **columns)


def list_featured(tx: Transaction, names: Sequence[str], *, limit: int) -> list[EventSummary]:
    """The named events in that order; without names one of each organizer, covers first."""
    values = {"now": tx.now, "names": list(names), "limit": limit}
    return [summary_of(row) for row in tx.query(CHOSEN if names else ONE_OF_EACH, values)]


def list_cities(tx: Transaction, *, limit: int) -> list[Facet]:
    """Where most is on."""
    return tx.query(CITIES, {"now": tx.now, "limit": limit}, into=Facet)


def list_speakers(tx: Transaction, words: Sequence[str], *, limit: int) -> list[Facet]:
    """Who speaks at upcoming events and has the words in their name, and at how many."""
    values = {"words": list(words), "lexemes": _lexemes(words), "limit": limit, "now": tx.now}
    most = LOOKED_AT if len(words) == 1 else None
    return tx.query(SPEAKERS, values | {"most": most}, into=Facet)


def list_speakers_begun(
    tx: Transaction, words: Sequence[str], *, letters: int, limit: int
) -> list[str]:
    """Speakers of upcoming events whose names may be meant by mistyped words, by first letters."""
    lexemes = _lexemes([word.strip()[:letters] for word in words])
    values = {"lexemes": lexemes, "limit": limit, "now": tx.now}
    return [name for (name,) in tx.query(SPEAKERS_BEGUN, values)]


def list_suggestions(tx: Transaction, typed: str, *, limit: int) -> list[Suggestion]:
    """Events that have the words; organizers, categories and cities that begin like it.

    Cities that the list of places knows are found by any of their names.
    """
    text = text_query(typed)
    if not text.terms:
        return []
    begin, first = like(rules.clean(typed))[1:], rules.clean(typed).lower()
    values = {
        "now": tx.now,
        "text": text.values,
        "limit": limit,
        "begin": begin,
        "inside": f"% {begin}",
        "first": first,
        "beyond": first + LAST_LETTER,
        "cities": spellings_like(typed),
    }
    asked = SUGGESTED.format(has_words=text.all(), rank=text.rank())
    return tx.query(asked, values, into=Suggestion)
