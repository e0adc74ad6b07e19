"""Which of the events that match a statement looks at: all of them, unless those are very many.

The index of texts lists every event that has a word before the first can be read: a hundred
milliseconds of a word that two hundred thousand have. That of titles is a fraction as long.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from turnout.kernel.db.engine import database
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.sql_fragments import EVENTS, FROM, ORGANIZER
from turnout.modules.public_search.queries.conditions import (
    READ,
    conditions,
    has,
    text_query,
    words_in_each,
)
from turnout.modules.public_search.types import EventSearch

MOST_COUNTED: Final = 1_000
"""So many events of a search are counted, or looked at for what is nearest."""
MOST_RANKED: Final = 600
"""So many that have the words in their title are ranked, and so many that have them anywhere."""
ENOUGH: Final = 100
"""Where so many have the words as they were typed, those that have longer ones are left out."""
FIRST_READ: Final = 500
"""So many texts are read in the order of the list, to learn how rare the words are."""
WORTH_READING: Final = 6
"""Where so many of those have them, reading on takes less than asking the index of texts."""
MOST_READ: Final = 8_000
BOUND: Final = "LIMIT %(bound)s"
SOONEST_BOUND: Final = f"ORDER BY e.ends_at {BOUND}"
MATCHING: Final = f"""
    SELECT count(*) AS times, coalesce(array_agg(place), '{{{{}}}}')::text AS counted,
        coalesce((array_agg(place))[:%(ranked)s], '{{{{}}}}')::text AS ranked
    FROM (SELECT e.ctid AS place {FROM} WHERE {{where}} {BOUND}) AS matching
"""
TITLED: Final = f"WITH titled AS MATERIALIZED ({MATCHING.replace('{where}', '{titles}')})"
ANYWHERE: Final = f"(SELECT ARRAY[m.counted, m.ranked] FROM ({MATCHING}) AS m)"
IN_BOTH: Final = f"""{TITLED}
    SELECT times, counted, ranked, CASE WHEN times < %(ranked)s THEN {ANYWHERE} END FROM titled
"""
IN_BOTH_AS_TYPED: Final = f"""{TITLED},
    as_typed AS MATERIALIZED ({MATCHING.replace("{where}", "{typed}")})
    SELECT times, counted, ranked, CASE WHEN times < %(ranked)s THEN
        CASE WHEN (SELECT t.times FROM as_typed t) >= %(enough)s
            THEN (SELECT ARRAY[t.counted, t.ranked] FROM as_typed t) ELSE {ANYWHERE} END END
    FROM titled
"""
"""Of several words those before the last are beginnings only where few events have them whole: what
begins with a word takes the index of texts three times as long."""
IN_TITLES: Final = f"{{others}} AND {READ} AND ts_filter(e.search, '{{{{a}}}}') @@ {{has_words}}"
NEXT: Final = f""" FROM (
        SELECT e.*, {{key}} AS place_in_order FROM {EVENTS} e WHERE {{others}}{{after}}
        ORDER BY place_in_order, e.id LIMIT %(read)s
    ) e {ORGANIZER} WHERE {{has_words}}"""

IN_ORDER: Final = f"""
    SELECT coalesce((array_agg(place))[:%(bound)s], '{{{{}}}}')::text,
        coalesce((array_agg(place) FILTER (WHERE is_beyond))[:%(limit)s], '{{{{}}}}')::text
    FROM (SELECT e.ctid AS place, true{{after}} AS is_beyond {FROM} WHERE {{where}}
        ORDER BY {{key}} + 0, e.id) AS matching
