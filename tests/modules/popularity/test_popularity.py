"""Events are ranked by what people did lately; the order says it and no answer says how much."""

from datetime import timedelta

import pytest
from tests.factories.people import make_user, person_context
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.modules.popularity import queries, rules, service
from turnout.modules.public_search import api as public_search
from turnout.modules.visits.api import VisitSource
from turnout.modules.visits.queries import add_hours

JOB = SystemContext(job="popularity.rank")


@pytest.mark.parametrize(
    ("points", "standings"),
    [
        ([], []),
        ([0.0, 0.0], [0, 0]),
        ([3.0], [100]),
        ([0.0, 1.0, 2.0, 2.0], [0, 50, 100, 100]),
        ([float(each) for each in range(1, 401)], [-(-each // 4) for each in range(1, 401)]),
    ],
)
def test_an_event_stands_in_a_hundredth_of_those_with_points(points, standings) -> None:
    ids = [new_id() for _ in points]
    found = rules.standings(dict(zip(ids, points, strict=True)))
    assert [found[each] for each in ids] == standings


@pytest.fixture
def word(queued) -> str:
    return f"w{new_id().hex[:12]}"


def sell(client, shop: MadeShop) -> None:
    """Sixteen tickets of two types in one order."""
    basket = shop.basket(shop.add_type(), shop.add_type(), quantity=8)
    placed = client.post(shop.orders_path, json=basket)
    assert placed.status_code == 201, placed.json


def titles(word: str) -> list[str]:
    wanted = public_search.EventSearch(text=word, order="popularity")
    found = public_search.search(wanted, PageRequest()).events.items
    return [each.title.removeprefix(f"{word} ") for each in found]


def test_what_people_did_lately_orders_and_is_written_where_it_changed(client, word) -> None:
    shops = {
        name: make_shop(
            title=f"{word} {name}",
            starts_at=(start := clock.now() + timedelta(days=60 + number)),
            ends_at=start + timedelta(hours=1),
        )
        for number, name in enumerate(("quiet", "liked", "seen", "bulk"))
    }
    sell(client, shops["bulk"])
    liked = shops["liked"]
    fan = person_context(make_user())
    participation.add_favourite(fan, liked.organization.id, liked.event_id)
    seen = shops["seen"]
    with transaction(seen.organizer) as tx:
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        counts = {"seen": 900, "started": 900}
        add_hours(tx, {(seen.event_id, hour, each, VisitSource()): n for each, n in counts.items()})
    drain()
    with clock.frozen(clock.now() + timedelta(days=7)):
        for name, points in (("bulk", 5.0), ("liked", 0.25), ("seen", 1.0), ("quiet", 0.0)):
            with transaction(shops[name].organizer) as tx:
                found = queries.sum_points(tx, [shops[name].event_id]).get(
                    shops[name].event_id, 0.0
                )
            assert found == pytest.approx(points, rel=0.01), (
                "ten of an order and a hundred of an hour count, a week later half"
            )
        assert service.rank_events(JOB) >= 2
        assert titles(word) == ["bulk", "seen", "liked", "quiet"]
        assert service.rank_events(JOB) == 0, "nothing is written that is so already"
    answer = client.get("/api/v1/events", query_string={"q": word, "order": "popularity"})
    assert [each["title"] for each in answer.json["items"]][-1] == f"{word} quiet"
    assert not any("popular" in name for each in answer.json["items"] for name in each)
    assert "Most popular first" in client.get(f"/events?q={word}&sort=popularity").text
    discovery.index_event(liked.organizer, liked.event_id)
    assert titles(word)[-1] == "quiet", "indexing an event again leaves it where it stands"
