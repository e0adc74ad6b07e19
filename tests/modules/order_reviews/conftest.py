"""A counter at which a rule holds every further order of an address for review."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.factories import work
from tests.factories.people import MadeUser, bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk

from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.fraud_rules.api import NewFraudRule

RULE = NewFraudRule(
    name="Second order of an address",
    subject="email",
    measure="orders",
    most=1,
    period_seconds=3600,
    outcome="review",
)


@pytest.fixture
def desk(client, queued, provider) -> Iterator[SalesDesk]:
    """Five paid tickets at 25.00 EUR; one order was placed and let through."""
    with open_sales_desk(client, provider) as opened:
        fraud_rules.create_rule(opened.shop.organizer, opened.shop.event_id, RULE)
        opened.order()
        opened.type_id = opened.shop.add_type(capacity=5, price_minor=2500)
        yield opened


@pytest.fixture
def free(desk) -> SalesDesk:
    """Five tickets for nothing."""
    desk.type_id = desk.shop.add_type(capacity=5)
    return desk


def owner(desk: SalesDesk, user: MadeUser | None = None) -> dict[str, str]:
    return bearer(user or desk.shop.organization.owner)


def decide(
    bought: Purchase, word: str, *, user: MadeUser | None = None, key: str = "", **said: Any
) -> Any:
    """Approve or refuse, and work off what follows."""
    headers = owner(bought.counter, user) | ({"Idempotency-Key": key} if key else {})
    body = {"reason": "Looked at it."} | said
    answer = bought.counter.client.post(f"{bought.path}/review/{word}", json=body, headers=headers)
    work.drain()
    return answer


def review_of(bought: Purchase) -> Any:
    path = f"{bought.path}/review"
    return bought.counter.client.get(path, headers=owner(bought.counter)).json


def at_event(desk: SalesDesk, path: str) -> Any:
    shop = desk.shop
    base = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/{path}"
    return desk.client.get(base, headers=owner(desk))


def settings(desk: SalesDesk, *, version: int = 0, **said: Any) -> Any:
    shop = desk.shop
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/review-settings"
    body = {"decide_within_seconds": 7200, "at_deadline": "refuse"} | said
    headers = owner(desk) | {"If-Match": f'"{version}"'}
    return desk.client.put(path, json=body, headers=headers)
