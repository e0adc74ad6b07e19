"""Ten refunds of one payment at once, over the whole stack: the money moves once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest

from tests.prove.results import record_result

pytestmark = pytest.mark.xdist_group("outside")  # they share one running stack

TEN = 10
WHOLE = 4200


@pytest.mark.parametrize("keys", [["one"] * TEN, [f"key-{number}" for number in range(TEN)]])
def test_ten_refunds_at_once_are_one_call_that_moves_money(
    page: ModuleType, keys: list[str]
) -> None:
    shop = page.Shop()
    order, ref = paid(page, shop)

    def refund(key: str) -> tuple[int, Any]:
        path = f"{shop.base}/orders/{order['id']}/refunds"
        headers = {**shop.owner, "Idempotency_Key": key}
        return page.call("POST", path, {"reason": "cancelled"}, **headers)

    with ThreadPoolExecutor(TEN) as pool:
        answers = list(pool.map(refund, keys))
    orders, payments, ledger = shop.books()
    done = [answer for status, answer in answers if status == 202]
    refused = Counter(answer["code"] for status, answer in answers if status != 202)
    facts = at_provider(page, shop, ref)["facts"]
    record_result(
        f"ten refunds at once, {len(set(keys))} keys",
        f"{len(done)} the same answer, {refused.total()} refused, 1 at the provider",
    )

    assert [each["type"] for each in facts if each["object_type"] == "refund"] == [
        "refund.succeeded"
    ]
    assert len({each["refund_id"] for each in done}) == 1
    assert set(refused) <= {"orders.not-refundable", "idempotency.in-progress"}, refused
    assert orders[order["id"]]["state"] == "cancelled"
    assert [each["refunded_minor"] for each in payments.values()] == [WHOLE]
    assert ledger["refunds"] == WHOLE


def paid(page: ModuleType, shop: Any) -> tuple[Any, str]:
    order = shop.buy()
    _, ref = shop.pay(order)
    path = f"{page.SANDBOX}/v1/payments/{ref}/complete"
    assert page.call("POST", path, {"outcome": "success"}, **key_of(shop))[0] < 300
    while shop.books()[0][order["id"]]["state"] != "confirmed":
        continue
    return order, ref


def at_provider(page: ModuleType, shop: Any, ref: str) -> Any:
    return page.call("GET", f"{page.SANDBOX}/v1/payments/{ref}", **key_of(shop))[1]


def key_of(shop: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {shop.api_key}"}
