"""Roles ask for a second factor: who comes without one may set one up and nothing else there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    make_organization,
    make_user,
)
from tests.factories.second_factors import code_of, make_app
from tests.factories.tokens import make_account, make_token
from tests.factories.work import run_timed

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import live
from turnout.modules.identity import api as identity
from turnout.modules.second_factor_policies import rules
from turnout.modules.second_factor_policies.types import ASKS_NOBODY, NewSecondFactorPolicy

pytestmark = pytest.mark.usefixtures("running")
REQUIRED = (403, "organizations.second-factor-required")


@pytest.fixture
def organization() -> MadeOrganization:
    """Its owner has an authenticator app."""
    made = make_organization()
    make_app(made.owner)
    return made


def path_of(organization: MadeOrganization) -> str:
    return f"/api/v1/organizations/{organization.id}"


def policy_of(client, organization, user=None):
    headers = bearer(user or organization.owner)
    return client.get(f"{path_of(organization)}/second-factor-policy", headers=headers).json


def proved(client, user: MadeUser, app) -> dict[str, str]:
    """A login that has shown a second factor."""
    headers = bearer(user)
    answer = client.post("/api/v1/auth/confirm", json={"code": app.code()}, headers=headers)
    assert answer.status_code == 204, answer.json
    return headers


def ask(client, organization, *roles, user=None, headers=None, **said):
    body = {"roles": list(roles), "grace_days": 0, **said}
    path = f"{path_of(organization)}/second-factor-policy"
    return client.put(path, json=body, headers=headers or bearer(user or organization.owner))


def seen(client, organization, headers) -> tuple[int, str]:
    answer = client.get(path_of(organization), headers=headers)
    return (answer.status_code, answer.json.get("code", ""))


def test_nobody_is_asked_before_it_is_decided(client, organization):
    shown = policy_of(client, organization)
    assert (shown["roles"], shown["demanded_from"], shown["version"]) == ([], None, 0)
    staff = add_member(organization, "staff")
    assert seen(client, organization, bearer(staff)) == (200, "")


def test_who_has_such_a_role_and_no_factor_may_only_set_one_up(client, organization):
    staff, partner = add_member(organization, "staff"), add_member(organization, "partner")
    headers = bearer(staff)
    assert seen(client, organization, headers) == (200, "")
    answer = ask(client, organization, "staff")
    assert (answer.status_code, answer.json["roles"]) == (200, ["staff"])
    assert seen(client, organization, headers) == REQUIRED
    assert seen(client, organization, bearer(partner)) == (200, "")
    assert seen(client, organization, bearer(organization.owner)) == (200, "")
    assert client.get("/api/v1/me/second-factors", headers=headers).status_code == 200
    app = make_app(staff)  # at another login
    assert seen(client, organization, headers) == REQUIRED
    confirmed = client.post("/api/v1/auth/confirm", json={"code": app.code()}, headers=headers)
    assert confirmed.status_code == 204
    assert seen(client, organization, headers) == (200, "")


def test_setting_one_up_opens_the_login_at_which_it_was_done(client, organization):
    staff = add_member(organization, "staff")
    ask(client, organization, "staff")
    headers = bearer(staff)
    base = "/api/v1/me/second-factors/authenticator"
    secret = client.post(base, headers=headers).json["secret"]
    done = client.post(f"{base}/confirm", json={"code": code_of(secret)}, headers=headers)
    assert done.status_code == 200
    assert seen(client, organization, headers) == (200, "")


def test_an_own_role_asks_as_the_four_do(client, organization):
    made = client.post(
        f"{path_of(organization)}/roles",
        json={"key": "box-office", "name": "Box office", "permissions": ["organizations.read"]},
        headers=bearer(organization.owner),
    )
    assert made.status_code == 201, made.json
    clerk = add_member(organization, "box-office")
    ask(client, organization, "box-office")
    assert seen(client, organization, bearer(clerk)) == REQUIRED
    unknown = ask(client, organization, "box-office", "nobody")
    assert unknown.json["errors"][0]["pointer"] == "/roles/1"


def test_days_of_grace_are_counted_from_the_decision_and_said_to_who_is_asked(client, organization):
    staff = add_member(organization, "staff")
    now = clock.now()
    with clock.frozen(now):
        shown = ask(client, organization, "staff", grace_days=14).json
        mine = client.get("/api/v1/me/organizations", headers=bearer(staff)).json["items"]
    [there] = [each for each in mine if each["id"] == str(organization.id)]
    assert there["second_factor_from"] == shown["demanded_from"]
    with clock.frozen(now + timedelta(days=14) - timedelta(seconds=1)):
        assert seen(client, organization, bearer(staff)) == (200, "")
    with clock.frozen(now + timedelta(days=14)):
        assert seen(client, organization, bearer(staff)) == REQUIRED


def test_who_decides_has_a_factor_so_nobody_shuts_themselves_out(client):
    made = make_organization()
    refused = ask(client, made, "owner")
    assert (refused.status_code, refused.json["code"]) == (
        409,
        "second-factor-policies.own-factor-missing",
    )
    assert policy_of(client, made)["roles"] == []


def test_the_last_owner_without_one_is_never_shut_out_for_good(client, organization):
    admin = add_member(organization, "admin")
    app = make_app(admin)
    other = make_organization()
    add_member(other, "admin", user=admin)
    assert ask(client, other, "owner", user=admin).status_code == 200
    assert seen(client, other, bearer(other.owner)) == REQUIRED
    make_app(other.owner)
    assert seen(client, other, proved(client, admin, app)) == (200, "")
    login = client.post(
        "/api/v1/auth/sign-in", json={"email": other.owner.email, "password": "wrong"}
    )
    assert login.status_code == 401  # its own second step is asked from now on


def test_the_last_factor_stays_while_a_role_asks_for_it(client, organization):
    staff = add_member(organization, "staff")
    make_app(staff)
    ask(client, organization, "staff", grace_days=30)
    path = "/api/v1/me/second-factors/authenticator"
    refused = client.delete(path, headers=bearer(staff))
    assert (refused.status_code, refused.json["code"]) == (409, "second-factors.required")
    ask(client, organization)
    assert client.delete(path, headers=bearer(staff)).status_code == 204


def test_a_token_counts_as_its_owner_and_a_service_account_has_none(client, organization):
    staff, other = add_member(organization, "staff"), add_member(organization, "staff")
    make_app(other)
    mine = make_token(organization, "organizations.read", owner=staff).headers
    theirs = make_token(organization, "organizations.read", owner=other).headers
    account = make_account(organization, "staff")
    machine = make_token(organization, "organizations.read", account_id=account).headers
    assert ask(client, organization, "staff").status_code == 200
    assert seen(client, organization, mine) == REQUIRED
    assert seen(client, organization, theirs) == (200, "")
    assert seen(client, organization, machine) == (200, "")


@pytest.mark.parametrize(
    ("link", "role", "asked"),
    [
        ({}, "staff", {"admin"}),  # the link's role
        ({}, "staff", {"staff"}),  # their own in the agency
        ({"permissions": ["organizations.read"]}, "staff", {"partner"}),  # a scope without a role
    ],
)
def test_members_of_an_agency_are_asked_by_the_client(client, organization, link, role, asked):
    agency = make_organization(kind="agency")
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": organization.slug, "role": "admin", **link},
        headers=bearer(agency.owner),
    ).json
    path = f"{path_of(organization)}/agency-links/{offered['id']}/accept"
    assert client.post(path, headers=bearer(organization.owner)).status_code == 200
    clerk = add_member(agency, role)
    assert seen(client, organization, bearer(clerk)) == (200, "")
    assert ask(client, organization, *asked).status_code == 200
    assert seen(client, organization, bearer(clerk)) == REQUIRED
    mine = client.get("/api/v1/me/organizations", headers=bearer(clerk)).json["items"]
    assert {each["id"]: each["second_factor_from"] is not None for each in mine} == {
        str(organization.id): True,
        str(agency.id): False,
    }
    overview = client.get("/api/v1/me/overview", headers=bearer(clerk)).json
    needs = {
        each["organization_id"]: each["needs_second_factor"] for each in overview["organizations"]
    }
    assert needs[str(organization.id)] is True
    app = make_app(clerk)
    refused = client.delete("/api/v1/me/second-factors/authenticator", headers=bearer(clerk))
    assert refused.json["code"] == "second-factors.required"
    assert seen(client, organization, proved(client, clerk, app)) == (200, "")


def test_an_agency_does_not_decide_for_its_client(client, organization):
    agency = make_organization(kind="agency")
    make_app(agency.owner)
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": organization.slug, "role": "admin"},
        headers=bearer(agency.owner),
    ).json
    path = f"{path_of(organization)}/agency-links/{offered['id']}/accept"
    client.post(path, headers=bearer(organization.owner))
    assert ask(client, organization, "staff", user=agency.owner).status_code == 403
    staff = add_member(organization, "staff")
    assert ask(client, organization, "staff", user=staff).status_code == 403
    token = make_token(organization, "organizations.read").headers
    assert ask(client, organization, "staff", headers=token).status_code == 403


def sso_login(user: MadeUser, organization_id) -> dict[str, str]:
    """A login that an organization's own identity provider opened."""
    signed_in = identity.open_login(
        SystemContext(job="tests.sso"),
        user.id,
        client=identity.Client(address="192.0.2.1", agent="tests"),
        sso_organization_id=organization_id,
    )
    return {"Authorization": f"Bearer {signed_in.access_token}"}


