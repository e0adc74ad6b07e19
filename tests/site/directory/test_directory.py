"""The directory: what an address asks for is shown, can be narrowed, widened, shared and mapped."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from flask.testing import FlaskClient
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import HOSTILE, elements, html
from tests.site.schema_org import graph_of

from turnout.app import add_pages
from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search import service as public_search_service
from turnout.modules.public_search.queries import bounds
from turnout.site.directory import maps, query_params, search


def located(title: str, latitude: float, longitude: float, **values: object) -> Place:
    where = events.Location(name="Hall", city="Ghent", latitude=latitude, longitude=longitude)
    return open_place(title=title, location=where, **values)


@pytest.fixture
def word(client, queued) -> str:
    """A word that only this test's events have."""
    return f"w{new_id().hex[:12]}"


def fields(text: str, name: str) -> list[dict[str, str | None]]:
    return [one for tag, one in elements(text) if tag == "input" and one.get("name") == name]


def test_every_filter_of_the_address_is_in_the_form_and_can_be_taken_back(client, word) -> None:
    place = open_place(title=f"Zither {word}", tags=("strings", word), category="Folk")
    place.shop.add_type(price_minor=900)
    drain()
    query = f"q={word}&tag={word}&category=Folk&spoken=en&most=20&currency=EUR&kind=in_person"
    text = html(client, f"/events?{query}&sort=price")
    assert f'href="{place.path}"' in text
    chosen = {str(one["value"]) for name in ("tag", "category", "spoken", "kind")
              for one in fields(text, name) if "checked" in one}  # fmt: skip
    assert chosen == {word, "Folk", "en", "in_person"}
    assert fields(text, "most")[0]["value"] == "20"
    assert '<option value="price" selected>' in text
    taken = re.findall(r'<a class="tag" href="(/events\?[^"]*)" aria-label="Remove filter', text)
    assert len(taken) == 6
    for each in taken:
        left = parse_qs(urlsplit(each.replace("&amp;", "&")).query)
        assert len(left) == 7, "one is gone, the order and the currency stay"
    assert html(client, f"/events?q={word}&most=5&currency=EUR").count(place.path) == 0


def test_of_very_many_events_the_page_says_how_many_there_are_at_least(
    client, queued, word, monkeypatch
) -> None:
    for number in range(3):
        open_place(title=f"{word} {number}", category="Folk")
    drain()
    page = html(client, f"/events?q={word}")
    assert "<strong>3 events</strong>" in page
    assert '<span class="check__count number">3</span>' in page
    monkeypatch.setattr(bounds, "MOST_COUNTED", 2)
    page = html(client, f"/events?q={word}")
    assert "<strong>More than 2 events</strong>" in page
    assert '<span class="check__count number">3+</span>' in page


ASKED = (
    ("tag=jazz", "tag=jazz", "one"),
    ("tag=jazz&tag=folk", "tag=jazz&tag=folk", "one two"),
    ("spoken=nl", "language=nl", "one"),
    ("category=Quayside", "category=Quayside", "two"),
    ("kind=online", "kind=online", "three"),
    ("free=1", "free=true", "three"),
    ("most=10&currency=EUR", "most_minor=1000&currency=EUR", "one three"),
    ("most=10,00&currency=EUR", "most_minor=1000&currency=EUR", "one three"),
    ("most=١٠&currency=EUR", "most_minor=1000&currency=EUR", "one three"),
    ("most=10&currency=CHF", "most_minor=1000&currency=CHF", "three"),
    ("near=51.22,4.4&within=25", "latitude=51.22&longitude=4.4&within_km=25", "one"),
    ("near=51.22,4.4", "latitude=51.22&longitude=4.4", "one two"),
    ("place=Anvers&within=10", "place=Anvers&within_km=10", "one"),
    ("place=Brussels&plain=Brussels", "place=Brussels", "two"),
    ("place=Hall&near=51.22,4.4", "place=Hall&latitude=51.22&longitude=4.4", "one two"),
    ("box=4.3,51,4.5,52", "box=4.3,51,4.5,52", "one"),
    ("sort=price", "order=price", "three one two"),
    ("from=2031-01-02", "from=2031-01-02", "two three"),
    ("until=2031-01-01", "until=2031-01-01", "one"),
)


