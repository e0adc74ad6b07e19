"""A search server answers as PostgreSQL does; without its answer PostgreSQL does, and says so."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.search import JOB, MadeSearch, played_search
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.modules.discovery import api as discovery
from turnout.modules.event_search import documents, service
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search import service as public_search_service
from turnout.modules.public_search.api import Box, Circle, EventSearch, SearchResult
from turnout.modules.search_index import api as search_index
from turnout_sdk.search import Query
from turnout_sdk.testing.serving import Reply, Request, reply

pytestmark = pytest.mark.usefixtures("running", "queued")
SOON = datetime(2030, 1, 1, tzinfo=UTC)
HARBOUR = events.Location(
    name="Harbour Hall", city="Antwerp", country="BE", latitude=51.23, longitude=4.4
)
LIMITED = "The search is limited at the moment"
LABELS = {
    "Lantern Guild",
    "Music",
    "Code",
    "Jazz Conference",
    "Rust Conférence",
    "Häuser und Gärten",
}
"""Of these events: what other tests left is near to other words."""
HOSTILE = ("*", "a* OR title:x", "(" * 200, '"', "\\", "{}", "/.*/", "\x00", "😀", "x" * 200)


@pytest.fixture(scope="module")
def server(app: Any) -> Iterator[MadeSearch]:
    with played_search() as made:
        yield made


@pytest.fixture(scope="module")
def organization(server: MadeSearch) -> MadeOrganization:
    """Nine events that differ in whatever can be asked for."""
    made = make_organization(name="Lantern Guild")
    rows = (
        (
            "Jazz Conference",
            0,
            "EUR",
            {"category": "Music", "tags": ("jazz", "night"), "location": HARBOUR},
        ),
        ("Rust Conférence", 2500, "EUR", {"category": "Code", "tags": ("night",)}),
        (
            "Häuser und Gärten",
            1000,
            "CHF",
            {"category": "Music", "language": "de", "location": HARBOUR},
        ),
        ("Online reading", 500, "EUR", {"kind": events.EventKind.ONLINE, "location": None}),
        (
            "A ferry tour",
            2500,
            "EUR",
            {"summary": "a conference on the water", "location": HARBOUR},
        ),
        ("Walk", 700, "EUR", {"category": "Code", "tags": ("jazz",)}),
        ("Night of novels", 0, "EUR", {"category": "Music", "location": HARBOUR}),
        ("Gala", 90_000, "EUR", {"tags": ("night", "gala"), "location": HARBOUR}),
        ("Brass band", 100, "EUR", {"location": events.Location(city="München", country="DE")}),
    )
    for number, (title, price, currency, values) in enumerate(rows):
        start = SOON + timedelta(days=number)
        shop = _shop(made, title, starts_at=start, ends_at=start + timedelta(hours=3), **values)
        shop.add_type(price_minor=price, currency=currency, name=f"{title} ticket")
        for name in SPEAKERS.get(title, ()):
            new = programme.NewSpeaker(name=name)
            programme.create_speaker(shop.organizer, shop.event_id, new)
        if title == "Gala":
            shop.add_type(name="Table of eight", price_minor=90_000, places=8)
            shop.add_type(name="Hidden gift", kind="donation", is_hidden=True)
    drain()
    server.serve()
    listed = {each.title: each.id for each in titled(made)}
    standings = {listed["Gala"]: 100, listed["Walk"]: 40, listed["Night of novels"]: 40}
    discovery.set_popularity(context_of(made, made.owner), standings)
    server.send()
    return made


def titled(made: MadeOrganization) -> list[discovery.EventSummary]:
    search = EventSearch(organization_id=made.id, order="date")
    return public_search.search(search, PageRequest()).events.items


def _shop(made: MadeOrganization, title: str, **values: Any) -> MadeShop:
    if values.get("location", ...) is None:
        values["online_url"] = "https://meet.example/room"
    return make_shop(made, title=title, **values)


@pytest.fixture(autouse=True)
def _works(server: MadeSearch) -> None:
    server.recover()


SPEAKERS = {
    "Gala": ("Donald Ervin Knuth", "Grace O'Hara-Lee"),
    "Jazz Conference": ("Grace Knuth", "Ervin Åkesson"),
}
SEARCHES: tuple[dict[str, Any], ...] = (
    {},
    {"text": "conference"},
    {"text": "CONFERENCE night"},
    {"text": "confer", "order": "date"},
    {"text": "haus"},
    {"text": "hauser"},
    {"text": "lantern guild", "order": "price"},
    {"text": "nothing-of-it"},
    {"text": "!?"},
    {"kinds": ("online",)},
    {"categories": ("Music", "Code")},
    {"tags": ("jazz", "gala")},
    {"languages": ("de",)},
    {"cities": ("Nairobi",)},
    {"place": "tsavo"},
    {"free_only": True},
    {"most_minor": 1000},
    {"most_minor": 2500, "currency": "EUR"},
    {"starts_from": date(2030, 1, 3), "starts_until": date(2030, 1, 5)},
    {"order": "price"},
    {"order": "popularity"},
    {"near": Circle(latitude=-1.29, longitude=36.82), "order": "distance"},
    {"near": Circle(latitude=48.2, longitude=11.4, kilometres=25)},
    {"speaker": "knuth"},
    {"speaker": "KNU"},
    {"speaker": "knuth ervin"},
    {"speaker": "knuth akesson"},
    {"speaker": "o'hara lee"},
    {"speaker": "lee gra", "text": "gala"},
    {"speaker": "!?"},
    {"ticket_kinds": ("free", "group")},
    {"ticket_kinds": ("donation",)},
    {"ticket_name": "table ei"},
    {"ticket_name": "ticket rust"},
    {"ticket_name": "hidden"},
    {"box": Box(west=11, south=48, east=12, north=49)},
    {"box": Box(west=30, south=-5, east=40, north=5)},
    {"box": Box(west=170, south=-5, east=-170, north=5)},
)


def ask(organization: MadeOrganization, **wanted: Any) -> SearchResult:
    search = EventSearch(organization_id=organization.id, **wanted)
    return public_search.search(search, PageRequest())


def titles(found: SearchResult) -> list[str]:
    return [each.title for each in found.events.items]


def test_both_find_the_same_and_count_the_same(server, organization) -> None:
    for wanted in SEARCHES:
        by_server = ask(organization, **wanted)
        search = EventSearch(organization_id=organization.id, **wanted)
        labels = public_search.facet_labels_of(search)
        spots = public_search.list_map_points(search)
        server.fail()
        by_database = ask(organization, **wanted)
        assert (by_server.is_degraded, by_database.is_degraded) == (False, True)
        assert titles(by_server) == titles(by_database), wanted
        assert by_server.kinds == by_database.kinds, wanted
        assert by_server.categories == by_database.categories, wanted
        assert labels == public_search.facet_labels_of(search), wanted
        assert spots == public_search.list_map_points(search), wanted
        server.recover()
    ranked = ask(organization, order="popularity")
    assert titles(ranked)[:4] == ["Gala", "Walk", "Night of novels", "Jazz Conference"]
    found = ask(organization, near=Circle(latitude=48.2, longitude=11.4, kilometres=25))
    assert titles(found) == ["Brass band"], "its city is known, its own point is not"


def test_a_map_shows_the_soonest_whenever_they_begin(server, organization, monkeypatch) -> None:
    search = EventSearch(organization_id=organization.id)
    for most, after in itertools.product((2, 3, 5, 20), (-1, 0, 3, 30)):
        for module in (public_search, public_search_service):
            monkeypatch.setattr(module, "MOST_MAP_POINTS", most)
        monkeypatch.setattr(service, "SOON", SOON + timedelta(days=after) - clock.now())
        server.requests.clear()
        spots = public_search.list_map_points(search)
        assert server.requests
        server.fail()
        assert spots == public_search.list_map_points(search), (most, after)
        server.recover()
        assert len(spots) == min(most, 5), "as many as have a place"


def test_a_map_until_a_day_that_is_soon_is_asked_for_once(
    server, organization, monkeypatch
) -> None:
    until = EventSearch(organization_id=organization.id, starts_until=date(2030, 1, 4))
    for soon, asked in ((SOON, 2), (SOON + timedelta(days=10), 1)):
        monkeypatch.setattr(service, "SOON", soon - clock.now())
        server.requests.clear()
        assert len(public_search.list_map_points(until)) == 2
        assert len(server.requests) == asked


def test_counts_of_words_end_where_there_are_very_many_and_say_so(
    server, organization, monkeypatch
) -> None:
    asked: tuple[dict[str, Any], ...] = (
        {"text": "conference"},
        {"text": "conference", "order": "relevance"},
        {"text": "lantern guild", "tags": ("night",), "categories": ("Music", "Code")},
        {},
        {"tags": ("night",)},
    )
    for wanted in asked:
        search = EventSearch(organization_id=organization.id, **wanted)
        every, labels = ask(organization, **wanted), public_search.facet_labels_of(search)
        assert not any((every.counts_are_least, labels.is_total_least, labels.counts_are_least))
        for most in (1, labels.total + 1, 1_000):
            monkeypatch.setattr(service, "MOST_COUNTED", most)
            found, counted = ask(organization, **wanted), public_search.facet_labels_of(search)
            monkeypatch.undo()
            assert titles(found) == titles(every)
            is_least = "text" in wanted and most == 1
            assert (found.counts_are_least, counted.is_total_least) == (is_least, is_least)
            assert counted.total == (1 if is_least else labels.total)
            if not is_least:
                assert found.categories == every.categories


def test_facets_are_asked_for_alike_whatever_is_chosen_of_them(server, organization) -> None:
    """A search server keeps what it has counted for who asked before."""
    server.requests.clear()
    chosen = ("jazz",), ("night",), ("jazz", "gala")
    with clock.frozen(clock.now()):  # what is upcoming is asked to the minute
        found = [
            public_search.facet_labels_of(EventSearch(organization_id=organization.id, tags=each))
            for each in chosen
        ]
    assert [each.total for each in found] == [2, 3, 3]
    assert len(server.requests) == len(chosen), "both are asked for together"
    counting = [json.loads(each.body.splitlines()[-1]) for each in server.requests]
    assert "aggs" in counting[0]
    assert counting == [counting[0]] * len(chosen)


def test_mistyped_words_are_put_right_and_said(server, organization) -> None:
    found = ask(organization, text="confrence", order="relevance")
    assert (found.corrected, found.is_degraded) == ("conference", False)
    assert set(titles(found)) == {"Jazz Conference", "Rust Conférence", "A ferry tour"}
    assert ask(organization, text="xqzwvut").corrected == ""
    mistyped, right = (
        EventSearch(organization_id=organization.id, text=each)
        for each in ("confrence", "conference")
    )
    assert public_search.facet_labels_of(mistyped) == public_search.facet_labels_of(right)


def test_words_that_more_events_have_are_named_by_both(server, organization) -> None:
    made = make_organization()
    for number, title in enumerate(("Zarabando", "Zarabanda", "Big zarabanda", "Late zarabanda")):
        start = SOON + timedelta(days=60 + number)
        make_shop(made, title=title, starts_at=start, ends_at=start + timedelta(hours=1))
    drain()
    server.send()
    for text, expected in (("zarabando", "zarabanda"), ("zarabanda", ""), ("zarabando late", "")):
        by_server = ask(made, text=text)
        server.fail()
        by_database = ask(made, text=text)
        server.recover()
        assert (by_server.is_degraded, by_database.is_degraded) == (False, True)
        assert (by_server.did_you_mean, by_database.did_you_mean) == (expected, expected), text


def test_some_of_the_words_and_words_of_other_languages_suffice_on_both(
    server, organization
) -> None:
    for text, is_loose in (("gala jazz", True), ("Konferenz", False), ("सम्मेलन", False)):
        search = EventSearch(organization_id=organization.id, text=text, order="relevance")
        by_server = public_search.search(search, PageRequest())
        first = public_search.search(search, PageRequest(limit=1))
        rest = public_search.search(search, page_request(first.events.next_cursor, 50))
        server.fail()
        by_database = public_search.search(search, PageRequest())
        server.recover()
        assert (by_server.is_degraded, by_server.is_loose) == (False, is_loose), text
        assert by_database.is_loose == is_loose, text
        assert len(titles(by_server)) == 3, text
        assert set(titles(by_server)) == set(titles(by_database)), text
        assert titles(first) + titles(rest) == titles(by_server), text


def test_pages_go_on_in_the_database_when_the_server_fails_between_them(
    server, organization
) -> None:
    for order in ({"order": "date"}, {"order": "price"}, {"text": "night", "order": "relevance"}):
        search = EventSearch(organization_id=organization.id, **order)
        seen: list[str] = []
        whole = titles(public_search.search(search, PageRequest()))
        cursor = None
        for number in range(len(whole)):
            found = public_search.search(search, page_request(cursor, 1))
            seen += titles(found)
            cursor = found.events.next_cursor
            assert found.is_degraded == (number > 0)
            server.fail()
        server.recover()
        if "text" not in order:
            assert seen == whole
            assert cursor is None
        assert len(set(seen)) == len(seen)


def test_what_is_typed_is_never_a_query(server, organization, client) -> None:
    for text in HOSTILE:
        assert not ask(organization, text=text, place=text, order="relevance").is_degraded
        public_search.suggest(text)
    path = "/api/v1/events"
    refused = client.get(path, query_string={"q": "x" * 10_000})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "?q"
    tampered = client.get(path, query_string={"cursor": "bm9uc2Vuc2U"})
    assert tampered.status_code == 422
    found = client.get(path, query_string={"q": "title:* OR conference"})
    assert (found.status_code, found.json["items"], found.json["is_degraded"]) == (200, [], False)


def test_an_event_that_was_taken_back_is_not_shown_before_the_index_hears_of_it(
    server, organization
) -> None:
    shop = make_shop(organization, title="Short lived", starts_at=SOON + timedelta(days=40),
                     ends_at=SOON + timedelta(days=41))  # fmt: skip
    drain()
    server.send()
    assert titles(ask(organization, text="lived")) == ["Short lived"]
    organizer = context_of(organization, organization.owner)
    events.act_on_event(organizer, shop.event_id, events.Action.UNPUBLISH)
    drain()
    found = ask(organization, text="lived")
    assert (titles(found), found.is_degraded) == ([], False)
    server.send()


def test_suggestions_are_the_same_and_a_page_says_what_is_missing(
    server, organization, client
) -> None:
    for typed in ("confer", "lant", "mus", "nair", "häus", "munich", "ميون"):
        by_server = set(public_search.suggest(typed))
        server.fail()
        by_database = set(public_search.suggest(typed))
        server.recover()
        for some, others in ((by_server, by_database), (by_database, by_server)):
            kinds = {each.kind for each in some if each.label in LABELS}
            assert kinds <= {each.kind for each in others}, typed
        cities = {each.label for each in by_database if each.kind == "city"}
        assert cities == {each.label for each in by_server if each.kind == "city"}, typed
        assert "München" in cities or typed not in ("munich", "ميون")
    shown = client.get("/events", query_string={"q": "conference"})
    assert LIMITED not in shown.text
    server.fail()
    shown = client.get("/events", query_string={"q": "conference"})
    assert shown.status_code == 200
    assert LIMITED in shown.text
    assert client.get("/api/v1/events").json["is_degraded"] is True


PARTS: tuple[dict[str, Any], ...] = (
    {"error": {"type": "es_rejected_execution_exception"}, "status": 429},
    {"error": {"type": "search_phase_execution_exception"}, "status": 503},
    {"error": {"type": "parsing_exception"}, "status": 400},
    {"timed_out": True, "hits": {"total": {"value": 0}, "hits": []}, "status": 200},
    {"status": 200},
)


@pytest.mark.parametrize("part", PARTS)
def test_where_one_of_two_searches_fails_the_database_answers_both(
    server, organization, part: dict[str, Any]
) -> None:
    whole = ask(organization, text="conference", order="relevance")

    def spoilt(request: Request) -> Reply | None:
        nothing = {"timed_out": False, "hits": {"total": {"value": 0}, "hits": []}, "status": 200}
        is_several = request.path.endswith("_msearch")
        return reply(200, {"responses": [nothing, part]}) if is_several else None

    server.trouble = spoilt
    found = ask(organization, text="conference", order="relevance")
    server.recover()
    assert (found.is_degraded, set(titles(found))) == (True, set(titles(whole)))


def test_an_index_of_other_documents_is_not_asked_and_finds_all_once_it_is_made_anew(
    server, organization, monkeypatch
) -> None:
    """After an upgrade it would find too little; before one it serves whoever knows it."""
    layout, before = documents.LAYOUT, server.alias
    monkeypatch.setattr(documents, "LAYOUT", layout + 1)
    found = ask(organization, text="conference")
    assert (found.is_degraded, len(titles(found))) == (True, 3), "the database answers meanwhile"
    monkeypatch.setattr(documents, "LAYOUT", layout)
    assert not ask(organization, text="conference").is_degraded
    for each in (layout + 1, layout):
        monkeypatch.setattr(documents, "LAYOUT", each)
        server.serve()
        found = ask(organization, text="conference")
        assert (found.is_degraded, len(titles(found))) == (False, 3)
        assert (server.alias == before) == (each == layout)
        assert search_index.check_all(JOB)["events"].drift == 0


@pytest.mark.parametrize("status", [200, 403, 404, 503])
def test_an_index_is_put_together_once_it_serves_where_that_may_be_done(
    server, status: int
) -> None:
    asked: list[str] = []

    def refusing(request: Request) -> Reply | None:
        if not request.path.endswith("_forcemerge"):
            return None
        asked.append(request.path)
        return reply(status, {"error": {"type": "security_exception"}, "status": status})

    server.trouble = refusing
    new = server.port.begin("others")
    server.port.replace("others", new)
    assert len(asked) == 1
    assert server.port.search("others", Query(scope="public", must_exist=True)).total == 0
    server.port.drop(new)


def test_what_costs_as_much_stands_by_its_date_on_both(server, organization) -> None:
    cheapest = ["Jazz Conference", "Night of novels", "Brass band"]
    found = ask(organization, order="price")
    assert (titles(found)[:3], found.is_degraded) == (cheapest, False)
    server.fail()
    found = ask(organization, order="price")
    assert (titles(found)[:3], found.is_degraded) == (cheapest, True)


def test_a_word_in_a_title_comes_before_one_said_again_and_again(server, organization) -> None:
    ends_at = SOON + timedelta(days=50)
    made = [
        _shop(organization, title, summary=summary, starts_at=SOON, ends_at=ends_at)
        for title, summary in (("Zirconia", ""), ("Stones", "zirconia zirconia zirconia"))
    ]
    drain()
    server.send()
    found = ask(organization, text="zirconia", order="relevance")
    organizer = context_of(organization, organization.owner)
    for each in made:
        events.act_on_event(organizer, each.event_id, events.Action.UNPUBLISH)
    drain()
    server.send()
    assert (titles(found), found.is_degraded) == (["Zirconia", "Stones"], False)
