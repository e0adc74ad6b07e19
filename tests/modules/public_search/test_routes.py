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
        ("order=price", "?order"),
        ("radius=5", "?radius"),
        ("place=Munich&within_km=0", "?within_km"),
        ("city_id=x", "?city_id"),
    ],
)
def test_what_cannot_be_read_is_named(client, query: str, pointer: str) -> None:
    answer = client.get(f"/api/v1/events?{query}")
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == [pointer]