def test_the_page_and_the_api_take_the_same_filters(client, word) -> None:
    cities = {"Antwerp": (51.2194, 4.4025), "Brussels": (50.8503, 4.3517)}
    rows = (
        ("one", "Antwerp", 900, {"tags": ("jazz",), "language": "nl"}),
        ("two", "Brussels", 2500, {"tags": ("folk",), "category": "Quayside"}),
        ("three", "", 0, {"kind": events.EventKind.ONLINE, "location": None}),
    )
    for day, (name, city, price, values) in enumerate(rows, 1):
        start = datetime(2031, 1, day, 12, tzinfo=UTC)
        values |= {"starts_at": start, "ends_at": start + timedelta(hours=2)}
        if city:
            latitude, longitude = cities[city]
            values["location"] = events.Location(
                name="Hall", city=city, country="BE", latitude=latitude, longitude=longitude
            )
        else:
            values["online_url"] = "https://meet.example/room"
        open_place(title=f"{word} {name}", **values).shop.add_type(price_minor=price)
    drain()
    for page, api, expected in ASKED:
        text = html(client, f"/events?q={word}&{page}")
        answer = client.get(f"/api/v1/events?q={word}&{api}").json
        found = [each["title"].removeprefix(f"{word} ") for each in answer["items"]]
        shown = list(dict.fromkeys(re.findall(rf">{word} (one|two|three)<", text)))
        ordered = "sort=" in page
        assert (found if ordered else sorted(found)) == (
            expected.split() if ordered else sorted(expected.split())
        ), api
        assert sorted(shown) == sorted(found), page


SPANS = (
    ("2026-11-24", ("2026-11-27", "2026-11-29")),  # a Tuesday: from Friday on
    ("2026-11-27", (None, "2026-11-29")),  # on Friday itself, and later, what is left of it
    ("2026-11-29", (None, "2026-11-29")),
    ("2026-11-30", ("2026-12-04", "2026-12-06")),
)


@pytest.mark.parametrize(("today", "weekend"), SPANS)
def test_the_next_weekend_is_the_one_of_this_week(today, weekend) -> None:
    day = date.fromisoformat(today)
    first, second, third = search.date_spans(
        public_search.EventSearch(), [("q", "oboe")], today=day
    )
    asked = parse_qs(urlsplit(first.url).query)
    assert (asked.get("from", [None])[0], asked["until"][0]) == weekend
    assert asked["q"] == ["oboe"]
    until = [parse_qs(urlsplit(each.url).query)["until"][0] for each in (second, third)]
    assert until == [str(day + timedelta(days=days)) for days in (7, 30)]


def test_dates_that_many_ask_for_are_one_press_away_and_taken_back_by_another(client, word) -> None:
    soon = clock.now().replace(microsecond=0) + timedelta(days=3)
    near = open_place(title=f"Near {word}", starts_at=soon, ends_at=soon + timedelta(hours=2))
    far = open_place(title=f"Far {word}")
    text = html(client, f"/events?q={word}&from=2001-01-01")
    pattern = r'<a class="tag([^"]*)" href="([^"]*)" rel="nofollow"[^>]*>Next 7 days'
    [(look, url)] = re.findall(pattern, text)
    assert look == ""
    text = html(client, url.replace("&amp;", "&"))
    assert f'href="{near.path}"' in text
    assert f'href="{far.path}"' not in text
    [(look, url)] = re.findall(pattern, text)
    assert (look, url) == (" tag--accent", f"/events?q={word}")
    assert "Remove filter: until" not in text, "the span says it already"


