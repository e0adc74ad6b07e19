"""Support comes in when an owner lets it, for a time, and every change names both."""

from datetime import timedelta

import pytest
from tests.factories.operators import make_operator
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.permissions import declared
from turnout.modules.identity import api as identity
from turnout.modules.operators import queries as operator_queries
from turnout.modules.support_access import rules


@pytest.fixture
def organization(running):
    return make_organization()


@pytest.fixture
def support(running):
    return make_operator("support")


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def grant(client, organization, level="read", *, user=None, **body):
    headers = bearer(user or organization.owner)
    path = f"{base(organization)}/support-access"
    return client.post(path, json={"level": level, **body}, headers=headers)


def look(client, organization, support, path=""):
    return client.get(f"{base(organization)}{path}", headers=support.headers).status_code


def change(client, organization, support, **body):
    return client.patch(base(organization), json=body, headers=support.headers)


def test_support_sees_nothing_until_an_owner_lets_it_in(client, organization, support):
    assert look(client, organization, support) == 404
    made = grant(client, organization, reason="Payouts look odd")
    assert made.status_code == 201, made.json
    assert look(client, organization, support) == 200
    assert look(client, organization, support, "/members") == 200
    assert change(client, organization, support, name="Other").status_code == 403


def test_with_write_support_changes_and_the_log_names_both(client, organization, support):
    grant(client, organization, "write")
    assert change(client, organization, support, name="Mended").status_code == 200
    entries = client.get(f"{base(organization)}/audit", headers=bearer(organization.owner)).json
    [entry] = [each for each in entries["items"] if each["on_behalf_of"]]
    assert (entry["table"], entry["actor"]) == ("organizations", f"user:{support.user.id}")
    assert entry["on_behalf_of"] == f"support:{organization.owner.id}"


@pytest.mark.parametrize("level", ["read", "write"])
def test_rights_money_and_secrets_stay_the_organizations(client, organization, support, level):
    shop = make_shop(organization)
    grant(client, organization, level)
    for method, path in (
        ("POST", "/invitations"),
        ("POST", "/roles"),
        ("POST", "/api-tokens"),
        ("POST", "/connections"),
        ("POST", "/handovers"),
        ("POST", "/closure"),
        ("GET", "/export"),
        ("POST", "/support-access"),
        ("DELETE", "/support-access"),
        ("POST", f"/events/{shop.event_id}/publish"),
    ):
        answer = client.open(
            f"{base(organization)}{path}", method=method, json={}, headers=support.headers
        )
        assert answer.status_code == 403, (path, answer.json)


def test_what_support_may_is_listed_and_never_personal():
    personal = {each.key for each in declared() if each.is_personal}
    write = rules.permissions_of("write")
    assert rules.permissions_of("read") < write
    assert not write & personal
    assert not {each for each in write if each.startswith(("payments.", "accounting."))} - {
        "payments.read",
        "accounting.read",
    }
    assert all(each.endswith(".read") for each in rules.permissions_of("read"))


def test_it_ends_by_itself_and_at_the_next_request_when_it_is_ended(client, organization, support):
    grant(client, organization, hours=2)
    assert look(client, organization, support) == 200
    headers = bearer(organization.owner)
    ended = client.delete(f"{base(organization)}/support-access", headers=headers)
    again = client.delete(f"{base(organization)}/support-access", headers=headers)
    assert (ended.status_code, again.status_code) == (204, 404)
    assert look(client, organization, support) == 404
    grant(client, organization, hours=2)
    assert look(client, organization, support) == 200
    with clock.frozen(clock.now() + timedelta(hours=2, minutes=1)):
        later = identity.mint_access_token(support.user.id, agent="tests")
        answer = client.get(base(organization), headers={"Authorization": f"Bearer {later}"})
        assert answer.status_code == 404
        renewed = grant(client, organization, hours=1)
    assert renewed.status_code == 201


def test_only_the_platforms_support_with_a_second_factor_comes_in(client, organization):
    grant(client, organization)
    moderator, weak = make_operator("moderator"), make_operator("support")
    assert look(client, organization, moderator) == 404
    answer = client.get(base(organization), headers=bearer(weak.user))
    assert answer.status_code == 404
    assert (
        client.get(base(organization), headers=bearer(make_organization().owner)).status_code == 404
    )
    ended = make_operator("support")
    assert look(client, organization, ended) == 200
    with transaction(SystemContext(job="tests.end")) as tx:
        found = operator_queries.find_operator_by_user(tx, ended.user.id)
        operator_queries.end_operator(tx, found.id)
    assert look(client, organization, ended) == 404


def test_the_consent_of_one_organization_opens_no_other(client, organization, support):
    other = make_organization()
    grant(client, organization, "write")
    assert look(client, other, support) == 404
    assert change(client, other, support, name="Other").status_code == 404


def test_owners_see_who_came_once_a_day(client, organization, support):
    grant(client, organization)
    for _ in range(3):
        look(client, organization, support)
    path = f"{base(organization)}/support-access/visits"
    visits = client.get(path, headers=bearer(organization.owner)).json["items"]
    assert [each["user_id"] for each in visits] == [str(support.user.id)]


@pytest.mark.parametrize("role", ["admin", "staff", "partner"])
def test_only_an_owner_lets_support_in(client, organization, role):
    assert grant(client, organization, user=add_member(organization, role)).status_code == 403


@pytest.mark.parametrize(
    "body", [{"level": "all"}, {"hours": 0}, {"hours": 73}, {"hours": "day"}, {"reason": "x" * 501}]
)
def test_bad_input_is_refused(client, organization, body):
    assert grant(client, organization, **body).status_code == 422


def test_a_second_consent_waits_for_the_end_of_the_first(client, organization):
    grant(client, organization)
    assert grant(client, organization).json["code"] == "support-access.granted"


def test_operators_list_who_has_let_them_in(client, organization, support):
    grant(client, organization, reason="Payouts look odd")
    path = "/api/v1/platform/support-access"
    items = client.get(path, headers=support.headers).json["items"]
    [mine] = [each for each in items if each["organization_id"] == str(organization.id)]
    assert (mine["level"], mine["reason"]) == ("read", "Payouts look odd")
    base = f"/api/v1/organizations/{organization.id}"
    assert (
        mine["organization_name"]
        == client.get(base, headers=bearer(organization.owner)).json["name"]
    )
    assert client.get(path, headers=make_operator("moderator").headers).status_code == 403
    assert client.get(path, headers=bearer(organization.owner)).status_code == 404
