"""A sales desk whose staff takes money, and what the books say afterwards."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import MadeUser, bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import api as reconciliation


@pytest.fixture
def counter(client, queued, provider) -> Iterator[SalesDesk]:
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def take(client, counter) -> Callable[..., Any]:
    """Record money for an order, and work off what follows."""

    def take(
        order: Purchase,
        method: str = "cash",
        user: MadeUser | None = None,
        key: str | None = None,
        **body: Any,
    ) -> Any:
        headers = bearer(user or counter.shop.organization.owner)
        headers["Idempotency-Key"] = key or new_id().hex
        path = f"{order.path}/received-payments"
        answer = client.post(path, json={"method": method, **body}, headers=headers)
        drain()
        return answer

    return take


def balances(counter: SalesDesk) -> dict[str, int]:
    """Accounts of the ledger that hold anything."""
    with transaction(counter.ctx) as tx:
        found = payments.ledger_balance(tx)
    return {each.account: each.balance_minor for each in found if each.balance_minor}


def differences(counter: SalesDesk) -> list[reconciliation.Difference]:
    job = system_in(counter.ctx.organization_id, "test")
    return reconciliation.reconcile(job, repair=False).differences


def later(**span: float) -> Any:
    return clock.frozen(clock.now() + timedelta(**span))
