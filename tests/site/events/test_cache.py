"""Pages are kept while they are right, and right again soon after a change."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from tests.factories.redis_lines import redis_of
from tests.factories.work import drain
from tests.site.conftest import Place

from turnout.kernel import cache, runtime
from turnout.kernel.cache import RedisClient
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.inventory import api as inventory
from turnout.site.events import cache as page_cache


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a second had passed between any two requests."""
    monkeypatch.setattr(page_cache, "LOOK_SECONDS", 0.0)


def read(client: FlaskClient, place: Place) -> str:
    return client.get(place.path).get_data(as_text=True)


def read_twice(client: FlaskClient, place: Place) -> str:
    """The first makes the page, the second asks for its mark: from then on Redis knows it."""
    read(client, place)
    return read(client, place)


def sell(place: Place, name: str, number: int) -> None:
    event = discovery.find_event(*place.path.strip("/").split("/"))
    assert event is not None
    pool = next(offer.pool_id for offer in event.page.offers if offer.name == name)
    with transaction(place.shop.organizer) as tx:
        inventory.take(tx, {pool: number})
    forget_stock()


def forget_stock() -> None:
    """As if the second had passed for which numbers are kept."""
    link = runtime.current().redis
    for name in redis_of(link).scan_iter("turnout:*:site:stock:*"):
        cache.delete(link, name.decode())


def test_an_unchanged_page_is_not_sent_again(client, place: Place) -> None:
    first = client.get(place.path)
    etag = first.headers["ETag"]
    again = client.get(place.path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == etag


def test_a_kept_page_costs_no_statement(client, place: Place, statements: list[str]) -> None:
    read_twice(client, place)
    statements.clear()
    read(client, place)
    assert statements == []


def test_a_page_that_has_to_be_made_costs_at_most_three_statements(
    client, place: Place, statements: list[str]
) -> None:
    statements.clear()
    read(client, place)
    assert 1 <= len(statements) <= 3


def test_a_change_shows_and_gives_the_page_another_mark(client, place: Place) -> None:
    before = client.get(place.path)
    place.change(title="Lantern Morning")
    after = client.get(place.path)
    assert "Lantern Morning" in after.get_data(as_text=True)
    assert before.headers["ETag"] != after.headers["ETag"]
    stale = client.get(place.path, headers={"If-None-Match": before.headers["ETag"]})
    assert stale.status_code == 200


def test_numbers_move_without_the_page_being_made_again(
    client, place: Place, statements: list[str]
) -> None:
    assert "Only 3 left" in read_twice(client, place)
    sell(place, "Supper", 1)
    statements.clear()
    assert "Only 2 left" in read(client, place)
    assert len(statements) == 1, "the counters alone"


def test_the_last_ticket_sold_shows_everywhere_on_the_page(client, place: Place) -> None:
    read(client, place)
    sell(place, "Supper", 3)
    text = read(client, place)
    assert "Sold out" in text
    assert "https://schema.org/SoldOut" in text


def test_live_numbers_come_as_json(client, place: Place) -> None:
    sell(place, "Supper", 2)
    answer = client.get(f"{place.path}/availability.json")
    assert json.loads(answer.data)["tickets"][1] == {
        "id": answer.get_json()["tickets"][1]["id"], "state": "few", "remaining": 1,
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "public, max-age=1"


def test_a_page_that_is_taken_away_is_gone(client, place: Place) -> None:
    from turnout.modules.events import api as events

    read(client, place)
    events.change_event(place.shop.organizer, place.event_id, {"visibility": events.Visibility.PRIVATE},
                        version=None)  # fmt: skip
    drain()
    assert client.get(place.path).status_code == 404


def test_without_redis_pages_are_right_and_only_slower(
    client, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(client, place)
    away = RedisClient.to("redis://127.0.0.1:1/0", timeout_seconds=0.05)
    monkeypatch.setattr(runtime.current(), "redis", away)
    assert "Only 3 left" in read(client, place)
    place.change(title="Without Redis")
    assert "Without Redis" in read(client, place)


def test_browsers_that_take_gzip_get_the_same_page_packed(client, place: Place) -> None:
    plain = client.get(place.path)
    packed = client.get(place.path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_each_organization_has_its_own_numbers(client, place: Place) -> None:
    names = [
        name.decode()
        for name in redis_of(runtime.current().redis).scan_iter("turnout:*:site:stock:*")
    ]
    read(client, place)
    made = [
        name.decode()
        for name in redis_of(runtime.current().redis).scan_iter("turnout:*:site:stock:*")
        if name.decode() not in names
    ]
    assert all(str(place.shop.organization.id) in name for name in made)
    assert made


def test_many_readers_at_once_see_the_change_and_no_mixture(app, place: Place) -> None:
    def seen(_: int) -> str:
        with app.test_client() as reader:
            text = reader.get(place.path, headers={"Host": "turnout.test"}).get_data(as_text=True)
        return text[text.index("<title>") : text.index("</title>")]

    with ThreadPoolExecutor(8) as readers:
        before = set(readers.map(seen, range(24)))
        place.change(title="Lantern Noon")
        meanwhile = set(readers.map(seen, range(24)))
    assert len(before) == 1
    assert seen(0).startswith("<title>Lantern Noon")
    assert meanwhile <= {*before, seen(0)}
