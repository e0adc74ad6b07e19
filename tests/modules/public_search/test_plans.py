"""Words are found through an index, as they are typed and as they were meant."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.public_search.queries import bounds, completion, conditions, lists
from turnout.modules.public_search.service import SEARCHING
from turnout.modules.public_search.types import EventSearch
from turnout.places.types import Circle


@pytest.mark.usefixtures("plain_postgresql", "running")
def test_typed_words_and_mistyped_ones_are_found_by_index() -> None:
    """As the directory asks: as the operator, whose policies keep no operator off an index."""
    words = ["zanzibar", "quay"]
    event = "SELECT FROM discovery_events e WHERE"
    with transaction(SEARCHING) as tx:
        tx.query("SELECT set_config('enable_seqscan', 'off', true)", {})
        text = conditions.text_query(" ".join(words))
        values = {"text": text.values, "now": tx.now}
        found = explain(tx, f"{event} {conditions.has(text.all())}", values)
        assert "ix_discovery_events_search" in found
        assert "Index Cond: (search @@ " in found
        assert "zanzib" in found, "the planner knows the stems that it looks for"
        loose = conditions.has_some(text)
        assert "Tid Scan" in explain(tx, f"{event} {loose}", values)
        tx.query("SELECT set_config('enable_indexscan', 'off', true)", {})
        tx.query("SELECT set_config('enable_indexonlyscan', 'off', true)", {})
        alike = explain(tx, lists.ALIKE, {"words": ["zanzibra"]})
        assert "ix_discovery_words_alike" in alike
        assert "Index Cond: (word % " in alike


@pytest.mark.usefixtures("running")
def test_each_lexeme_is_looked_for_once() -> None:
    """Languages share stems; told twice, the planner expects twice as much and reads the table."""
    with transaction(SEARCHING) as tx:
        text = conditions.text_query("library")
        (said,) = tx.query(f"SELECT {text.all()}::text", {"text": text.values})[0]
    lexemes = said.split(" | ")
    assert {"'librari'", "'library':*", "'bibliothek'"} <= set(lexemes)
    assert len(lexemes) == len(set(lexemes))


@pytest.mark.usefixtures("plain_postgresql", "running")
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "by_date"),
        ({"order": "price"}, "by_price"),
        ({"order": "popularity"}, "by_popularity"),
        ({"order": "distance", "near": Circle(latitude=50, longitude=4)}, "point"),
    ],
)
def test_every_order_is_an_index(wanted: dict[str, Any], index: str) -> None:
    with transaction(SEARCHING) as tx:
        for name in ("seqscan", "bitmapscan", "sort"):
            tx.query(f"SELECT set_config('enable_{name}', 'off', true)", {})
        asked: list[tuple[str, Any]] = []
        lists.list_events(_Recording(tx, asked), EventSearch(**wanted), PageRequest())
        found = explain(tx, *next(each for each in asked if each[0] != lists.SORTED))
    assert f"ix_discovery_events_{index} " in found


@pytest.mark.usefixtures("plain_postgresql", "running")
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"tags": ("quay",)}, "tagged"),
        ({"starts_until": date(2031, 5, 10)}, "times"),
    ],
)
def test_what_narrows_most_is_an_index(wanted: dict[str, Any], index: str) -> None:
    with transaction(SEARCHING) as tx:
        for name in ("seqscan", "indexscan", "indexonlyscan"):
            tx.query(f"SELECT set_config('enable_{name}', 'off', true)", {})
        where, values = conditions.conditions(tx, EventSearch(**wanted))
        own = where.removeprefix(f"{conditions.UPCOMING} AND ")
        found = explain(tx, f"SELECT FROM discovery_events e WHERE e.is_listed AND {own}", values)
    assert f"ix_discovery_events_{index} " in found


@pytest.mark.usefixtures("plain_postgresql", "running")
def test_words_of_titles_combine_with_what_else_narrows() -> None:
    """Two indexes that both leave the same rows out are never put together."""
    with transaction(SEARCHING) as tx:
        tx.query("SELECT set_config('enable_seqscan', 'off', true)", {})
        words = conditions.text_query("quay")
        titled = bounds.IN_TITLES.format(others="true", has_words=words.all())
        text = f"SELECT FROM discovery_events e WHERE {titled}"
        found = explain(tx, text, {"text": words.values})
        indexes = dict(tx.query("SELECT indexname, indexdef FROM pg_indexes"))
    assert "ix_discovery_events_titles" in found
    assert "WHERE" not in indexes["ix_discovery_events_titles"]
    assert "WHERE is_listed" in indexes["ix_discovery_events_times"]


@pytest.mark.usefixtures("plain_postgresql", "running")
def test_how_often_each_is_used_is_known() -> None:
    """Expressions have no statistics by themselves, nor by an index of some rows."""
    with transaction(SEARCHING) as tx:
        known = tx.query("""
            SELECT stxname, pg_get_statisticsobjdef_expressions(oid)::text FROM pg_statistic_ext
            WHERE stxrelid = 'discovery_events'::regclass
        """)
        indexed = "".join(
            text for (text,) in tx.query("""
                SELECT indexdef FROM pg_indexes WHERE tablename = 'discovery_events'
            """)
        )  # fmt: skip
    names = {name.removeprefix("discovery_events_") for name, _ in known}
    assert {"tags", "names", "times", "titles"} <= names
    for name, said in known:
        assert name == "discovery_events_latitude" or said[2:-2].replace('\\"', '"') in indexed


@pytest.mark.usefixtures("running")
def test_the_nearest_come_by_the_index_and_what_is_asked_next_as_ever() -> None:
    near = Circle(latitude=50, longitude=4)
    with transaction(SEARCHING) as tx:
        asked: list[tuple[str, Any]] = []
        lists.list_events(
            _Recording(tx, asked), EventSearch(near=near, order="distance"), PageRequest()
        )
        before, _, after = (values.get("said") for _, values in asked)
        assert (before, after) == ("off", "on")
        for also in ({"text": "quay"}, {"tags": ("quay",)}, {"order": "date"}):
            asked.clear()
            wanted = EventSearch(near=near, **{"order": "distance", **also})
            lists.list_events(_Recording(tx, asked), wanted, PageRequest())
            assert len(asked) == 1


class _Recording:
    """A transaction that keeps what it is asked."""

    def __init__(self, tx: Any, asked: list[tuple[str, Any]]) -> None:
        self.now = tx.now
        self.asked = asked

    def query(self, text: str, values: Any, *, is_planned_anew: bool = False) -> list[Any]:
        assert is_planned_anew or text == lists.SORTED
        self.asked.append((text, values))
        return []


OFTEN = 12
"""After ten times the server keeps a plan for any values; the driver prepares after five."""
SEARCHES: tuple[Callable[[Transaction], Any], ...] = (
    lambda tx: lists.list_events(tx, EventSearch(text="zanzibar quay"), PageRequest(limit=5)),
    lambda tx: lists.list_facets(tx, EventSearch(text="zanzibar")),
    lambda tx: lists.list_facet_labels(tx, EventSearch(tags=("zanzibar",)), limit=3),
    lambda tx: lists.list_map_points(tx, EventSearch(text="zanzibar"), limit=3),
    lambda tx: lists.list_alike(tx, ["zanzibra"]),
    lambda tx: lists.count_uses(tx, ["zanzibar"]),
    lambda tx: completion.list_speakers(tx, ["zan"], limit=3),
    lambda tx: completion.known_name_words(tx, ["zanzibar"]),
    lambda tx: completion.list_speakers_named(tx, [{"zan", "zen"}], limit=3),
    lambda tx: completion.list_suggestions(tx, "zan", limit=3),
)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_is_planned_for_its_own_values_however_often_it_is_asked(
    search: Callable[[Transaction], Any],
) -> None:
    """A plan for any words took a second of a million events, one for those at hand a tenth."""
    with transaction(SEARCHING) as tx:
        before = _prepared(tx)
        for _ in range(OFTEN):
            search(tx)
        kept = _prepared(tx) - before
    assert not [text for text in kept if "FROM discovery_" in text]


def _prepared(tx: Transaction) -> set[str]:
    return {text for (text,) in tx.query("SELECT statement FROM pg_prepared_statements")}


def explain(tx: Any, statement: str, values: dict[str, Any]) -> str:
    return "\n".join(row[0] for row in tx.query(f"EXPLAIN {statement}", values))
