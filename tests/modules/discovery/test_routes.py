"""The public search over HTTP."""

import pytest
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel.ids import new_id

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
    ],
)
def test_what_cannot_be_read_is_named(client, query: str, pointer: str) -> None:
    answer = client.get(f"/api/v1/events?{query}")
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == [pointer]
