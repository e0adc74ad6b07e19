"""Statements that complete what is being typed: events, organizers, labels, names of speakers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from turnout.kernel.db.engine import database
from turnout.kernel.db.pagination import like
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.sql_fragments import EVENTS, FROM, ORGANIZATIONS, ORGANIZER
from turnout.modules.public_search import rules
from turnout.modules.public_search.queries.conditions import (
    HAS_WORDS,
    NAMES,
    READ,
    UPCOMING,
    beginnings,
    lexemes,
    text_query,
)
from turnout.modules.public_search.types import Facet, Suggestion
from turnout.places.lookup import spellings_like
from turnout.search_words.full_text import UNPACKED

HAVING_A_NAME: Final = f"""{FROM}
    WHERE {UPCOMING} AND {NAMES} @@ to_tsquery('simple', %(lexemes)s) LIMIT %(most)s"""
THE_SOONEST: Final = f"{FROM} WHERE {UPCOMING} ORDER BY e.ends_at LIMIT %(most)s"
"""No index names what two letters begin at once: a tenth of all events may have such a name."""
CHOSEN_SPEAKERS: Final = f"""
    WITH looked_at AS MATERIALIZED (SELECT e.speaker_names {{looked_at}}),
    chosen AS MATERIALIZED (
        SELECT named.name, named.plain
        FROM looked_at l, jsonb_each_text(l.speaker_names) AS named (name, plain)
        WHERE {HAS_WORDS.format(column="words")}
        GROUP BY named.name, named.plain ORDER BY count(*) DESC, 1 LIMIT %(limit)s
    )
"""
SPEAKS: Final = f"""{UPCOMING} AND e.speaker_names ? c.name
    AND {NAMES} @@ to_tsquery('simple', replace(c.plain, ' ', ' & '))
"""
SPEAKERS: Final = f"""{CHOSEN_SPEAKERS}
    SELECT c.name AS value, counted.count FROM chosen c
    CROSS JOIN LATERAL (SELECT count(*) AS count {FROM} WHERE {SPEAKS}) AS counted
    ORDER BY 2 DESC, 1
"""
"""Who speaks most among the events looked at; each is then counted in all of them."""
SPEAKERS_OVER_NODES: Final = f"""{CHOSEN_SPEAKERS}
    SELECT c.name AS value, count(*) AS count FROM chosen c CROSS JOIN {EVENTS} e {ORGANIZER}
    WHERE {SPEAKS} GROUP BY c.name ORDER BY 2 DESC, 1
"""
LOOKED_AT: Final = 1_000
"""Events, where one word is typed, which each of them has in a name; with several, all are."""
NAMED: Final = 300
"""Events that are looked at for a name that may have been meant: a few such names are shown."""
SOONEST: Final = 2_000
"""Events that are looked at first, whatever names they have."""
NAMES_IN_USE: Final = f"""
    SELECT word FROM unnest(%(words)s::text[]) AS word CROSS JOIN LATERAL (
        SELECT {FROM} WHERE {UPCOMING} AND {NAMES} @@ quote_literal(word)::tsquery AND {READ}
        LIMIT 1
    ) used
"""
NAMES_IN_USE_OVER_NODES: Final = f"""
    SELECT typed.word
    FROM unnest(%(words)s::text[]) AS typed (word) CROSS JOIN {EVENTS} e {ORGANIZER}
    WHERE {UPCOMING} AND {NAMES} @@ quote_literal(typed.word)::tsquery GROUP BY typed.word
"""
SPEAKERS_NAMED: Final = f"""
    SELECT named.name FROM (
        SELECT e.speaker_names {FROM} WHERE {UPCOMING}
            AND {NAMES} @@ to_tsquery('simple', %(lexemes)s) AND {READ}
        LIMIT %(bound)s
    ) AS e, jsonb_object_keys(e.speaker_names) AS named (name)
    GROUP BY named.name ORDER BY count(*) DESC, 1 LIMIT %(limit)s
"""
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
    SELECT 'event' AS kind, e.title AS label, '/' || o.slug || '/' || e.slug AS path
    {FROM} {UNPACKED}
    WHERE {FEW_TITLED} ORDER BY {{rank}} DESC, e.starts_at, e.id LIMIT %(limit)s
"""
SUGGESTED_ORGANIZATIONS: Final = f"""
    SELECT 'organization', o.name, '/' || o.slug FROM {ORGANIZATIONS} o
    WHERE o.is_public AND (o.name ILIKE %(begin)s OR o.name ILIKE %(inside)s)
        AND EXISTS (SELECT FROM {EVENTS} e
            WHERE e.organization_id = o.organization_id AND {UPCOMING})
    ORDER BY 2 LIMIT 3
"""
IN_USE: Final = f"""EXISTS (SELECT {FROM}
        WHERE {UPCOMING} AND {{key}} = lower(known.label) AND {{plain}} = known.label)"""
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
    FROM (SELECT label FROM begun{{more}}) AS known (label) WHERE {IN_USE}
    ORDER BY 2 LIMIT 3
