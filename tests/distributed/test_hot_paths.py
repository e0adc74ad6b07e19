"""What is asked often asks one node: order, scan, page and list never go to several shards.

Citus refuses to plan what would, while these tests run.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.distributed.nodes import Nodes
from tests.factories.people import bearer, context_of
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tickets import code_of, make_occasion, make_tickets
from turnout.kernel.context import SystemContext
from turnout.kernel.db import engine
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events

LEVEL = "citus.multi_task_query_log_level"
OVER_ALL = "SELECT count(*) FROM orders"


@pytest.fixture
def shop(running: Any) -> MadeShop:
    return make_shop()


@pytest.fixture
def one_shard_each(shop: MadeShop, postgres: Nodes, database_name: str) -> Iterator[None]:
    """Refuse what goes to several shards; connections begin anew, without plans of before."""
    with psycopg.connect(postgres.superuser_url(database_name), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database_name} SET {LEVEL} = 'error'")
        engine.database().dispose()
        yield
        connection.execute(f"ALTER DATABASE {database_name} RESET {LEVEL}")
    engine.database().dispose()


@pytest.mark.usefixtures("one_shard_each")
def test_what_goes_over_all_shards_is_refused() -> None:
    with (
        pytest.raises(psycopg.errors.InternalError_, match="multi-task query"),
        transaction(SystemContext(job="tests.nodes")) as tx,
    ):
        tx.ask(OVER_ALL, {})


@pytest.mark.usefixtures("one_shard_each")
def test_an_order_asks_one_node(client: Any, shop: MadeShop) -> None:
    kind = shop.add_type(capacity=5)
    for _ in range(2):
        placed = client.post(shop.orders_path, json=shop.basket(kind))
        assert placed.status_code == 201, placed.json


@pytest.mark.usefixtures("one_shard_each")
def test_a_scan_asks_one_node(client: Any, shop: MadeShop) -> None:
    occasion = make_occasion(context_of(shop.organization, shop.organization.owner))
    [ticket] = make_tickets(occasion, "Ada Lovelace")
    door = f"/api/v1/organizations/{shop.organization.id}/events/{occasion.event_id}/checkins"
    for scan in ("scan-0001", "scan-0002"):
        body = {"code": code_of(occasion, ticket), "gate": "North", "scan_id": scan}
        answer = client.post(door, json=body, headers=bearer(shop.organization.owner))
        assert answer.status_code == 200, answer.json


@pytest.mark.usefixtures("one_shard_each")
def test_a_page_asks_one_node(client: Any, shop: MadeShop) -> None:
    shop.add_type(capacity=5)
    discovery.index_organization(shop.organizer)
    discovery.index_event(shop.organizer, shop.event_id)
    with transaction(shop.organizer) as tx:
        slug = events.get_event(tx, shop.event_id).slug
    for path in (
        f"/{shop.organization.slug}/{slug}",
        f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}",
    ):
        answer = client.get(path, headers=bearer(shop.organization.owner))
        assert answer.status_code == 200, answer.data


@pytest.mark.usefixtures("one_shard_each")
@pytest.mark.parametrize(
    "listed",
    ["orders", "orders/search?q=bea", "attendees", "events", "events/{event}/attendees"],
)
def test_a_list_asks_one_node(client: Any, shop: MadeShop, listed: str) -> None:
    kind = shop.add_type(capacity=5)
    assert client.post(shop.orders_path, json=shop.basket(kind)).status_code == 201
    path = f"/api/v1/organizations/{shop.organization.id}/{listed.format(event=shop.event_id)}"
    answer = client.get(path, headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
