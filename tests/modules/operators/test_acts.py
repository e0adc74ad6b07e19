"""What operators of the platform do for people and organizations, and what is left in the logs."""

from datetime import timedelta
from typing import Any

import click
import pytest
from click.testing import CliRunner
from tests.factories.operators import MadeOperator, leave_one_operator, make_operator, strong_bearer
from tests.factories.people import (
    PASSWORD,
    MadeOrganization,
    add_member,
    bearer,
    make_organization,
    make_user,
)
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.operators import api as operators
from turnout.modules.organizations import api as organizations

BASE = "/api/v1/platform"
TRANSFER = {"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"}
WHY = {"reason": "They asked for it on the phone."}


@pytest.fixture
def operator(app: Any) -> MadeOperator:
    return make_operator()


@pytest.fixture
def organization(app: Any) -> MadeOrganization:
    return make_organization()


def acts_of(client: Any, operator: MadeOperator, user_id: Any) -> list[dict[str, Any]]:
    answer = client.get(
        f"{BASE}/security-events",
        query_string={"kind": "operator.act", "user_id": user_id},
        headers=operator.headers,
    )
    return [each["details"] for each in answer.json["items"]]


def test_an_organization_is_found_by_name_address_and_id(client, operator, app) -> None:
    organization = make_organization(name=f"Harbour Society {new_id().hex}")
    for asked in (organization.slug[5:], organization.name, str(organization.id)):
        answer = client.get(
            f"{BASE}/organizations", query_string={"query": asked}, headers=operator.headers
        )
        assert str(organization.id) in [each["id"] for each in answer.json["items"]]
    found = client.get(f"{BASE}/organizations/{organization.id}", headers=operator.headers).json
    assert (found["slug"], found["state"], found["members"]) == (organization.slug, "active", 1)
    missing = client.get(f"{BASE}/organizations/{new_id()}", headers=operator.headers)
    assert missing.status_code == 404


def test_an_operator_sees_what_their_role_and_a_token_may_do(client, app) -> None:
    moderator = make_operator("moderator")
    me = client.get(f"{BASE}/me", headers=moderator.headers).json
    held = {each["key"]: each for each in me["permissions"]}
    assert (me["role"], me["user_id"]) == ("moderator", str(moderator.user.id))
    assert held["platform.organizations.suspend"]["says"].startswith("suspend organizations")
    assert held["platform.tokens.create"]["is_personal"] is True
    assert "platform.users.read" not in held
    new = {"name": "Look", "scopes": ["platform.self.read"], "hours": 1}
    made = client.post(f"{BASE}/tokens", json=new, headers=moderator.headers).json
    token = {"Authorization": f"Bearer {made['secret']}"}
    [only] = client.get(f"{BASE}/me", headers=token).json["permissions"]
    assert only["key"] == "platform.self.read"


def test_an_organizations_page_says_whether_it_has_owners_a_badge_and_a_claim_link(
    client, operator, organization
) -> None:
    owned = client.get(f"{BASE}/organizations/{organization.id}", headers=operator.headers).json
    assert (owned["owners"], owned["is_verified"], owned["has_claim_link"]) == (1, False, False)
    new = organizations.NewOrganization(name="Quay Theatre", slug=f"org-{new_id().hex[:20]}")
    unowned = organizations.create_organization(SystemContext(job="test.unowned"), new)
    path = f"{BASE}/organizations/{unowned}"
    assert client.get(path, headers=operator.headers).json["owners"] == 0
    client.post(f"{path}/claim-link", json=WHY, headers=operator.headers)
    assert client.get(path, headers=operator.headers).json["has_claim_link"] is True


def test_suspending_an_organization_closes_it_and_stands_in_both_logs(
    client, operator, organization
) -> None:
    path = f"{BASE}/organizations/{organization.id}"
    suspended = client.post(f"{path}/suspend", json=WHY, headers=operator.headers)
    assert suspended.json["state"] == "suspended"
    events = f"/api/v1/organizations/{organization.id}/security-events"
    assert client.get(events, headers=bearer(organization.owner)).status_code == 403
    lifted = client.post(f"{path}/lift", json=WHY, headers=operator.headers)
    assert lifted.json["state"] == "active"
    told = client.get(events, headers=bearer(organization.owner)).json["items"]
    assert [each["details"]["act"] for each in told] == ["lift-suspension", "suspend-organization"]
    assert {each["details"]["reason"] for each in told} == {WHY["reason"]}
    assert {each["on_behalf_of"] for each in told} == {f"operator:{operator.user.id}"}


