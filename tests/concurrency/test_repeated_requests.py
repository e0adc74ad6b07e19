"""POSTs that move money are asked twice with one `Idempotency-Key`: one after the other, at once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.modules.events.test_order_actions import act
from tests.modules.orders.conftest import settle, views_of
from tests.modules.reconciliation.conftest import Desk, desk  # noqa: F401  a fixture

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections

pytestmark = pytest.mark.usefixtures("queued")
REASON = {"reason": "looked at"}
OTHER_REASON = {"reason": "something else"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request that moves money; `other` is a body that asks for something else."""

    organization_id: UUID
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    other: dict[str, Any]


@pytest.fixture
def till(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def owner(till: SalesDesk) -> dict[str, str]:
    return bearer(till.shop.organization.owner)


def by_member(bought: Purchase, path: str) -> Case:
    return Case(
        organization_id=bought.counter.shop.organization.id,
        path=path,
        headers=owner(bought.counter),
        body=REASON,
        other=OTHER_REASON,
    )


def by_buyer(bought: Purchase, verb: str, other: dict[str, Any]) -> Case:
    return Case(
        organization_id=bought.counter.shop.organization.id,
        path=f"{bought.path}/{verb}",
        headers=bought.headers,
        body={},
        other=other,
    )


def paying(till: SalesDesk) -> Case:
    return by_buyer(till.order(), "payment", {"everything": True})


def authorized(till: SalesDesk) -> Purchase:
    path = f"/api/v1/organizations/{till.shop.organization.id}/connections/{till.connection_id}"
    options = {"options": {"collects": "by_hand"}}
    assert till.client.patch(path, json=options, headers=owner(till)).status_code == 200
    bought = till.order(quantity=2)
    bought.start(method="card")
    settle(bought)
    assert bought.now()["state"] == "under_review"
    return bought


def accepting(till: SalesDesk) -> Case:
    bought = authorized(till)
    return by_member(bought, f"{bought.path}/accept")


def declining(till: SalesDesk) -> Case:
    bought = authorized(till)
    return by_member(bought, f"{bought.path}/decline")


def returning(till: SalesDesk) -> Case:
    bought = till.order().pay()
    act(till.shop, till.client, "postpone", orders="ask")
    return by_buyer(bought, "return", {"x": 1})


def doubtful(till: SalesDesk) -> Purchase:
    bought = till.order(quantity=2)
    bought.start()
    with transaction(till.ctx) as tx:
        told = {"reference": bought.id}
        tx.query("UPDATE payments SET amount_minor = 4000 WHERE reference = %(reference)s", told)
    settle(bought)
    return bought


def judged(till: SalesDesk, word: str) -> Case:
    bought = doubtful(till)
    base = f"/api/v1/organizations/{till.shop.organization.id}/payments"
    return by_member(bought, f"{base}/{views_of(bought)[0].id}/{word}")


def approving(till: SalesDesk) -> Case:
    return judged(till, "approve")


def refusing(till: SalesDesk) -> Case:
    return judged(till, "refuse")


def sending(desk: Desk) -> Case:  # noqa: F811
    bought = desk.order(quantity=2)
    bought.send(5000)
    desk.bring(desk.bank.camt053())
    bought.refund(amount_minor=1000)
    [refund] = bought.refunds()
    return Case(
        organization_id=desk.shop.organization.id,
        path=desk.path(f"payments/{bought.payment.id}/refunds/{refund['id']}/sent"),
        headers=desk.headers,
        body={},
        other={"x": 1},
    )


AT_THE_TILL = (paying, accepting, declining, returning, approving, refusing)


@pytest.fixture(params=[*AT_THE_TILL, sending], ids=lambda make: make.__name__)
def case(request: Any) -> Case:
    make: Callable[[Any], Case] = request.param
    return make(request.getfixturevalue("desk" if make is sending else "till"))


def asking(app: Any, case: Case, key: str, body: dict[str, Any] | None = None) -> Any:
    headers = {**case.headers, "Idempotency-Key": key}
    sent = case.body if body is None else body
    return lambda: app.test_client().post(case.path, json=sent, headers=headers)


def changes(ask: Any, case: Case) -> int:
    """How often rows of the organization were changed."""
    log = "SELECT count(*) FROM audit_entries WHERE organization_id = %(id)s"
    [[count]] = ask(log, id=case.organization_id)
    return int(count)


def facts(ask: Any, case: Case) -> Counter[str]:
    """How often each fact of the organization was told."""
    named = "SELECT name, count(*) FROM outbox WHERE organization_id = %(id)s GROUP BY name"
    return Counter(dict(ask(named, id=case.organization_id)))


def test_a_repeat_is_given_the_first_answer_and_changes_nothing(app, ask, case):
    key, before = new_id().hex, changes(ask, case)
    first = asking(app, case, key)()
    assert first.status_code == 200, first.json
    done = changes(ask, case)
    assert done > before
    again = asking(app, case, key)()
    assert (again.status_code, again.json) == (200, first.json)
    assert changes(ask, case) == done


def test_another_body_under_the_same_key_is_refused(app, ask, case):
    key = new_id().hex
    assert asking(app, case, key)().status_code == 200
    done = changes(ask, case)
    other = asking(app, case, key, case.other)()
    assert (other.status_code, other.json["code"]) == (422, "idempotency.key-reused")
    assert changes(ask, case) == done


def test_a_refused_request_leaves_its_key_free(app, case):
    key = new_id().hex
    refused = app.test_client().post(
        case.path, json=case.body, headers={"X-Request-Id": "x", "Idempotency-Key": key}
    )
    assert refused.status_code in (401, 404)
    assert asking(app, case, key)().status_code == 200


def test_two_at_once_do_it_once(app, ask, case, at_once):
    key, before = new_id().hex, facts(ask, case)
    answers = at_once(*[asking(app, case, key)] * 4)
    won = [each for each in answers if each.status_code == 200]
    waiting = [each for each in answers if each.status_code == 409]
    assert won
    assert len(won) + len(waiting) == 4
    for each in waiting:
        assert each.json["code"] == "idempotency.in-progress"
        assert each.headers["Retry-After"]
    assert all(each.json == won[0].json for each in won)
    told = facts(ask, case) - before
    assert all(count == 1 for count in told.values()), told
    done = changes(ask, case)
    late = asking(app, case, key)()
    assert (late.status_code, late.json) == (200, won[0].json)
    assert changes(ask, case) == done


def test_a_token_for_the_providers_fields_is_not_kept_with_the_answer(app, ask, till):
    [connection] = connections.list_connections(till.ctx)
    bought = till.order()
    case = by_buyer(bought, "payment", {})
    key = new_id().hex
    body = {"method": "card-fields", "connection_id": str(connection.id)}
    first = asking(app, case, key, body)()
    assert first.status_code == 200, first.json
    token = first.json["next_action"]["client_token"]
    assert token
    [[kept]] = ask("SELECT answer::text FROM idempotency_keys WHERE key = %(key)s", key=key)
    assert token not in kept
    assert asking(app, case, key, body)().json == first.json
