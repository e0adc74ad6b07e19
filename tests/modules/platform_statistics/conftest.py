"""An operator who reads statistics, and a history that is made by hand."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.factories.operators import MadeOperator, make_operator
from tests.factories.sales import MadeShop
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.platform_statistics import queries, service

BASE = "/api/v1/platform/statistics"
HISTORY = (date(2003, 1, 1), date(2003, 12, 31))
"""Long before people are counted otherwise."""
ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, kind, source, currency, occurred_at,
        recorded_at)
    VALUES (%(organization_id)s, %(id)s, 'test', %(id)s::text, %(currency)s, %(now)s, %(now)s)
"""
LINES = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    VALUES (%(organization_id)s, gen_random_uuid(), %(id)s, %(account)s, %(amount)s),
        (%(organization_id)s, gen_random_uuid(), %(id)s, 'adjustments', -%(amount)s::bigint)
"""


@pytest.fixture
def operator(running: Any, app: Any) -> MadeOperator:
    return make_operator()


@pytest.fixture
def read(client: Any, operator: MadeOperator) -> Callable[..., Any]:
    """The statistics of a period, as the operator is answered."""

    def read(since: str, until: str, **asked: Any) -> Any:
        query = {"from": since, "until": until, **asked}
        answer = client.get(BASE, query_string=query, headers=operator.headers)
        assert answer.status_code == 200, answer.json
        return answer.json

    return read


def on(day: str, time: str = "12:00:00") -> AbstractContextManager[None]:
    """Hold the clock at an instant of a day in UTC."""
    return clock.frozen(datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC))


def buy(client: Any, shop: MadeShop, type_id: UUID, *, quantity: int = 1) -> dict[str, Any]:
    basket = shop.basket(type_id, quantity=quantity)
    answer = client.post(shop.orders_path, json=basket)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def book(shop: MadeShop, account: str, amount: int, *, currency: str = "EUR") -> None:
    """Write a balanced entry of the ledger now; a sale is a credit, below zero."""
    with transaction(system_in(shop.organization.id, "tests.book")) as tx:
        values = {"id": new_id(), "currency": currency, "account": account, "amount": amount}
        for statement in (ENTRY, LINES):
            tx.query(statement, tx.here(**values))


def count() -> None:
    """Hear every fact and count what happened, other tests' leftovers included."""
    drain()
    ctx = SystemContext(job="tests.count-statistics")
    while service.count_organizations(ctx):
        pass
    with transaction(ctx) as tx:
        queries.count_people(tx, first=HISTORY[0], last=HISTORY[1])