def test_no_act_goes_without_a_reason(client, operator, organization) -> None:
    for place in ("suspend", "lift"):
        path = f"{BASE}/organizations/{organization.id}/{place}"
        for body in ({}, {"reason": " "}):
            answer = client.post(path, json=body, headers=operator.headers)
            assert answer.status_code == 422
            assert answer.json["errors"][0]["pointer"] == "/reason"


def test_a_suspended_person_is_out_at_the_next_request(client, operator, organization) -> None:
    person = add_member(organization, "admin")
    login = bearer(person)
    token = make_token(organization, "orders.read", owner=person).headers
    orders = f"/api/v1/organizations/{organization.id}/orders"
    assert client.get(orders, headers=login).status_code == 200
    assert client.get(orders, headers=token).status_code == 200

    path = f"{BASE}/users/{person.id}"
    answer = client.post(f"{path}/suspend", json=WHY, headers=operator.headers)
    assert answer.json["person"]["is_suspended"] is True
    assert client.get(orders, headers=login).status_code == 401
    assert client.get(orders, headers=token).status_code == 401
    body = {"email": person.email, "password": PASSWORD}
    assert client.post("/api/v1/auth/sign-in", json=body).status_code == 401

    client.post(f"{path}/lift", json=WHY, headers=operator.headers)
    assert client.post("/api/v1/auth/sign-in", json=body).status_code == 200
    assert client.get(orders, headers=token).status_code == 200
    acts = [each["act"] for each in acts_of(client, operator, person.id)]
    assert acts == ["lift-user", "suspend-user"]


def test_a_paused_person_is_let_in_again(client, operator) -> None:
    person = make_user()
    for _ in range(8):
        body = {"email": person.email, "password": "wrong-lantern-violet"}
        client.post("/api/v1/auth/sign-in", json=body)
    right = {"email": person.email, "password": PASSWORD}
    assert client.post("/api/v1/auth/sign-in", json=right).status_code == 401
    path = f"{BASE}/users/{person.id}/unlock"
    assert client.post(path, json=WHY, headers=operator.headers).status_code == 200
    assert client.post("/api/v1/auth/sign-in", json=right).status_code == 200


def test_all_logins_of_a_person_are_ended(client, operator, organization) -> None:
    login = bearer(organization.owner)
    detail = client.get(f"{BASE}/users/{organization.owner.id}", headers=operator.headers).json
    assert [each["role"] for each in detail["memberships"]] == ["owner"]
    assert len(detail["logins"]) >= 1
    assert {(each["program"], each["system"]) for each in detail["logins"]} == {("", "")}
    path = f"{BASE}/users/{organization.owner.id}/end-logins"
    assert client.post(path, json=WHY, headers=operator.headers).json["logins"] == []
    assert client.get("/api/v1/me", headers=login).status_code == 401


def test_a_login_names_the_program_and_the_system_of_its_device(client, operator) -> None:
    person = make_user()
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    right = {"email": person.email, "password": PASSWORD}
    client.post("/api/v1/auth/sign-in", json=right, headers={"User-Agent": agent})
    detail = client.get(f"{BASE}/users/{person.id}", headers=operator.headers).json
    shown = [each for each in detail["logins"] if each["agent"] == agent]
    assert [(each["program"], each["system"]) for each in shown] == [("Firefox", "Linux")]


def test_nobody_suspends_themselves(client, operator) -> None:
    path = f"{BASE}/users/{operator.user.id}/suspend"
    answer = client.post(path, json=WHY, headers=operator.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "operators.not-oneself")


def test_a_payment_is_found_without_who_paid(client, operator) -> None:
    shop, key = make_shop(), {"Idempotency-Key": new_id().hex}
    base = f"/api/v1/organizations/{shop.organization.id}"
    headers = bearer(shop.organization.owner)
    new = connections.NewConnection(
        kind="payments", adapter_key="banktransfer", name="Bank", values=TRANSFER
    )
    connection = connections.create_connection(shop.organizer, new).id
    basket = shop.basket(shop.add_type(price_minor=1_250))
    order = client.post(shop.orders_path, json=basket, headers=headers | key).json
    body = {"connection_id": str(connection)}
    client.post(f"{shop.orders_path}/{order['id']}/payment", json=body, headers=headers)
    asked = {"reference": order["id"]}
    [payment] = client.get(f"{base}/payments", query_string=asked, headers=headers).json["items"]
    shown = client.get(f"{base}/payments/{payment['id']}", headers=headers).json
    ref = shown.get("payment", shown)["provider_ref"]

    answer = client.get(
        f"{BASE}/payments", query_string={"provider_ref": ref}, headers=operator.headers
    )
    found = answer.json["items"][-1]
    assert found["organization_id"] == str(shop.organization.id)
    shown = client.get(base, headers=headers).json
    assert found["organization_name"] == shown["name"]
    assert (found["amount_minor"], found["currency"]) == (1_250, "EUR")
    assert "@" not in answer.get_data(as_text=True)
    acts = client.get(f"{BASE}/security-events", headers=operator.headers).json["items"]
    assert acts[0]["details"]["provider_ref"] == ref


