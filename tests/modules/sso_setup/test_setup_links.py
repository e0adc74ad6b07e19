"""Set-up links: what whoever has one may do with an identity provider, and what not."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories.identity_providers import MadeProvider, make_provider
from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET
from tests.factories.people import add_member, bearer, context_of, make_organization, make_user

from turnout.kernel import clock
from turnout.modules.organizations import api as organizations
from turnout.modules.sso_setup import api as sso_setup

GIVEN = {"issuer": "https://other.example", "client_id": "another", "client_secret": "guess"}


@pytest.fixture
def company(client: Any, openid_provider: Any) -> MadeProvider:
    """A company whose provider is being set up."""
    made = make_provider(client, openid_provider)
    assert made.change(state="draft").status_code == 200
    return made


def links_path(company: MadeProvider) -> str:
    return f"{company.api}/{company.id}/setup-links"


def make_link(company: MadeProvider, **body: Any) -> dict[str, Any]:
    answer = company.client.post(links_path(company), json=body, headers=company.headers)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def secret_of(link: dict[str, Any]) -> str:
    return str(link["url"]).rpartition("/")[2]


def open_link(company: MadeProvider, secret: str) -> sso_setup.OpenedSetup:
    return sso_setup.open_setup(company.organization.id, secret)


def provider_of(company: MadeProvider) -> dict[str, Any]:
    shown = company.client.get(f"{company.api}/{company.id}", headers=company.headers)
    return dict(shown.json)


def test_a_link_opens_one_provider_and_its_secret_is_told_once(company):
    link = make_link(company)
    opened = open_link(company, secret_of(link))
    assert (opened.provider.id, opened.organization_name) == (
        company.id,
        organizations.show_organization(
            context_of(company.organization, company.organization.owner)
        ).name,
    )
    listed = company.client.get(links_path(company), headers=company.headers).json["items"]
    assert [each["id"] for each in listed] == [link["id"]]
    assert listed[0]["used_at"] is not None
    assert secret_of(link) not in str(listed)


def test_a_link_writes_what_the_provider_gave(company):
    secret = secret_of(make_link(company))
    given = {
        "issuer": company.at.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
    }
    saved = sso_setup.save_by_link(company.organization.id, secret, given)
    assert (saved.issuer, saved.client_id, saved.has_secret) == (company.at.issuer, CLIENT_ID, True)
    path = f"/api/v1/organizations/{company.organization.id}/audit"
    lines = company.client.get(path, headers=company.headers).json["items"]
    assert any(each["actor"].startswith("guest:sso-setup-link:") for each in lines), lines


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "active"},
        {"is_enforced": True},
        {"mappings": (), "default_role": "admin"},
        {"domains": ("evil.example",)},
        {"name": "Another"},
        {"break_glass_user_id": None},
    ],
    ids=str,
)
def test_a_link_writes_nothing_else(company, changes):
    before = provider_of(company)
    secret = secret_of(make_link(company))
    sso_setup.save_by_link(company.organization.id, secret, changes)
    after = provider_of(company)
    assert {**after, "version": 0} == {**before, "version": 0}


def test_a_link_changes_nothing_once_the_provider_is_switched_on(company):
    """Whoever could name another issuer then would sign in as everybody."""
    secret = secret_of(make_link(company))
    company.change(state="active")
    with pytest.raises(sso_setup.SetupLinkOver):
        sso_setup.save_by_link(company.organization.id, secret, GIVEN)
    assert provider_of(company)["client_id"] == CLIENT_ID
    answer = company.client.post(links_path(company), json={}, headers=company.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "sso_setup.done")


def test_a_link_ends_with_its_time(company):
    secret = secret_of(make_link(company, days=2))
    with clock.frozen(clock.now() + timedelta(days=1)):
        open_link(company, secret)
    later = clock.now() + timedelta(days=2, minutes=1)
    with clock.frozen(later), pytest.raises(sso_setup.SetupLinkOver):
        open_link(company, secret)


def test_a_revoked_link_opens_nothing(company):
    link = make_link(company)
    path = f"{links_path(company)}/{link['id']}"
    assert company.client.delete(path, headers=company.headers).status_code == 204
    with pytest.raises(sso_setup.SetupLinkOver):
        open_link(company, secret_of(link))
    assert company.client.delete(path, headers=company.headers).status_code == 204


def test_a_link_ends_with_the_rights_of_whoever_made_it(company):
    ctx = context_of(company.organization, company.organization.owner)
    user = make_user()
    add_member(company.organization, "admin", user=user)
    answer = company.client.post(links_path(company), json={}, headers=bearer(user))
    secret = secret_of(answer.json)
    open_link(company, secret)
    path = f"/api/v1/organizations/{company.organization.id}/members"
    members = company.client.get(path, headers=company.headers).json["items"]
    member_id = next(each["id"] for each in members if each["user_id"] == str(user.id))
    organizations.remove_member(ctx, UUID(member_id))
    with pytest.raises(sso_setup.SetupLinkOver):
        open_link(company, secret)


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_who_may_not_set_up_sign_in_makes_no_link(company, role):
    headers = bearer(add_member(company.organization, role))
    for method, path in (("post", links_path(company)), ("get", links_path(company))):
        answer = getattr(company.client, method)(path, json={}, headers=headers)
        assert answer.status_code == 403
    tests = f"{company.api}/{company.id}/test-sign-ins"
    assert company.client.get(tests, headers=headers).status_code == 403


def test_a_link_is_of_its_organization_alone(company):
    secret = secret_of(make_link(company))
    for organization_id, text in ((make_organization().id, secret), (company.organization.id, "x")):
        with pytest.raises(sso_setup.SetupLinkNotFound):
            sso_setup.open_setup(organization_id, text)


def test_a_draft_may_begin_with_a_name_and_is_not_switched_on_before_it_is_whole(company):
    new = {"name": "Keycloak", "product": "keycloak"}
    made = company.client.post(company.api, json=new, headers=company.headers)
    assert made.status_code == 201, made.json
    assert (made.json["product"], made.json["issuer"], made.json["has_secret"]) == (
        "keycloak",
        "",
        False,
    )
    path = f"{company.api}/{made.json['id']}"
    refused = company.client.patch(path, json={"state": "active"}, headers=company.headers)
    assert [each["pointer"] for each in refused.json["errors"]] == [
        "/issuer",
        "/client_id",
        "/client_secret",
    ]
