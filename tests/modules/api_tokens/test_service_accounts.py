"""Service accounts: a role of their own, never more than who makes them, ended with their tokens."""

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.tokens import make_account, make_token

from turnout.kernel.context import SystemContext
from turnout.modules.organizations import api as organizations


@pytest.fixture
def organization():
    return make_organization()


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def test_an_account_acts_by_its_tokens_within_its_role(client, organization):
    token = make_token(
        organization, "orders.read", "events.write", account_id=make_account(organization)
    )
    made = client.post(f"{base(organization)}/venues", json={"name": "Quay"}, headers=token.headers)
    orders = client.get(f"{base(organization)}/orders", headers=token.headers)

    assert token.secret.startswith("turnout_svc_")
    assert (orders.status_code, made.status_code) == (200, 403)


def test_what_an_account_does_is_told_of_its_token(client, organization):
    account = make_account(organization)
    token = make_token(organization, "venues.write", account_id=account)
    client.post(f"{base(organization)}/venues", json={"name": "Quay"}, headers=token.headers)

    logged = client.get(
        f"{base(organization)}/audit?table=venues", headers=bearer(organization.owner)
    )

    assert [each["actor"] for each in logged.json["items"]] == [f"token:{token.id}"]


def test_a_change_of_role_counts_at_the_next_request(client, organization):
    account = make_account(organization, "admin")
    token = make_token(organization, "payments.read", account_id=account)
    path = f"{base(organization)}/payments"
    assert client.get(path, headers=token.headers).status_code == 200

    changed = client.patch(
        f"{base(organization)}/service-accounts/{account}",
        json={"role": "staff"},
        headers=bearer(organization.owner),
    )

    assert (changed.status_code, changed.json["role"]) == (200, "staff")
    assert client.get(path, headers=token.headers).status_code == 403


def test_an_ended_account_takes_its_tokens_along(client, organization):
    account = make_account(organization)
    token = make_token(organization, "orders.read", account_id=account)
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200
    mine = f"{base(organization)}/service-accounts/{account}"

    ended = client.delete(mine, headers=bearer(organization.owner))

    assert ended.status_code == 204
    assert client.get(path, headers=token.headers).status_code == 401
    assert client.get(mine, headers=bearer(organization.owner)).status_code == 404


def test_an_accounts_tokens_see_its_events_only(client, organization):
    mine, other = make_shop(organization), make_shop(organization)
    account = make_account(organization, event_ids=(mine.event_id,))
    token = make_token(organization, "events.read", account_id=account)

    listed = client.get(f"{base(organization)}/events", headers=token.headers)

    assert [each["id"] for each in listed.json["items"]] == [str(mine.event_id)]
    assert str(other.event_id) not in listed.text


def test_a_suspended_organization_has_no_working_tokens(client, organization):
    token = make_token(organization, "orders.read", account_id=make_account(organization))
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200

    organizations.set_state(SystemContext(job="test"), organization.id, state="suspended")

    assert client.get(path, headers=token.headers).status_code == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "x", "role": "owner"}, "/role"),
        ({"name": "x", "role": "captain"}, "/role"),
        ({"name": "", "role": "staff"}, "/name"),
        ({"role": "staff"}, "/name"),
        ({"name": "x", "role": "staff", "event_ids": []}, "/event_ids"),
    ],
)
def test_what_is_wrong_with_an_account_is_named(client, organization, body, pointer):
    answer = client.post(
        f"{base(organization)}/service-accounts", json=body, headers=bearer(organization.owner)
    )
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_two_accounts_have_two_names(client, organization):
    path, headers = f"{base(organization)}/service-accounts", bearer(organization.owner)
    first, second = (
        client.post(path, json={"name": name, "role": "staff"}, headers=headers)
        for name in ("Door", "Books")
    )
    again = client.post(path, json={"name": "Door", "role": "staff"}, headers=headers)
    renamed = client.patch(f"{path}/{second.json['id']}", json={"name": "Door"}, headers=headers)
    unseen = client.patch(
        f"{path}/{first.json['id']}",
        json={"name": "Gate"},
        headers=headers | {"If-Match": '"7"'},
    )

    assert [each.json["code"] for each in (again, renamed)] == [
        "api-tokens.service-account-name-taken"
    ] * 2
    assert unseen.status_code == 412


def test_only_managers_reach_accounts_and_make_their_tokens(client, organization):
    staff, account = add_member(organization, "staff"), make_account(organization, "partner")
    listed = client.get(f"{base(organization)}/service-accounts", headers=bearer(staff))
    token = client.post(
        f"{base(organization)}/api-tokens",
        json={
            "name": "x",
            "scopes": ["events.read"],
            "expires_at": "2026-12-24T00:00:00Z",
            "service_account_id": str(account),
        },
        headers=bearer(staff),
    )
    assert (listed.status_code, token.status_code) == (403, 403)


def test_who_acts_through_an_agency_makes_no_account(client, organization):
    agency = make_organization(kind="agency")
    offered = client.post(
        f"{base(agency)}/clients",
        json={"client_slug": organization.slug, "role": "admin"},
        headers=bearer(agency.owner),
    )
    client.post(
        f"{base(organization)}/agency-links/{offered.json['id']}/accept",
        headers=bearer(organization.owner),
    )
    answer = client.post(
        f"{base(organization)}/service-accounts",
        json={"name": "x", "role": "staff"},
        headers=bearer(agency.owner),
    )
    assert (answer.status_code, answer.json["code"]) == (
        403,
        "api-tokens.agency-makes-no-accounts",
    )


def test_an_agencys_tokens_end_with_its_link(client, organization, queued):
    from tests.factories.work import drain

    agency = make_organization(kind="agency")
    offered = client.post(
        f"{base(agency)}/clients",
        json={"client_slug": organization.slug, "role": "staff"},
        headers=bearer(agency.owner),
    ).json
    link = f"{base(organization)}/agency-links/{offered['id']}"
    client.post(f"{link}/accept", headers=bearer(organization.owner))
    token = make_token(organization, "orders.read", owner=agency.owner)
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200

    client.delete(link, headers=bearer(organization.owner))

    assert client.get(path, headers=token.headers).status_code == 404
    drain()
    assert client.get(path, headers=token.headers).status_code == 401
