"""One organization's provider hangs: others buy as before, and it is shown and left alone."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from types import ModuleType
from typing import Any

import pytest

from tests.prove.counts import PROVE
from tests.prove.results import record_result

pytestmark = pytest.mark.xdist_group("outside")  # they share one running stack

PURCHASES = 30 if PROVE else 8
IMPATIENT = 3
"""Buyers of the hanging one who press the button again and again."""
HANG = {"operation": "any", "behaviour": "hang", "times": 100, "seconds": 20}
PATIENCE_SECONDS = 40.0
MOST_TIMES_SLOWER, ALWAYS_FINE_SECONDS = 3.0, 0.5


def test_a_hanging_provider_is_shown_and_left_alone_and_nobody_else_notices(
    page: ModuleType,
) -> None:
    calm, ill = page.Shop(), page.Shop()
    bought(calm)
    before = [bought(calm) for _ in range(PURCHASES)]
    orders = [ill.buy() for _ in range(IMPATIENT)]
    assert page.call("POST", f"{page.SANDBOX}/v1/scripts", HANG, **key_of(ill))[0] < 300
    is_over = Event()
    with ThreadPoolExecutor(IMPATIENT) as pool:
        pressing = [pool.submit(press, page, ill, order, is_over) for order in orders]
        during = [bought(calm) for _ in range(PURCHASES)]
        until(lambda: is_shown(page, ill))
        during += [bought(calm) for _ in range(PURCHASES)]
        is_over.set()
        answers = [each.result() for each in pressing]
    slow, usual = p95(during), p95(before)
    record_result(
        "a hanging provider slows nobody else", f"p95 {usual:.3f} s before, {slow:.3f} s during"
    )

    assert slow < max(MOST_TIMES_SLOWER * usual, ALWAYS_FINE_SECONDS), (before, during)
    assert {status for each in answers for status in each} <= {200, 202, 503}, answers


def bought(shop: Any) -> float:
    """Seconds from an empty basket to the page on which one pays."""
    began = time.monotonic()
    shop.pay(shop.buy())
    return time.monotonic() - began


def press(page: ModuleType, shop: Any, order: Any, is_over: Event) -> set[int]:
    """Every answer that a buyer of the hanging one gets."""
    statuses: set[int] = set()
    path = f"{shop.base}/orders/{order['id']}/payment"
    while not is_over.wait(0.05):
        with suppress(TimeoutError):
            statuses.add(page.call("POST", path, {}, Turnout_Order_Secret=order["secret"])[0])
    return statuses


def is_shown(page: ModuleType, shop: Any) -> bool:
    """Whether the organizer sees that the connection is given a rest."""
    listed = page.call("GET", f"{shop.base}/connections", **shop.owner)[1]["items"]
    return any(each["circuit"] != "closed" for each in listed)


def key_of(shop: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {shop.api_key}", "Idempotency_Key": "hang"}


def until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < limit, "the hanging connection is never shown as such"
        time.sleep(0.2)


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