def test_the_last_operator_stays(client, operator) -> None:
    leave_one_operator(operator)
    [listed] = client.get(f"{BASE}/operators", headers=operator.headers).json["items"]
    path = f"{BASE}/operators/{listed['id']}"
    ended = client.post(f"{path}/end", json=WHY, headers=operator.headers)
    assert (ended.status_code, ended.json["code"]) == (409, "operators.last")
    lesser = client.patch(path, json={"role": "support", **WHY}, headers=operator.headers)
    assert lesser.json["code"] == "operators.last"


def test_an_operator_makes_another_and_ends_them(client, operator) -> None:
    person = make_user()
    new = {"email": person.email, "role": "moderator", **WHY}
    made = client.post(f"{BASE}/operators", json=new, headers=operator.headers)
    assert made.status_code == 201
    again = client.post(f"{BASE}/operators", json=new, headers=operator.headers)
    assert again.json["code"] == "operators.already"
    theirs = strong_bearer(person)
    assert client.get(f"{BASE}/organizations", headers=theirs).status_code == 200
    path = f"{BASE}/operators/{made.json['id']}/end"
    assert client.post(path, json=WHY, headers=operator.headers).status_code == 204
    assert client.get(f"{BASE}/organizations", headers=theirs).status_code == 404


def test_a_token_is_recognisable_bounded_and_short(client, operator) -> None:
    new = {"name": "Night shift", "scopes": ["platform.organizations.read"], "hours": 1}
    made = client.post(f"{BASE}/tokens", json=new, headers=operator.headers).json
    assert made["secret"].startswith("turnout_op_")
    token = {"Authorization": f"Bearer {made['secret']}"}
    assert client.get(f"{BASE}/organizations", headers=token).status_code == 200
    assert client.get(f"{BASE}/users", headers=token).status_code == 403
    assert client.get("/api/v1/me", headers=token).status_code in (401, 403)
    path = f"{BASE}/tokens/{made['token']['id']}"
    assert client.delete(path, headers=operator.headers).status_code == 204
    assert client.get(f"{BASE}/organizations", headers=token).status_code == 401
    too_long = client.post(f"{BASE}/tokens", json=new | {"hours": 25}, headers=operator.headers)
    assert too_long.json["errors"][0]["pointer"] == "/hours"
    personal = new | {"scopes": ["platform.operators.manage"]}
    refused = client.post(f"{BASE}/tokens", json=personal, headers=operator.headers)
    assert refused.json["errors"][0]["pointer"] == "/scopes/0"


def test_a_token_says_when_it_was_last_used(client, operator) -> None:
    new = {"name": "Night shift", "scopes": ["platform.organizations.read"], "hours": 1}
    made = client.post(f"{BASE}/tokens", json=new, headers=operator.headers).json
    assert made["token"]["last_used_at"] is None
    token = {"Authorization": f"Bearer {made['secret']}"}

    def last_used() -> str | None:
        listed = client.get(f"{BASE}/tokens", headers=operator.headers).json["items"]
        return next(each["last_used_at"] for each in listed if each["id"] == made["token"]["id"])

    assert client.get(f"{BASE}/organizations", headers=token).status_code == 200
    first = last_used()
    assert first is not None
    assert client.get(f"{BASE}/organizations", headers=token).status_code == 200
    assert last_used() == first, "within the same minute nothing is written"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert client.get(f"{BASE}/organizations", headers=token).status_code == 200
    assert last_used() > first


def test_a_token_has_no_more_than_its_owner(client, app) -> None:
    support = make_operator("support")
    new = {"name": "x", "scopes": ["platform.users.suspend"]}
    answer = client.post(f"{BASE}/tokens", json=new, headers=support.headers)
    assert answer.json["errors"][0]["pointer"] == "/scopes/0"


def test_the_first_operator_is_made_on_the_machine(app) -> None:
    main = click.Group("turnout")
    operators.add_commands(main, lambda: None)
    person = make_user()
    done = CliRunner().invoke(main, ["operators", "add", person.email])
    assert (done.exit_code, done.output) == (0, f"{person.email} is operator of the platform\n")
    again = CliRunner().invoke(main, ["operators", "add", person.email])
    assert again.exit_code == 1
    assert "is an operator already" in again.output
    same = CliRunner().invoke(main, ["operators", "add", person.email, "--again"])
    assert same.exit_code == 0
    nobody = CliRunner().invoke(main, ["operators", "add", "nobody@people.example"])
    assert "Nobody has an account" in nobody.output
