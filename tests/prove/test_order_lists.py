"""Lists of 100,000 orders and attendees: every search, filter and sort within 300 ms (p95).

Over HTTP, as the organization's owner, on rows that went through the index as all do. Times are
judged on a machine that does nothing else, and only written down on a busy one.
"""

import os
import random
import time
from typing import Any

import psycopg
import pytest

from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.prove.counts import PROVE
from tests.prove.results import record_result
from turnout.app import create_app
from turnout.kernel.context import SystemContext
from turnout.kernel.settings import Settings
from turnout.modules.order_search.service.index import JOB, index_stale

ORDERS, ROUNDS = (100_000, 40) if PROVE else (2_000, 3)
PROMISED_SECONDS = 0.3
ENTER = (
    "SELECT set_config('turnout.organization', %s, true),"
    " set_config('turnout.actor', 'system:tests', true)"
)
NAMES = "Ada Bea Carl Dora Emil Fay Gus Hana Ivo Jana Kurt Lena Max Nora Otto Pia Quin Rosa"
SURNAMES = "Meier Novak Okafor Patel Quist Rossi Silva Tanaka Ulrich Vega Weber Xu Young Zidan"
FIRST, LAST = NAMES.split(), SURNAMES.split()
FILL = """
    WITH wanted AS (
        SELECT gen_random_uuid() AS id, gen_random_uuid() AS attendee_id, n,
            (%(first)s::text[])[1 + n %% %(firsts)s] || ' '
                || (%(last)s::text[])[1 + (n / 7) %% %(lasts)s] || ' ' || to_hex(n::bigint * 7919) AS name,
            'p' || to_hex(n::bigint * 104729) || '@mail' || (n %% 50) || '.example' AS email,
            now() - n * interval '3 min' AS at
        FROM generate_series(1, %(count)s) AS n),
    made AS (
        INSERT INTO orders (organization_id, id, number, event_id, state, money_state, currency,
            net_minor, tax_minor, total_minor, paid_minor, refunded_minor, buyer_email, buyer_name,
            locale, channel, placed_at, confirmed_at)
        SELECT %(organization_id)s, id, 'P' || n, %(event_id)s,
            CASE WHEN n %% 10 = 0 THEN 'expired' ELSE 'confirmed' END, 'unpaid', 'EUR', n %% 500, 0,
            n %% 500, 0, 0, email, name, 'en', 'web', at, at FROM wanted RETURNING id)
    INSERT INTO order_attendees (organization_id, id, order_id, ticket_type_id, name, email,
        position)
    SELECT %(organization_id)s, attendee_id, id, %(type_id)s, name, email, 1 FROM wanted
"""
STALE = """
    INSERT INTO order_index (organization_id, id, is_stale)
    SELECT organization_id, id, true FROM orders WHERE organization_id = %(organization_id)s
"""
ASKED: dict[str, dict[str, Any]] = {
    "newest": {},
    "by name": {"sort": "name"},
    "largest": {"sort": "-total", "state": "confirmed"},
    "expired": {"state": "expired"},
    "nothing found": {"channel": "box_office"},
    "amount": {"amount_from": 250, "amount_to": 260},
    "frequent word": {"q": "m"},
    "frequent words": {"q": "ada meier"},
    "rare word": {"q": "p12"},
    "whole address": {"q": "p19919@mail"},
    "number": {"q": "P77777"},
    "unknown word": {"q": "zebra"},
    "word and filter": {"q": "nora", "state": "expired", "sort": "name"},
}


@pytest.fixture(scope="module")
def client(settings: Settings) -> Any:
    """The platform in this process: no stack is needed."""
    caller = create_app(settings).test_client()
    caller.environ_base["HTTP_HOST"] = "turnout.test"
    return caller


@pytest.fixture(scope="module")
def shop(client: Any, settings: Settings) -> MadeShop:
    """An event with its orders, all of them in the index."""
    made = make_shop()
    type_id = made.add_type()
    values = {
        "organization_id": made.organization.id, "event_id": made.event_id, "type_id": type_id,
        "count": ORDERS, "first": FIRST, "last": LAST, "firsts": len(FIRST), "lasts": len(LAST),
    }  # fmt: skip
    assert settings.database_owner_url is not None
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        owner.execute(ENTER, [str(made.organization.id)])
        owner.execute(FILL, values)
        owner.execute(STALE, values)
        owner.commit()
    began = time.perf_counter()
    indexed = 0
    while taken := index_stale(SystemContext(job=JOB)):
        indexed += taken
    rate = indexed / (time.perf_counter() - began)
    assert indexed >= ORDERS
    record_result("orders taken into the index", f"{rate:.0f} a second")
    with psycopg.connect(settings.database_owner_url.get_secret_value(), autocommit=True) as owner:
        for table in ("order_index", "attendee_index", "order_words"):
            owner.execute(f"ANALYZE {table}")
    return made


@pytest.mark.parametrize("path", ["orders/search", "attendees"])
def test_every_list_is_there_within_three_tenths_of_a_second(
    client: Any, shop: MadeShop, path: str
) -> None:
    headers = bearer(shop.organization.owner)
    url = f"/api/v1/organizations/{shop.organization.id}/{path}"
    was_busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    times: dict[str, list[float]] = {name: [] for name in ASKED}
    order = random.Random(7)  # noqa: S311  an order of asking, no secret
    for number in range(ROUNDS):
        for name in order.sample(list(ASKED), len(ASKED)):
            query = dict(ASKED[name])
            if path == "attendees":
                query = attendees_query(query)
            for ending in ("", "/count") if number % 4 == 0 else ("",):
                asked = {
                    key: value for key, value in query.items() if not (ending and key == "sort")
                }
                began = time.perf_counter()
                answer = client.get(url + ending, query_string=asked, headers=headers)
                times[name].append(time.perf_counter() - began)
                assert answer.status_code == 200, answer.json
    slowest = {name: sorted(each)[int(len(each) * 0.95) - 1] for name, each in times.items()}
    shown = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in slowest.items())
    print(f"{path}: p95 {shown}")  # noqa: T201  figures are what this proof is for
    record_result(f"{path} of {ORDERS} (p95)", shown)
    if PROVE and not was_busy:
        assert max(slowest.values()) < PROMISED_SECONDS, shown


def attendees_query(query: dict[str, Any]) -> dict[str, Any]:
    """The same question to the list of attendees, as far as it knows the filter."""
    asked = {key: value for key, value in query.items() if key in ("q", "sort")}
    if "state" in query:
        asked["order_state"] = query["state"]
    if asked.get("sort") == "-total":
        asked.pop("sort")
    return asked
