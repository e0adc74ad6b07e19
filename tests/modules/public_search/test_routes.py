"""The public search over HTTP."""

from typing import Any

import pytest
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel.ids import new_id
from turnout.modules.events import api as events

pytestmark = pytest.mark.usefixtures("queued")


def test_anybody_finds_public_events_page_by_page(client) -> None:
    word = f"w{new_id().hex}"
    for number in range(3):
        make_shop(title=f"{word} {number}", category="Music").add_type(price_minor=700)
    drain()
    first = client.get("/api/v1/events", query_string={"q": word, "limit": 2}).get_json()
    assert len(first["items"]) == 2
    assert first["categories"] == [{"value": "Music", "count": 3}]
    assert first["items"][0]["price_minor"] == 700
    assert first["items"][0]["organization"]["slug"]
    query = {"q": word, "limit": 2, "cursor": first["next_cursor"]}
    rest = client.get("/api/v1/events", query_string=query).get_json()
    titles = [each["title"] for each in (*first["items"], *rest["items"])]
    assert sorted(titles) == [f"{word} {number}" for number in range(3)]
    assert rest["next_cursor"] is None


def test_what_was_searched_for_instead_of_a_mistyped_word_is_said(client) -> None:
    make_shop(title="Blinkenfair")
    drain()
    told = client.get("/api/v1/events", query_string={"q": "blinkenfiar"}).get_json()
    assert [each["title"] for each in told["items"]] == ["Blinkenfair"]
    assert told["corrected"] == "blinkenfair"
    assert client.get("/api/v1/events", query_string={"q": "blinkenfair"}).json["corrected"] == ""


def test_words_that_more_events_have_are_named_where_little_is_found(client) -> None:
    word = new_id().hex[-10:].translate(str.maketrans("0123456789", "ghijklmnop"))
    common, rare = f"zq{word}lon", f"zq{word}len"

    def told(text: str, **asked: Any) -> tuple[int, str]:
        answer = client.get("/api/v1/events", query_string={"q": text, **asked}).get_json()
        assert answer["corrected"] == ""
        return len(answer["items"]), answer["did_you_mean"]

    make_shop(title=f"A {rare}")
    for number in range(2):
        make_shop(title=f"The {common} {number}", category="Quayside")
    drain()
    assert told(rare) == (1, ""), "two are as little"
    make_shop(title=f"The {common} again", category="Market")
    drain()
    assert told(rare) == (1, common)
    assert told(common) == (3, "")
    assert told(rare, kind="online")[1] == ""
    assert told(rare, category="Quayside") == (0, ""), "the filters stay"
    page = client.get("/events", query_string={"q": rare, "kind": "in_person"})
    link = f'<a href="/events?q={common}&amp;kind=in_person" rel="nofollow"><bdi>{common}</bdi></a>'
    assert link in page.text
    assert "Did you mean:" not in client.get("/events", query_string={"q": common}).text


def test_a_city_is_searched_around_by_any_of_its_names(client) -> None:
    word = f"w{new_id().hex}"
    hall = events.Location(name="Halle 3", city="Garching", latitude=48.25, longitude=11.65)
    munich = events.Location(name="Halle 4", city="München", country="DE")
    make_shop(title=f"{word} near", location=hall)
    make_shop(title=f"{word} there", location=munich)
    make_shop(title=f"{word} elsewhere")
    drain()

    def found(**asked: Any) -> tuple[list[str], dict[str, Any] | None]:
        answer = client.get("/api/v1/events", query_string={"q": word, **asked}).get_json()
        titles = [each["title"].removeprefix(f"{word} ") for each in answer["items"]]
        return titles, answer["near"]

    for name in ("Munich", "münchen", "Monaco di Baviera", "ميونخ", "म्यूनिख", "Munihc"):
        titles, near = found(place=name, within_km=50, order="distance")
        assert titles == ["there", "near"], name
        assert near is not None
        assert (near["city"]["name"], near["city"]["country"]) == ("Munich", "DE")
        assert (near["within_km"], near["is_corrected"]) == (50, name == "Munihc")
    assert found(place="Munich", within_km=5)[0] == ["there"]
    assert found(place="Munich") == ([], None), "without a distance, words of places"
    assert found(place="halle 3", within_km=50) == (["near"], None)
    near = found(place="Valencia", within_km=50)[1]
    assert near is not None
    spanish = next(each for each in near["others"] if each["country"] == "ES")
    chosen = found(place="Valencia", within_km=50, city_id=spanish["id"])[1]
    assert chosen is not None
    assert chosen["city"] == spanish


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("kind=spaceship", "?kind/0"),
        ("from=yesterday", "?from"),
        ("limit=0", "?limit"),
        ("limit=101", "?limit"),
        ("cursor=nonsense", "?cursor"),
        ("order=cheapest", "?order"),
        ("radius=5", "?radius"),
        ("place=Munich&within_km=0", "?within_km"),
        ("city_id=x", "?city_id"),
        ("latitude=91&longitude=0", "?latitude"),
        ("latitude=nan&longitude=0", "?latitude"),
        ("latitude=50", "?longitude"),
        ("box=9,48,8", "?box"),
        ("box=9,49,8,48", "?box"),
        ("box=here", "?box"),
        ("tag=", "?tag/0"),
        ("language=" + "x" * 36, "?language/0"),
        ("most_minor=-1", "?most_minor"),
        ("most_minor=9.99", "?most_minor"),
        ("currency=euro", "?currency"),
        ("free=perhaps", "?free"),
    ],
)
def test_what_cannot_be_read_is_named(client, query: str, pointer: str) -> None:
    paths = ["/api/v1/events"]
    if pointer not in ("?limit", "?cursor", "?order"):
        paths.append("/api/v1/events/facets")
    for path in paths:
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.get_json()["errors"]] == [pointer]


def test_what_is_typed_is_completed_counted_and_put_on_a_map(client) -> None:
    word = f"w{new_id().hex}"
    place = events.Location(name="Hall", city="Ghent", latitude=51.05, longitude=3.72)
    make_shop(title=f"{word} here", location=place, tags=("jazz", "late"), language="nl")
    make_shop(title=f"{word} online", tags=("jazz",), kind=events.EventKind.ONLINE,
              location=None, online_url="https://meet.example/room")  # fmt: skip
    drain()

    def told(what: str, **asked: Any) -> Any:
        return client.get(f"/api/v1/events/{what}", query_string={"q": word, **asked}).get_json()

    counted = told("facets", language="nl")
    assert counted["total"] == 1
    assert counted["tags"] == [{"value": "jazz", "count": 2}, {"value": "late", "count": 1}]
    assert {each["value"] for each in counted["languages"]} == {"nl", "en"}
    [point] = told("map-points")["items"]
    assert (point["title"], point["latitude"]) == (f"{word} here", 51.05)
    assert told("map-points", box="4,50,5,52")["items"] == []
    suggested = told("suggestions")["items"]
    assert sorted(each["label"] for each in suggested) == [f"{word} here", f"{word} online"]
    assert client.get(suggested[0]["path"]).status_code == 200
    short = client.get("/api/v1/events/suggestions?q=x")
    assert [each["pointer"] for each in short.get_json()["errors"]] == ["?q"]