def test_the_number_found_and_the_pages_are_right(client, word) -> None:
    for number in range(query_params.PAGE_SIZE + 3):
        open_place(title=f"{word} {number:02}")
    first = html(client, f"/events?q={word}&sort=date")
    assert f"{query_params.PAGE_SIZE + 3} events" in first
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more is not None
    second = html(client, more[1].replace("&amp;", "&"))
    titles = [set(re.findall(rf"{word} \d\d", page)) for page in (first, second)]
    assert (len(titles[0]), len(titles[1])) == (query_params.PAGE_SIZE, 3)
    assert titles[0].isdisjoint(titles[1])


def test_a_place_is_a_city_by_any_of_its_names_or_words(client, word) -> None:
    where = events.Location(name="Saal", city="München", country="DE")
    here = open_place(title=f"{word} here", location=where)
    away = open_place(title=f"{word} away", location=events.Location(name="Munich Bar"))
    drain()

    def links(text: str) -> list[str]:
        notice = text.partition('id="searched-place"')[2].partition("</p>")[0]
        return [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)"', notice)]

    for name in ("Munich", "m%C3%BCnchen", "%D9%85%D9%8A%D9%88%D9%86%D8%AE"):
        text = html(client, f"/events?q={word}&place={name}&within=25")
        assert "Within 25 km of Munich, Germany." in text, name
        assert (here.path in text, away.path in text) == (True, False)
    text = html(client, f"/events?q={word}&place=Munich")
    assert '<option value="distance"' in text
    feed = client.get(f"/events/feed.xml?q={word}&place=Munich").get_data(as_text=True)
    assert (here.path in feed, away.path in feed) == (True, False)
    [plain] = links(text)
    text = html(client, plain)
    assert (here.path in text, away.path in text) == (False, True), "words of the place"
    [around] = links(text)
    assert here.path in html(client, around)
    text = html(client, f"/events?q={word}&place=Munihc")
    assert "Nothing is in “Munihc”." in text
    assert here.path in text
    text = html(client, f"/events?place=Valencia&q={word}&lang=ar")
    assert "فنزويلا" in text
    assert any("city=2509954" in each for each in links(text)), "the other ones are offered"
    chosen = html(client, f"/events?place=Valencia&city=2509954&q={word}&lang=es")
    assert "Valencia, España" in chosen
    stale = html(client, f"/events?place=Lisbon&city=2509954&plain=Munich&q={word}")
    assert "Lisbon, Portugal" in stale, "what was meant by another place says nothing of this one"


TILES = "https://tiles.example/{z}/{x}/{y}.png"


@pytest.fixture
def mapped(app: Flask) -> FlaskClient:
    """A visitor of an installation with a source of tiles that is not its own."""
    settings = runtime.current().settings
    other = Flask("turnout", static_folder=None)
    other.config.update(app.config)
    add_pages(
        other, settings.model_copy(update={"tiles_url": TILES, "tiles_credit": "© Them"}), dict
    )
    return other.test_client()


def map_of(text: str) -> dict[str, str | None]:
    [found] = [one for _, one in elements(text) if "data-map" in one]
    return found


def test_the_map_has_a_pin_for_every_event_and_searches_where_it_was_moved(mapped, word) -> None:
    near = located(f"{word} near", 51.05, 3.72)
    far = located(f"{word} far", 38.7, -9.1)
    text = html(mapped, f"/events?q={word}&view=map")
    drawn = map_of(text)
    pins = json.loads(str(drawn["data-points"]))
    assert {pin["url"] for pin in pins} == {near.path, far.path}
    assert {pin["latitude"] for pin in pins} == {51.05, 38.7}
    here = str(drawn["data-here"]).replace("BOX", "3.6,51.0,3.8,51.1")
    closer = html(mapped, here)
    assert f"{word} near" in closer
    assert f"{word} far" not in closer
    assert "Show everywhere" in closer