def test_the_organizations_own_provider_counts_where_it_says_so(client, organization):
    staff, elsewhere = add_member(organization, "staff"), make_organization()
    own, foreign = sso_login(staff, organization.id), sso_login(staff, elsewhere.id)
    ask(client, organization, "staff")
    assert seen(client, organization, own) == REQUIRED
    ask(client, organization, "staff", counts_sso=True)
    assert seen(client, organization, own) == (200, "")
    assert seen(client, organization, own) == (200, "")  # as it is remembered, too
    assert seen(client, organization, foreign) == REQUIRED
    assert seen(client, organization, bearer(staff)) == REQUIRED


def test_a_provider_of_ones_own_proves_nothing_to_the_platform(client, organization):
    staff = add_member(organization, "staff")
    headers = sso_login(staff, organization.id)
    me = client.get("/api/v1/platform/people", headers=headers)
    assert me.status_code == 404


def test_a_change_needs_the_version_that_was_read(client, organization):
    path = f"{path_of(organization)}/second-factor-policy"
    first = ask(client, organization, "staff")
    headers = {**bearer(organization.owner), "If-Match": first.headers["ETag"]}
    body = {"roles": ["staff", "admin"], "grace_days": 3}
    assert client.put(path, json=body, headers=headers).status_code == 200
    assert client.put(path, json=body, headers=headers).status_code == 412


