"""Connections are removed: secrets at once, the name stays where payments went through it."""

from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales_desk import SalesDesk, open_sales_desk

from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.connections.service import gateways


@pytest.fixture
def till(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def removed(till: SalesDesk, **query: Any) -> Any:
    return till.client.delete(path_of(till), query_string=query, headers=owner(till))


def path_of(till: SalesDesk) -> str:
    organization = till.shop.organization.id
    return f"/api/v1/organizations/{organization}/connections/{till.connection_id}"


def owner(till: SalesDesk) -> dict[str, str]:
    return bearer(till.shop.organization.owner)


def stored(ctx: Any, connection_id: str | UUID) -> Any:
    with transaction(ctx) as tx:
        found = tx.query(
            "SELECT state, secrets FROM connections WHERE id = %(id)s", {"id": str(connection_id)}
        )
        return next(iter(found), None)


def facts_of(ctx: Any) -> list[str]:
    with transaction(ctx) as tx:
        return [name for (name,) in tx.query("SELECT name FROM outbox ORDER BY id")]


def test_a_connection_that_nothing_used_is_gone_with_its_row(desk):
    made = desk.connect().json
    assert desk.call("DELETE", f"/{made['id']}").status_code == 204
    assert stored(desk.ctx, made["id"]) is None
    assert desk.call("GET", f"/{made['id']}").status_code == 404
    assert desk.call("GET").json["items"] == []
    assert facts_of(desk.ctx)[-1] == "connections.removed.v1"
    assert desk.connect().status_code == 201, "its name is free"


def test_who_saw_another_version_and_who_may_not_configure_remove_nothing(client, desk):
    made = desk.connect().json
    path = f"/{made['id']}"
    assert desk.call("DELETE", path, **{"If-Match": '"7"'}).status_code == 412
    staff, stranger = add_member(desk.organization, "staff"), make_organization().owner
    url = f"/api/v1/organizations/{desk.organization.id}/connections{path}"
    assert client.delete(url).status_code == 401
    assert client.delete(url, headers=bearer(staff)).status_code == 403
    assert client.delete(url, headers=bearer(stranger)).status_code == 404
    assert desk.call("DELETE", path, **{"If-Match": '"1"'}).status_code == 204
    assert desk.call("DELETE", path).status_code == 404


def test_a_payment_under_way_holds_its_connection(till):
    bought = till.order()
    bought.start()
    for query in ({}, {"gives_up_refunds": "true"}):
        answer = removed(till, **query)
        assert (answer.status_code, answer.json["code"]) == (409, "connections.in-use")
        assert (answer.json["pending"], answer.json["refundable"]) == (1, 0)
        assert "Switch the connection off" in answer.json["detail"]
    assert stored(till.ctx, till.connection_id)[0] == "active"
    bought.settle("success")
    till.deliver(bought.told())
    work.drain()
    assert bought.now()["state"] == "confirmed"


def test_a_payment_that_could_be_refunded_holds_it_until_that_is_given_up(till):
    bought = till.order().pay()
    answer = removed(till)
    assert (answer.status_code, answer.json["code"]) == (409, "connections.in-use")
    assert (answer.json["pending"], answer.json["refundable"]) == (0, 1)
    assert "gives_up_refunds=true" in answer.json["detail"]
    with transaction(till.ctx) as tx:
        before = tx.query("SELECT secrets FROM connections")
    gateways.open_gateway(till.ctx, till.connection_id)
    assert removed(till, gives_up_refunds="true").status_code == 204
    state, secrets = stored(till.ctx, till.connection_id)
    assert state == "archived"
    assert gateways.unseal(till.ctx.organization_id, secrets) == {}
    assert bytes(secrets) != bytes(before[0][0])
    with pytest.raises(connections.Disabled):
        gateways.open_gateway(till.ctx, till.connection_id)
    assert bought.now()["state"] == "confirmed"


def test_a_refunded_payment_holds_nothing(till):
    bought = till.order().pay()
    bought.refund()
    work.drain()
    till.deliver(bought.told())
    work.drain()
    assert bought.now()["money_state"] == "refunded"
    assert removed(till).status_code == 204
    assert stored(till.ctx, till.connection_id)[0] == "archived"


def test_an_archived_connection_is_listed_and_changed_no_more_and_shown_by_its_id(till):
    till.order().pay()
    assert removed(till, gives_up_refunds="true").status_code == 204
    base = path_of(till).rpartition("/")[0]
    assert till.client.get(base, headers=owner(till)).json["items"] == []
    shown = till.client.get(path_of(till), headers=owner(till)).json
    assert (shown["state"], shown["secrets_set"]) == ("archived", [])
    back = till.client.patch(path_of(till), json={"state": "active"}, headers=owner(till))
    assert back.status_code == 404
    assert removed(till).status_code == 404
    assert till.client.post(f"{path_of(till)}/health", headers=owner(till)).status_code >= 400
    never = till.client.patch(path_of(till), json={"state": "archived"}, headers=owner(till))
    assert never.status_code == 422
    order = till.order()
    assert order.ask().json["code"] == "orders.no-payment-method"


def test_the_audit_log_names_who_removed_it_and_has_no_secret(desk):
    made = desk.connect().json
    desk.call("DELETE", f"/{made['id']}")
    path = f"/api/v1/organizations/{desk.organization.id}/audit?table=connections"
    log = desk._client.get(path, headers=bearer(desk.organization.owner)).json["items"]
    entry = next(each for each in log if each["action"] == "delete")
    assert entry["actor"] == f"user:{desk.organization.owner.id}"
    assert "secrets" not in entry["before"]
