"""POSTs that move stock or money are asked twice with one `Idempotency-Key`, also at once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.concurrency.repeated_requests import (
    AT_THE_DESK,
    AT_THE_TILL,
    Case,
    by_buyer,
    importing,
    making_a_pool,
)
from tests.factories.people import add_member, bearer
from tests.factories.sales_desk import open_sales_desk
from tests.modules.reconciliation.conftest import desk  # noqa: F401  a fixture

from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def till(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture(params=[*AT_THE_TILL, *AT_THE_DESK], ids=lambda make: make.__name__)
def case(request: Any) -> Case:
    make: Callable[[Any], Case] = request.param
    return make(request.getfixturevalue("desk" if make in AT_THE_DESK else "till"))


def asking(app: Any, case: Case, key: str, body: dict[str, Any] | bytes | None = None) -> Any:
    headers = {**case.headers, "Idempotency-Key": key}
    sent = case.body if body is None else body
    how = {"data": sent} if isinstance(sent, bytes) else {"json": sent}
    return lambda: app.test_client().post(case.path, **how, headers=headers)


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
    assert first.status_code == case.status, first.json
    done = changes(ask, case)
    assert done > before
    again = asking(app, case, key)()
    assert (again.status_code, again.json) == (case.status, first.json)
    assert changes(ask, case) == done


def test_another_body_under_the_same_key_is_refused(app, ask, case):
    key = new_id().hex
    assert asking(app, case, key)().status_code == case.status
    done = changes(ask, case)
    other = asking(app, case, key, case.other)()
    assert (other.status_code, other.json["code"]) == (422, "idempotency.key-reused")
    assert changes(ask, case) == done


def test_a_refused_request_leaves_its_key_free(app, case):
    key = new_id().hex
    stranger = replace(case, headers={"Content-Type": "application/json"})
    refused = asking(app, stranger, key)()
    assert refused.status_code in (401, 404)
    assert asking(app, case, key)().status_code == case.status


def test_two_at_once_do_it_once(app, ask, case, at_once):
    key, before = new_id().hex, facts(ask, case)
    answers = at_once(*[asking(app, case, key)] * 4)
    won = [each for each in answers if each.status_code == case.status]
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
    assert (late.status_code, late.json) == (case.status, won[0].json)
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


def test_a_key_is_of_whoever_sent_it(app, till):
    """Members of a team share no keys, and neither do organizations."""
    case, key = making_a_pool(till), new_id().hex
    first = asking(app, case, key)().json
    colleague = bearer(add_member(till.shop.organization, "admin"))
    second = asking(app, replace(case, headers=colleague), key)().json
    assert first["id"] != second["id"]


def test_a_query_is_part_of_what_was_asked(app, desk):  # noqa: F811
    case, key = importing(desk), new_id().hex
    assert asking(app, case, key)().status_code == 200
    elsewhere = case.path.replace(str(desk.connection_id), str(new_id()))
    tried = asking(app, replace(case, path=elsewhere), key)()
    assert (tried.status_code, tried.json["code"]) == (422, "idempotency.key-reused")