def test_a_foreign_map_is_asked_for_and_opens_the_policy_for_its_host_alone(mapped, word) -> None:
    place = located(word, 51.05, 3.72)
    for path in (place.path, f"/events?q={word}&view=map"):
        answer = mapped.get(path)
        text = answer.get_data(as_text=True)
        assert "The map comes from tiles.example" in text
        assert "<image" not in text
        policy = answer.headers["Content-Security-Policy"]
        assert "img-src 'self' https://tiles.example data:" in policy
        assert "connect-src 'self' https://tiles.example" in policy
        assert policy.count("https://") == 2
    assert "tiles.example" not in mapped.get("/events").headers["Content-Security-Policy"]


@pytest.mark.usefixtures("running")
def test_tiles_of_our_own_need_no_consent() -> None:
    own = runtime.current().settings.model_copy(
        update={"tiles_url": "http://turnout.test/tiles/{z}/{x}/{y}", "tiles_credit": ""}
    )
    source = maps.source_of(own)
    assert source is not None
    assert (source.host, source.origin) == ("", "")


def test_without_a_source_of_tiles_there_is_an_address_and_no_map(client, word) -> None:
    place = located(word, 51.05, 3.72)
    text = html(client, place.path)
    assert "Open in maps" in text
    assert "https://www.openstreetmap.org/?mlat=51.05" in text
    for path in (place.path, f"/events?q={word}", f"/events?q={word}&view=map"):
        assert "data-map" not in html(client, path)
        assert '<nav class="switch"' not in html(client, path)
    assert maps.source_of(runtime.current().settings) is None


def test_the_start_page_leads_to_the_map_only_where_there_is_one(client, mapped, word) -> None:
    located(f"Ghent {word}", 51.05, 3.72)
    assert 'href="/events?view=map"' in html(mapped, "/")
    assert "view=map" not in html(client, "/")


def test_the_start_page_leads_organizers_to_their_first_event(client, queued) -> None:
    text = html(client, "/")
    head, _, page = text.partition("<main")
    for part in (head, page):
        assert re.search(r'<a [^>]*for-guests[^>]* href="/sign-up">Create an event', part)
    assert 'for-people" href="/account#organizations"' in page


def test_what_has_no_place_on_the_map_is_told_and_listed(mapped, word) -> None:
    place = open_place(title=f"{word} nowhere")
    text = html(mapped, f"/events?q={word}&view=map")
    assert "1 event has no place on the map" in text
    assert f'href="{place.path}"' in text


def test_a_map_that_cannot_show_all_says_that_it_shows_the_soonest(
    mapped, word, monkeypatch
) -> None:
    for number in range(3):
        located(f"{word} {number}", 51 + number / 100, 3.72)
    whole = html(mapped, f"/events?q={word}&view=map")
    for module in (public_search, public_search_service):
        monkeypatch.setattr(module, "MOST_MAP_POINTS", 2)
    part = html(mapped, f"/events?q={word}&view=map")
    told = "The map shows the soonest 2; a smaller area shows others."
    assert told in part
    assert told not in whole
    for text in (whole, part):
        assert "no place on the map" not in text


def test_near_finds_within_a_circle_and_says_the_distances(client, word) -> None:
    located(f"{word} here", 51.05, 3.72)
    located(f"{word} there", 38.7, -9.1)
    text = html(client, f"/events?q={word}&near=51.0,3.7&within=25")
    assert f"{word} here" in text
    assert f"{word} there" not in text
    assert '<option value="25" selected>' in text
    assert '<option value="distance"' in text