def test_a_member_who_is_asked_costs_no_further_statement(client, organization, statements):
    staff = add_member(organization, "staff")
    app = make_app(staff)
    headers = proved(client, staff, app)

    def count() -> int:
        client.get(path_of(organization), headers=headers)
        statements.clear()
        client.get(path_of(organization), headers=headers)
        return len(statements)

    before = count()
    ask(client, organization, "staff")
    assert count() == before


def test_the_log_says_who_asked_for_it(client, organization, owner_connection):
    ask(client, organization, "staff")
    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(organization.id)]
    )
    [(actor, after)] = owner_connection.execute(
        "SELECT actor, after FROM audit_entries WHERE organization_id = %s"
        " AND table_name = 'second_factor_policies'",
        [organization.id],
    ).fetchall()
    assert actor == f"user:{organization.owner.id}"
    assert after["roles"] == ["staff"]


def test_grace_begins_anew_only_for_others_who_are_asked_or_when_its_days_change():
    noon = clock.now()
    later = noon + timedelta(days=2)
    new = NewSecondFactorPolicy(roles=("staff",), grace_days=7)
    first = rules.role_demands(None, new, now=noon)
    assert first == {"staff": noon + timedelta(days=7)}
    before = replace(
        ASKS_NOBODY, roles=("staff",), demanded_from=first["staff"], role_demands=first, version=1
    )
    old = replace(before, role_demands={})  # written before roles had times of their own
    more = replace(new, roles=("staff", "admin"))
    for known in (before, old):
        assert rules.role_demands(known, new, now=later) == first
        assert rules.role_demands(known, more, now=later) == {
            **first,
            "admin": later + timedelta(days=7),
        }
    at_once = replace(more, grace_days=0)
    assert rules.role_demands(before, at_once, now=later) == {"staff": later, "admin": later}
    assert rules.role_demands(before, replace(new, roles=()), now=later) == {}


def test_who_is_asked_already_gets_no_days_when_others_are_asked_too(client, organization):
    clerk, chief = add_member(organization, "staff"), add_member(organization, "admin")
    assert ask(client, organization, "staff", grace_days=7).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert seen(client, organization, bearer(clerk)) == REQUIRED
        answer = ask(client, organization, "staff", "admin", grace_days=7)
        assert answer.status_code == 200, answer.json
        assert seen(client, organization, bearer(clerk)) == REQUIRED
        assert seen(client, organization, bearer(chief)) == (200, "")


def ended_after(organization, user):
    """When this person's streams in the organization were last told to end; None: never."""
    name = live.last_name(live.person_channel(organization.id, user.id))
    found = runtime.current().redis.ask("tests", lambda redis: redis.get(name), at=name)
    return None if found is None else float(found)


def test_streams_that_are_open_end_when_the_policy_begins(client, organization):
    clerk = add_member(organization, "staff")
    assert ask(client, organization, "staff", grace_days=7).status_code == 200
    assert ended_after(organization, clerk) is None
    assert ask(client, organization, "staff", grace_days=0).status_code == 200
    assert ended_after(organization, clerk) is not None


def test_streams_end_when_the_days_of_grace_are_over(client, organization):
    clerk = add_member(organization, "staff")
    assert ask(client, organization, "staff", grace_days=7).status_code == 200
    run_timed("second_factor_policies.end_streams")
    assert ended_after(organization, clerk) is None
    with clock.frozen(clock.now() + timedelta(days=7, seconds=3)):
        run_timed("second_factor_policies.end_streams")
    assert ended_after(organization, clerk) is not None


def test_a_person_without_any_organization_may_remove_their_factor(client):
    user = make_user()
    make_app(user)
    path = "/api/v1/me/second-factors/authenticator"
    assert client.delete(path, headers=bearer(user)).status_code == 204
