"""Lists of 100,000 orders and attendees: every search, filter and sort within 300 ms (p95).

Over HTTP, as the organization's owner, on rows that went through the index as all do. Times are
judged on a machine that does nothing else, and only written down on a busy one.
"""

import random
import time
from typing import Any

import pytest

from tests.factories.many_orders import fill_orders
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from turnout.kernel.settings import Settings

ORDERS, ROUNDS = (100_000, 40) if PROVE else (2_000, 3)
PROMISED_SECONDS = 0.3
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
def shop(client: Any, settings: Settings) -> MadeShop:
    """An event with its orders, all of them in the index."""
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    rate = fill_orders(url, made, made.add_type(), count=ORDERS)
    record_result("orders taken into the index", f"{rate:.0f} a second")
    return made


@pytest.mark.parametrize("path", ["orders/search", "attendees"])
def test_every_list_is_there_within_three_tenths_of_a_second(
    client: Any, shop: MadeShop, path: str
) -> None:
    headers = bearer(shop.organization.owner)
    url = f"/api/v1/organizations/{shop.organization.id}/{path}"
    was_busy = is_busy()
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