@pytest.mark.parametrize(
    "query",
    ["near=1", "near=a,b", "near=nan,1", "near=91,0", "near=1e999,0", "box=1,2,3", "box=0,9,9,0",
     "box=-181,0,0,1", "within=-1&near=1,1", "most=-5", "most=1e9", "most=99999999999999",
     "currency=%00", "sort=chaos", "view=cinema", "spoken=%00", "tag=%00&tag=x"],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(client, queued, query: str) -> None:
    assert "Events" in html(client, f"/events?{query}")
    assert "Events" in html(client, f"/events?{query}&view=map")


@pytest.mark.parametrize(
    "query",
    ["near=91,0", "near=here", "box=1,2,3", "most=cheap", "from=tomorrow", "until=2026-13-01",
     "kind=gala", "ticket_kind=gold", "free=yes"],
)  # fmt: skip
def test_what_filters_nothing_is_not_said_to_filter(client, queued, query: str) -> None:
    text = html(client, f"/events?q=lantern&{query}")
    assert 'href="/events"' in text  # without the words, all that is in force
    assert urlencode(parse_qsl(query)) not in text
    assert "near you" not in text


def test_only_known_parts_of_the_address_are_passed_on(client, queued) -> None:
    text = html(client, "/events?view=map&evil=%22%3E%3Cscript%3E&next=https://evil.example")
    assert "evil" not in text


def test_the_directory_costs_a_fixed_number_of_statements(client, mapped, word, statements) -> None:
    for number in range(3):
        located(f"{word} {number}", 51.05, 3.72 + number)
    narrow = f"?q={word}&tag=a&tag=b&spoken=en&near=51,3.7&kind=online"
    for query, finding_words in (("", 0), (f"?q={word}", 2), (narrow, 4)):
        statements.clear()
        html(client, f"/events{query}")
        # One more where something is sold: what is left of it.
        assert len(statements) - finding_words in (3, 4)
    statements.clear()
    html(mapped, f"/events?q={word}&view=map")
    assert len(statements) - 3 in (4, 5)


def test_the_start_page_costs_a_fixed_number_of_statements(client, word, statements) -> None:
    located(f"{word}", 51.05, 3.72)
    statements.clear()
    text = html(client, "/")
    assert len(statements) in (5, 6)
    assert {"WebSite", "ItemList"} == {entry["@type"] for entry in graph_of(text)}
    assert 'data-suggest="/events/suggestions.json"' in text
    assert "Ghent" in text or "Where things happen" in text


def test_suggestions_are_data_and_lead_to_pages_of_ours(client, word) -> None:
    place = open_place(title=f"{word} {HOSTILE}", category=f"{word} <b>")
    answer = client.get(f"/events/suggestions.json?q={word[:-1]}")
    assert answer.mimetype == "application/json"
    items = json.loads(answer.data)["items"]
    assert place.path in {one["url"] for one in items}
    assert all(one["url"].startswith("/") and not one["url"].startswith("//") for one in items)
    for query in ("", "?q=", "?q=a", "?q=%00%ff", "?q=" + "x" * 9000):
        assert client.get(f"/events/suggestions.json{query}").status_code == 200


def test_a_search_can_be_followed_as_feed_and_as_calendar(client, word) -> None:
    place = open_place(title=f"{word} evening", tags=(word,))
    text = html(client, f"/events?tag={word}")
    feed = re.search(r'href="(/events/feed.xml[^"]*)"', text)
    assert feed is not None
    items = fromstring(client.get(feed[1]).data).findall("./channel/item/link")
    assert [item.text for item in items] == [f"http://turnout.test{place.path}"]
    calendar = client.get(f"/events/calendar.ics?tag={word}").get_data(as_text=True)
    assert f"SUMMARY:{word} evening" in calendar


def test_a_page_that_the_browser_has_is_not_sent_again(client, word) -> None:
    open_place(title=word)
    for path in (f"/events?q={word}", "/robots.txt", "/sitemap.xml"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_change_is_in_the_directory_at_once(client, word) -> None:
    place = open_place(title=word)
    place.change(title=f"{word} moved")
    assert f"{word} moved" in html(client, f"/events?q={word}")