"""
"""Nothing is to look for them in the order that an index has: they are few."""

NOWHERE: Final = "{}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the events are that have some words: in their title, or as few have, anywhere.

    Arrays in PostgreSQL's spelling: `counted` of at most one more than `MOST_COUNTED`, `titled` of
    up to `MOST_RANKED`, and where those are fewer `others` of as many with the words anywhere.
    """

    counted: str
    titled: str
    others: str
    least: int | None = None
    """So many at least have the words in their title, where those alone were looked for."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Of which events a statement counts: its WHERE with a LIMIT, and its values."""

    where: str
    values: dict[str, Any]
    places: Places | None = None

    def at_least(self, found: int) -> tuple[int, bool]:
        """How many events there are, and whether there may be more than so many."""
        if self.places is not None and self.places.least is not None:
            return self.places.least, True
        return min(found, MOST_COUNTED), found > MOST_COUNTED


def find_places(
    tx: Transaction, search: EventSearch, *, without: tuple[str, ...] = (), more: str = ""
) -> Places:
    """Where the events are that match a search with words: one statement.

    Of words that very many have in their title those are taken alone: how many more there are is
    said to the hundred.
    """
    others, _ = conditions(tx, search, without=(*without, "text"))
    where, values = conditions(tx, search, without=without)
    values |= {"bound": MOST_COUNTED + 1, "ranked": MOST_RANKED, "enough": ENOUGH}
    asked = text_query(search.text)
    titles = IN_TITLES.format(others=others, has_words=asked.all())
    are_ranked = is_by_words(search, values) and len(asked.terms) > 1
    text = (IN_BOTH_AS_TYPED if are_ranked else IN_BOTH).format(
        titles=titles + more,
        typed=f"{others} AND {has(asked.typed())}{more}",
        where=where + more,
    )
    [(times, titled, first, anywhere)] = tx.query(text, values, is_planned_anew=True)
    if anywhere is None:
        least = min((times - 1) // 100 * 100, MOST_COUNTED)
        return Places(titled, first, NOWHERE, least)
    return Places(anywhere[0], first, anywhere[1])


def has_words(search: EventSearch, values: Mapping[str, Any]) -> bool:
    """Whether all words of a text are asked for."""
    return "text" in values and not search.loosely


def is_by_words(search: EventSearch, values: Mapping[str, Any]) -> bool:
    return search.order == "relevance" and "text" in values


def is_by_distance(search: EventSearch, values: Mapping[str, Any]) -> bool:
    """Whether the index of points helps: around a pole and over the date line there is no frame."""
    return search.order == "distance" and "west_of" in values


def is_read_in_order(search: EventSearch, values: Mapping[str, Any]) -> bool:
    """Whether words are all that an index could narrow the list to, whose order another has."""
    asked = (search.tags, search.near, search.box, search.cities, search.place)
    times = (search.starts_from, search.starts_until, search.listed_after, search.listed_until)
    is_narrow = any(asked) or any(times) or search.organization_id is not None
    is_sought = has_words(search, values) or "speaker_names" in values
    is_in_order = is_sought and not (search.loosely or is_by_words(search, values))
    return is_in_order and not is_narrow and not database().is_distributed


def next_events(tx: Transaction, search: EventSearch, *, key: str, after: str) -> str:
    """The FROM of the next `%(read)s` events in the order of the key, of which some have the words.

    What else is asked for is looked at first: to read a text takes longest.
    """
    others, _ = conditions(tx, search, without=("text", "speaker"))
    words = words_in_each(search)
    return NEXT.format(others=others, has_words=words, key=key, after=after)


def find_in_order(
    tx: Transaction, search: EventSearch, values: Mapping[str, Any], *, key: str, after: str
) -> tuple[Places, str]:
    """Where few events are that match: to be counted, and those of a page of the list in order."""
    where, _ = conditions(tx, search)
    text = IN_ORDER.format(where=where, key=key, after=after)
    bound = {"bound": MOST_COUNTED + 1}
    [(counted, listed)] = tx.query(text, {**values, **bound}, is_planned_anew=True)
    return Places(counted, NOWHERE, NOWHERE), listed


def limit_of(search: EventSearch) -> str:
    """Up to so many events, the soonest where an index of something else would not help."""
    is_narrow = search.text or search.speaker or search.tags or search.near or search.box
    return BOUND if is_narrow else SOONEST_BOUND
