"""A counter whose tickets need approval, and an organizer who decides."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.factories import work
from tests.factories.people import MadeUser, bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk


@pytest.fixture
def desk(client, queued, provider) -> Iterator[SalesDesk]:
    """Five paid tickets at 25.00 EUR."""
    with open_sales_desk(client, provider) as opened:
        opened.type_id = opened.shop.add_type(capacity=5, price_minor=2500, needs_approval=True)
        yield opened


@pytest.fixture
def free(desk) -> SalesDesk:
    """Five tickets for nothing."""
    desk.type_id = desk.shop.add_type(capacity=5, needs_approval=True)
    return desk


def decide(
    bought: Purchase,
    word: str,
    *,
    user: MadeUser | None = None,
    key: str = "",
    message: str = "",
) -> Any:
    """Approve or deny, and work off what follows."""
    desk = bought.counter
    headers = bearer(user or desk.shop.organization.owner)
    if key:
        headers["Idempotency-Key"] = key
    path = f"{bought.path}/application/{word}"
    answer = desk.client.post(path, json={"message": message}, headers=headers)
    work.drain()
    return answer


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]
