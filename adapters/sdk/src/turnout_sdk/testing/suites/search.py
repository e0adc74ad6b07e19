"""Search engines: what is found, in which order and how often; and how an index is replaced."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from turnout_sdk.errors import Declined
from turnout_sdk.search import (
    MISSING,
    Box,
    Capabilities,
    Document,
    Found,
    Near,
    Order,
    Place,
    Query,
    Range,
    Removal,
)
from turnout_sdk.testing.harness import AdapterHarness
from turnout_sdk.testing.suites.samples import document
from turnout_sdk.testing.suites.suite import Suite, rule

WEIGHTS = {"title": 8.0, "about": 2.0}
HOSTILE = (
    "*", "?", "title:jazz OR *", '"', "(" * 500, "jazz AND NOT (", "a" * 10_000, "~2 ^9 [a TO z]",
    "/.*.*.*/", "\\", "_exists_:title", "jazz~ -night", "\x00jazz", "😀" * 100, "jazz " * 2_000,
)  # fmt: skip
SPOTS = {"Berlin": (52.5, 13.4), "Köln": (50.9, 6.9), "Suva": (-18.1, 178.4)}
NAMES = {"1": ("Donald Ervin Knuth", "Ånn Lee"), "2": ("Grace O'Hara-Lee",)}
EVENTS = (
    ("1", "Jazz concert at the Mühle", "Berlin", "online", 20),
    ("2", "Python conferences", "Köln", "hybrid", 300),
    ("3", "Rust conference", "Berlin", "hybrid", 250),
    ("4", "日本語コンサート", "Suva", "in_person", 0),
)


class Searching(Suite):
    """Capabilities: index, remove, search."""

    @rule("verbs-filled-in")
    def test_a_document_is_found_in_its_scope_only(self, harness: AdapterHarness) -> None:
        port, name = harness.open(), collection_of(harness)
        port.index(name, [document(), document(id="2", scope="other")])
        found = port.search(name, Query(scope="demo", text="nairobi"))
        assert (found.ids, found.total) == (("1",), 1)

    @rule("verbs-filled-in")
    def test_an_older_version_changes_nothing_and_removing_forgets(
        self, harness: AdapterHarness
    ) -> None:
        port, name = harness.open(), collection_of(harness)
        port.index(name, [document(version=2)])
        port.index(name, [document(version=1, texts={"title": "Old"})])
        assert port.search(name, Query(scope="demo", text="nairobi")).ids == ("1",)
        port.remove(name, ["1"])
        port.remove(name, ["1"])
        assert port.search(name, Query(scope="demo", text="nairobi")).ids == ()

    @rule("verbs-filled-in")
    def test_a_collection_that_nobody_filled_answers_nothing(self, harness: AdapterHarness) -> None:
        assert harness.open().search("kit_nobody", Query(scope="demo")).total == 0


class Finding(Suite):
    """What somebody types, filters, orders and pages: for engines that serve a public search."""

    @rule("verbs-filled-in")
    def test_words_are_found_whole_begun_and_without_marks(self, harness: AdapterHarness) -> None:
        found = asking(harness)
        assert found(text="MUHLE jazz").ids == ("1",)
        assert set(found(text="confer").ids) == {"2", "3"}
        assert found(text="日本語").ids == ("4",)
        assert found(text="jazz python").total == 0
        assert found(begins={"about": "ber"}).total == 2
        assert found(text="!?").total == len(EVENTS)

    @rule("verbs-filled-in")
    def test_words_of_one_value_are_found_together_and_of_two_never(
        self, harness: AdapterHarness
    ) -> None:
        found = asking(harness)
        for text in ("knuth", "KNU", "ervin don", "Knuth donald ervin"):
            assert found(named={"names": text}).ids == ("1",), text
        assert set(found(named={"names": "lee"}).ids) == {"1", "2"}
        assert found(named={"names": "o'hara lee"}).ids == ("2",)
        for text in ("knuth lee", "don ervin", "lovelace", "!?", "", '"', "don* knuth"):
            assert found(named={"names": text}).total == 0, text
        assert found(named={"names": "lee"}, text="python").ids == ("2",)

    @rule("verbs-filled-in", needs=("typo_tolerance",))
    def test_a_mistyped_word_is_found_when_typos_are_allowed(self, harness: AdapterHarness) -> None:
        found = asking(harness)
        assert found(text="confrence").total == 0
        mistyped = found(text="confrence", typos=True)
        assert set(mistyped.ids) == {"2", "3"}
        assert mistyped.words[0].startswith("conference")

    @rule("verbs-filled-in", needs=("facets",))
    def test_a_facet_counts_what_each_of_its_values_would_bring(
        self, harness: AdapterHarness
    ) -> None:
        found = asking(harness)(
            filters={"kind": ("online",)}, facets=("kind", "city", "tags"), apart=("kind",)
        )
        assert found.ids == ("1",)
        assert found.facets["kind"] == {"hybrid": 2, "in_person": 1, "online": 1}
        assert list(found.facets["city"]) == ["Berlin", "Köln", "Suva"]
        assert found.facets["tags"]["all"] == len(EVENTS)

    @rule("verbs-filled-in", needs=("facets",))
    def test_counts_that_end_early_are_said_to_be_the_least(self, harness: AdapterHarness) -> None:
        found = asking(harness)
        for text, limit in itertools.product(("confer", ""), (0, 10)):
            whole: dict[str, Any] = {"text": text, "facets": ("kind", "tags"), "limit": limit}
            every = found(**whole)
            assert not every.is_least
            for count_to in (1, 2, len(EVENTS), 100):
                counted = found(**whole, count_to=count_to)
                assert counted.ids == every.ids
                assert min(count_to, every.total) <= counted.total <= every.total
                if counted.is_least:
                    assert counted.total <= count_to
                else:
                    assert counted.facets == every.facets
                for name, values in counted.facets.items():
                    assert all(every.facets[name][value] >= n for value, n in values.items())
            assert not counted.is_least, "there is no more"

    @rule("verbs-filled-in")
    def test_every_order_is_paged_without_gap_or_repetition(self, harness: AdapterHarness) -> None:
        found = asking(harness)
        orders: tuple[dict[str, Any], ...] = (
            {"order": Order.FIELD, "order_by": "price"},
            {"order": Order.FIELD, "order_by": "starts_at"},
            {"order": Order.RELEVANCE},
        )
        for order in orders:
            seen, cursor = [], None
            for _ in EVENTS:
                page = found(**order, limit=1, cursor=cursor)
                seen += page.ids
                cursor = page.cursor
            assert cursor is None
            assert sorted(seen) == ["1", "2", "3", "4"], order
        assert found(order=Order.FIELD, order_by="price").ids == ("4", "1", "3", "2")
        bounds = {"price": Range(most=250), "starts_at": Range(below=_day(4), least=_day(1))}
        assert set(found(ranges=bounds).ids) == {"1", "3"}
        with pytest.raises(Declined):
            found(cursor="bm90IG91cnM=")

    @rule("verbs-filled-in")
    def test_what_has_all_words_in_its_heading_comes_first(self, harness: AdapterHarness) -> None:
        port, name = harness.open(), collection_of(harness)
        texts = (
            ("Lights", "night harbour night harbour"),
            ("Night harbour", ""),
            ("Night", "ship"),
        )
        documents = [
            document(id=str(number), texts={"title": title, "about": about})
            for number, (title, about) in enumerate(texts)
        ]
        port.index(name, documents)
        weights = {"title": 1.0, "about": 50.0}
        both = "night harbour"
        asked = Query(scope="demo", text=both, order=Order.RELEVANCE, weights=weights)
        assert port.search(name, asked).ids == ("0", "1")
        asked_for = (
            (both, ("1", "0")),
            ("night harb", ("1", "0")),
            ("night ship", ("2",)),
            ("night", ()),
        )
        for text, first in asked_for:
            headed = replace(asked, text=text, heading="title", limit=1, facets=("kind",))
            pages = [port.search(name, headed)]
            while pages[-1].cursor and len(pages) < len(documents):
                pages.append(port.search(name, replace(headed, cursor=pages[-1].cursor)))
            seen = [each for page in pages for each in page.ids]
            assert (tuple(seen[: len(first)]), pages[-1].cursor) == (first, None), text
            assert {page.total for page in pages} == {len(seen)} == {len(set(seen))}, text

    @rule("verbs-filled-in", needs=("places",))
    def test_places_are_found_around_a_point_and_across_the_date_line(
        self, harness: AdapterHarness
    ) -> None:
        found = asking(harness)
        around = Near(place=Place(latitude=51, longitude=7), radius_metres=600_000)
        assert found(near=around, order=Order.DISTANCE).ids == ("2", "1", "3")
        assert found(box=Box(west=170, east=-170, south=-30, north=0)).ids == ("4",)

    @rule("verbs-filled-in", needs=("completions",))
    def test_values_are_completed_within_the_filters(self, harness: AdapterHarness) -> None:
        port, name = filled(harness)
        query = Query(scope="demo", text="ko")
        assert port.complete(name, query, fields=("city",), limit=3) == {"city": ("Köln",)}
        elsewhere = Query(scope="demo", text="ko", filters={"kind": ("online",)})
        assert port.complete(name, elsewhere, fields=("city",), limit=3) == {"city": ()}

    @rule("verbs-filled-in")
    def test_whatever_is_typed_is_a_text_and_never_a_query(self, harness: AdapterHarness) -> None:
        port, name = filled(harness)
        for text in HOSTILE:
            port.search(name, Query(scope="demo", text=text, weights=WEIGHTS, typos=True))
            port.search(name, Query(scope="demo", begins={"about": text}))
        assert port.search(name, Query(scope="demo", text="scope:other OR jazz")).total == 0


class Rebuilding(Suite):
    """Capability: rebuilds."""

    @rule("verbs-filled-in", needs=("rebuilds",))
    def test_a_new_index_takes_over_without_a_gap(self, harness: AdapterHarness) -> None:
        port, name = filled(harness)
        new = port.begin(name)
        port.index(new, [event(*EVENTS[0])])
        assert port.search(name, Query(scope="demo")).total == len(EVENTS)
        port.replace(name, new)
        port.replace(name, new)
        assert port.search(name, Query(scope="demo")).ids == ("1",)
        port.drop(new)
        port.drop(new)
        with pytest.raises(Declined) as refused:
            port.search(name, Query(scope="demo", must_exist=True))
        assert refused.value.code == MISSING
        with pytest.raises(Declined) as refused:
            port.index(new, [event(*EVENTS[0])])
        assert refused.value.code == MISSING
        with pytest.raises(Declined) as refused:
            port.entries(new)
        assert refused.value.code == MISSING

    @rule("verbs-filled-in", needs=("fills",))
    def test_what_was_filled_is_found_once_the_index_answers(self, harness: AdapterHarness) -> None:
        port, name = filled(harness)
        new = port.begin(name)
        port.index(new, [event(*EVENTS[0], version=8)])
        port.fill(new, [event(*each) for each in EVENTS])
        port.fill(new, [])
        port.replace(name, new)
        assert port.search(name, Query(scope="demo")).total == len(EVENTS)
        assert {each.id: each.version for each in port.entries(name)}["1"] == 8
        port.drop(new)
        with pytest.raises(Declined) as refused:
            port.fill(new, [event(*EVENTS[0])])
        assert refused.value.code == MISSING

    @rule("verbs-filled-in", needs=("rebuilds",))
    def test_a_late_write_never_overwrites_a_newer_one(self, harness: AdapterHarness) -> None:
        port, name = filled(harness)
        port.forget(name, [Removal(id="1", version=4), Removal(id="2", version=9)])
        port.index(name, [event(*EVENTS[1]), event(*EVENTS[2], version=8)])
        port.forget(name, [Removal(id="3", version=7), Removal(id="none", version=1)])
        kept = {each.id: (each.version, each.digest) for each in port.entries(name)}
        assert kept == {
            "1": (5, event(*EVENTS[0]).digest),
            "3": (8, event(*EVENTS[2]).digest),
            "4": (5, event(*EVENTS[3]).digest),
        }
        assert [each.id for each in port.entries(name, after="1", limit=1)] == ["3"]


def suites_for(can: Capabilities) -> list[type]:
    """A port in memory needs no more than the first; one that rebuilds serves the public search."""
    return [Searching, Finding, Rebuilding] if can.rebuilds else [Searching]


def collection_of(harness: AdapterHarness) -> str:
    return f"kit_{harness.account.replace('-', '_')}"


def filled(harness: AdapterHarness) -> tuple[Any, str]:
    port, name = harness.open(), collection_of(harness)
    port.index(name, [event(*each) for each in EVENTS])
    return port, name


def asking(harness: AdapterHarness) -> Any:
    port, name = filled(harness)

    def ask(**asked: Any) -> Found:
        found: Found = port.search(name, Query(scope="demo", weights=WEIGHTS, **asked))
        return found

    return ask


def event(key: str, title: str, city: str, kind: str, price: int, *, version: int = 5) -> Document:
    latitude, longitude = SPOTS[city]
    return Document(
        id=key,
        scope="demo",
        version=version,
        language="en",
        texts={"title": title, "about": city},
        fields={
            "kind": kind,
            "city": city,
            "price": price,
            "starts_at": _day(int(key)),
            "tags": ("all", f"only-{key}"),
            "names": NAMES.get(key, ()),
        },
        place=Place(latitude=latitude, longitude=longitude),
    )


def _day(number: int) -> datetime:
    return datetime(2027, 1, number, tzinfo=UTC)