"""
"""What an index by the label has from the letters on, from one label to the next: however many
events a city has, it is read once. `more` are labels that count whatever their letters."""
LABELS_OVER_NODES: Final = f"""
    SELECT DISTINCT '{{column}}', e.{{column}}, '' {FROM}
    WHERE {UPCOMING} AND ({{key}} >= %(first)s AND {{key}} < %(beyond)s{{more}})
    ORDER BY 2 LIMIT 3
"""


def _labels(text: str, column: str, *, more: str = "") -> str:
    key, plain = f'lower(e.{column}) COLLATE "C"', f'e.{column} COLLATE "C"'
    return text.format(column=column, key=key, plain=plain, more=more)


def _suggested(categories: str, cities: str) -> str:
    return (
        f"({SUGGESTED_EVENTS}) UNION ALL ({SUGGESTED_ORGANIZATIONS})"
        f" UNION ALL ({categories}) UNION ALL ({cities})"
    )


SUGGESTED_CATEGORIES: Final = _labels(SUGGESTED_LABELS, "category")
CITIES_IN_USE: Final = _labels(
    f"""
    SELECT known.label FROM unnest(%(cities)s::text[]) AS known (label) WHERE {IN_USE}
    ORDER BY 1 LIMIT %(limit)s
""",
    "city",
)
SUGGESTED_CITIES: Final = _labels(
    SUGGESTED_LABELS, "city", more=" UNION SELECT unnest(%(cities)s::text[])"
)
SUGGESTED: Final = _suggested(SUGGESTED_CATEGORIES, SUGGESTED_CITIES)
SUGGESTED_OVER_NODES: Final = _suggested(
    _labels(LABELS_OVER_NODES, "category"),
    _labels(LABELS_OVER_NODES, "city", more=" OR e.city = ANY(%(cities)s)"),
)
CITIES_IN_USE_OVER_NODES: Final = f"""
    SELECT DISTINCT e.city {FROM} WHERE {UPCOMING} AND e.city = ANY(%(cities)s)
    ORDER BY 1 LIMIT %(limit)s
"""
LAST_LETTER: Final = "\U0010ffff"


def list_speakers(tx: Transaction, words: Sequence[str], *, limit: int) -> list[Facet]:
    """Who speaks at upcoming events and has the words in their name, and at how many.

    One word is looked for among the soonest events first: one statement, or two.
    """
    values = {"words": beginnings(words), "lexemes": lexemes(words), "limit": limit, "now": tx.now}
    if len(words) > 1:
        return _speakers(tx, HAVING_A_NAME, values | {"most": None})
    found = _speakers(tx, THE_SOONEST, values | {"most": SOONEST})
    if len(found) == limit:
        return found
    return _speakers(tx, HAVING_A_NAME, values | {"most": LOOKED_AT})


def _speakers(tx: Transaction, looked_at: str, values: Mapping[str, Any]) -> list[Facet]:
    text = SPEAKERS_OVER_NODES if database().is_distributed else SPEAKERS
    asked = text.format(looked_at=looked_at)
    return tx.query(asked, values, into=Facet, is_planned_anew=True)


def list_cities_among(tx: Transaction, names: Sequence[str], *, limit: int) -> list[str]:
    """Those of the cities where something is on, as organizers write them."""
    text = CITIES_IN_USE_OVER_NODES if database().is_distributed else CITIES_IN_USE
    values = {"cities": list(names), "limit": limit, "now": tx.now}
    return [city for (city,) in tx.query(text, values, is_planned_anew=True)]


def known_name_words(tx: Transaction, words: Sequence[str]) -> set[str]:
    """Those of the words that names of speakers at upcoming events have."""
    text = NAMES_IN_USE_OVER_NODES if database().is_distributed else NAMES_IN_USE
    values = {"words": list(words), "now": tx.now}
    return {word for (word,) in tx.query(text, values, is_planned_anew=True)}


def list_speakers_named(
    tx: Transaction, words: Sequence[Collection[str]], *, limit: int, looked_at: int = NAMED
) -> list[str]:
    """Speakers of upcoming events: of each collection their name has a word that begins so."""
    named = " & ".join(f"({' | '.join(f'{each}:*' for each in some)})" for some in words)
    values = {"lexemes": named, "limit": limit, "bound": looked_at, "now": tx.now}
    return [name for (name,) in tx.query(SPEAKERS_NAMED, values, is_planned_anew=True)]


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
    asked = SUGGESTED_OVER_NODES if database().is_distributed else SUGGESTED
    asked = asked.format(has_words=text.all(), rank=text.rank())
    return tx.query(asked, values, into=Suggestion, is_planned_anew=True)
