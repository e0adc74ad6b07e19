"""Signing in by an organization's OpenID provider: members, roles, refusals with reasons, logout."""

from typing import Any

import pytest
from tests.factories.identity_providers import MadeProvider, make_provider, prove_domain
from tests.factories.openid_faults import DISCOVERY_FAULTS, FAULTS, Fault, claims_of
from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET, KEY, OTHER_KEY, Person
from tests.factories.people import (
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.second_factors import make_app
from tests.factories.work import drain
from tests.site.browser import Browser, mails_to, person_of

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.roles import api as roles
from turnout.modules.sso import api as sso
from turnout.modules.sso import queries
from turnout.modules.sso.rules import EXPLANATIONS
from turnout.openid.errors import REASONS

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any, openid_provider: Any) -> MadeProvider:
    return make_provider(client, openid_provider)


def user_of(person: Person) -> identity.Person:
    found = identity.find_user(person.email)
    assert found is not None
    return found


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> None:
    browser.send(browser.open("/account").form_to("/sign-out"))


def security_events(company: MadeProvider, kind: str) -> list[dict[str, Any]]:
    path = f"/api/v1/organizations/{company.organization.id}/security-events"
    answer = company.client.get(path, query_string={"kind": kind}, headers=company.headers)
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def test_an_employee_is_a_member_at_the_first_sign_in(browser, company):
    person = company.somebody("crew", name="Grace Example")
    back = company.sign_in(browser)
    assert (back.status, back.location) == (303, "/my-tickets")
    user = user_of(person)
    assert (user.display_name, company.role_of(user.id)) == ("Grace Example", "staff")
    [line] = company.log()
    assert (line["outcome"], line["user_id"], line["role"]) == ("signed-in", str(user.id), "staff")
    [event] = security_events(company, "sso.signed-in")
    assert event["details"] == {"provider_id": str(company.id), "role": "staff"}


def test_the_role_follows_the_groups_at_each_sign_in(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    user = user_of(person)
    for groups, role in ((["bridge"], "admin"), (["x", "crew", "bridge"], "staff")):
        sign_out(browser)
        person.more["groups"] = groups
        company.sign_in(browser)
        assert company.role_of(user.id) == role
    sign_out(browser)
    person.more["groups"] = ["nothing of ours"]
    assert company.sign_in(browser).status == 403
    assert company.role_of(user.id) is None  # what the provider gave ends with it
    assert company.log()[0]["reason"] == "no-role"


def test_the_providers_next_key_counts_as_soon_as_it_signs(
    browser, company, openid_provider, monkeypatch
):
    monkeypatch.setattr("turnout.openid.metadata.REFETCH_SECONDS", 0.0)
    company.somebody("crew")
    for published, signs in (
        ([KEY], KEY),
        ([KEY, OTHER_KEY], OTHER_KEY),
        ([OTHER_KEY], OTHER_KEY),
    ):
        openid_provider.keys, openid_provider.signing_key = published, signs
        assert company.sign_in(browser).status == 303, company.log()
        sign_out(browser)
    openid_provider.signing_key = KEY
    monkeypatch.setattr("turnout.openid.metadata.KEPT_SECONDS", 0.0)  # an hour has gone by
    assert company.sign_in(browser).status == 403, "it has left the provider's keys"
    assert company.log()[0]["reason"] == "id-token-key"


def test_groups_may_give_a_role_of_the_organizations_own(browser, company):
    ctx = context_of(company.organization, company.organization.owner)
    new = roles.NewRole(key="box-office", name="Box office", permissions=("orders.read",))
    roles.create_role(ctx, new)
    changed = company.change(mappings=[{"group": "tills", "role": "box-office"}])
    assert changed.status_code == 200, changed.json
    person = company.somebody("tills")
    company.sign_in(browser)
    assert company.role_of(user_of(person).id) == "box-office"


def test_a_default_role_lets_everybody_in(browser, company):
    company.change(mappings=[], default_role="partner")
    person = company.somebody()
    company.sign_in(browser)
    assert company.role_of(user_of(person).id) == "partner"


def test_a_member_invited_by_hand_stays_one_without_a_group(browser, company):
    user = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "staff", user=user)
    company.somebody("nothing", email=user.email)
    assert company.sign_in(browser).status == 403
    assert company.role_of(user.id) == "staff"


def test_an_owner_stays_an_owner(browser, company):
    owner = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "owner", user=owner)
    company.somebody("crew", email=owner.email)
    assert company.sign_in(browser).status == 303
    assert company.role_of(owner.id) == "owner"


def test_somebody_is_known_by_the_providers_subject_not_by_their_address(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    user = user_of(person)
    sign_out(browser)
    person.email = f"{new_id().hex}@{company.domain}"
    assert company.sign_in(browser).status == 303
    assert user.email in browser.open("/account").text


def test_another_subject_with_the_address_of_a_known_one_is_refused(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    sign_out(browser)
    company.somebody("crew", email=person.email)
    assert company.sign_in(browser).status == 403
    assert company.log()[0]["reason"] == "address-taken"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"email": "ada@not-proven.example"}, "domain-not-proven"),
        ({"email": ""}, "no-email"),
        ({"email_verified": False}, "email-not-verified"),
        ({"email_verified": "true"}, "email-not-verified"),
        ({"email": "not an address"}, "no-email"),
        ({"email": "ada@{domain}.evil.example"}, "domain-not-proven"),
        ({"email": "ada@evil.example@{domain}"}, "no-email"),
        ({"email": "ada@sub.{domain}"}, "domain-not-proven"),
        ({"email": "ada@{domain}\n"}, None),
    ],
)
def test_an_address_is_believed_only_of_a_proven_domain(browser, company, said, reason):
    """An honest signature must not take over the accounts of others."""
    said = {
        name: value.format(domain=company.domain) if isinstance(value, str) else value
        for name, value in said.items()
    }
    company.somebody("crew", **said)
    back = company.sign_in(browser)
    assert back.status in ((403,) if reason else (403, 303))
    assert not is_signed_in(browser) or reason is None
    if reason:
        assert company.log()[0]["reason"] == reason
        assert company.log()[0]["explanation"] == EXPLANATIONS[reason]


def test_a_domain_that_two_should_have_proved_counts_for_neither(
    client, browser, openid_provider, company
):
    person = company.somebody("crew")
    other = make_provider(client, openid_provider)
    assert other.change(domains=[other.domain, company.domain]).status_code == 200
    assert company.sign_in(browser).status == 303  # naming it takes it from nobody
    sign_out(browser)
    with transaction(system_in(other.organization.id, "tests")) as tx:
        queries.prove_domain(tx, company.domain)  # which `domains` never lets happen
    assert company.sign_in(browser).status == 303  # who is known stays known
    sign_out(browser)
    assert company.role_of(user_of(person).id) == "staff"
    for each in (company, other):
        each.somebody("crew", email=f"{new_id().hex}@{company.domain}")
        assert each.sign_in(browser).status == 403
        assert each.log()[0]["reason"] == "domain-not-proven"


def test_a_domain_counts_from_its_proof_until_it_is_lost(browser, company):
    name = f"dä{new_id().hex}.example"
    assert company.change(domains=[company.domain, name]).status_code == 200
    company.somebody("crew", email=f"{new_id().hex}@{name}")
    assert company.sign_in(browser).status == 403
    assert company.log()[0]["reason"] == "domain-not-proven"

    proven = prove_domain(company.client, company.organization, name)
    drain()
    company.somebody("crew", email=f"{new_id().hex}@{name}")
    assert company.sign_in(browser).status == 303
    sign_out(browser)

    assert company.client.delete(proven, headers=company.headers).status_code == 204
    drain()
    company.somebody("crew", email=f"{new_id().hex}@{name}")
    assert company.sign_in(browser).status == 403


def test_the_provider_of_one_organization_makes_nobody_a_member_of_another(browser, company):
    """The answer of one provider, brought to the address of another."""
    other = make_provider(company.client, company.at)
    company.somebody("crew")
    begun = browser.open(company.path)
    back = company.at.sign_in(begun.location).replace(company.path, other.path)
    assert browser.open(back).status == 410
    assert not is_signed_in(browser)


def test_an_answer_counts_once_and_in_its_own_browser(app, browser, company):
    company.somebody("crew")
    back = company.at.sign_in(browser.open(company.path).location)
    assert Browser(app.test_client()).open(back).status == 410
    assert browser.open(back).status == 303
    assert browser.open(back).status == 410


def test_a_second_factor_is_asked_for_all_the_same(browser, company):
    user = make_user(email=f"{new_id().hex}@{company.domain}")
    app = make_app(user)
    company.somebody("crew", email=user.email)
    step = company.sign_in(browser)
    assert (step.status, step.form.action) == (200, "/sign-in/second-step")
    assert not is_signed_in(browser)
    assert browser.send(step.form, code=app.code()).location == "/my-tickets"


@pytest.mark.parametrize("fault", [*FAULTS, *DISCOVERY_FAULTS], ids=lambda each: each.name)
def test_a_lie_is_refused_with_its_reason_in_the_log(browser, company, fault: Fault):
    """One table of lies; strangers hear one sentence, the organization the reason."""
    company.somebody("crew")
    company.at.lies[fault.part] = fault.lie(company.at)
    begun = browser.open(company.path)
    if begun.status == 303:
        begun = browser.open(company.at.sign_in(begun.location))
    assert begun.status == 403
    assert "did not work" in begun.text
    assert fault.reason not in begun.text
    assert not is_signed_in(browser)
    line = company.log()[0]
    assert (line["outcome"], line["reason"]) == ("refused", fault.reason)
    assert line["explanation"]
    assert security_events(company, "sso.refused")[0]["details"]["reason"] == fault.reason


def test_every_reason_has_words() -> None:
    assert set(EXPLANATIONS) >= REASONS


@pytest.mark.parametrize("state", ["draft", "off"])
def test_a_provider_that_is_not_switched_on_signs_nobody_in(browser, company, state):
    assert company.change(state=state).status_code == 200
    assert browser.open(company.path).status == 404
    assert browser.open(f"{company.path}/return?code=x&state=y").status == 404


def logout_token(company: MadeProvider, **changed: Any) -> str:
    now = int(clock.now().timestamp())
    claims = {
        "iss": company.at.issuer,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + 120,
        "jti": new_id().hex,
        "events": {LOGOUT_EVENT: {}},
        "sub": company.at.person.sub,
        **changed,
    }
    said = {name: value for name, value in claims.items() if value is not None}
    return company.at.signed(said, {"typ": "logout+jwt"})


def log_out(company: MadeProvider, *tokens: str) -> int:
    path = f"/hooks/v1{company.path}/logout"
    return int(company.client.post(path, data={"logout_token": list(tokens)}).status_code)


def test_who_signs_out_at_the_provider_is_signed_out_here_at_once(app, browser, company):
    company.somebody("crew", more={"sid": "s-1"})
    company.sign_in(browser)
    bystander = Browser(app.test_client())
    bystander.sign_in(make_user())
    assert log_out(company, logout_token(company)) == 204
    assert is_signed_in(bystander)
    assert not is_signed_in(browser)


def test_a_logout_may_name_the_session_alone(browser, company):
    company.somebody("crew", more={"sid": "s-1"})
    company.sign_in(browser)
    assert log_out(company, logout_token(company, sub=None, sid="another")) == 204
    assert is_signed_in(browser)
    assert log_out(company, logout_token(company, sub=None, sid="s-1")) == 204
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    "changed",
    [
        {"events": None},
        {"events": {"x": {}}},
        {"events": []},
        {"nonce": "n"},
        {"sub": None, "sid": None},
        {"sub": 5},
        {"jti": None},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1},
        {"iat": 1},
    ],
    ids=str,
)
def test_a_false_logout_ends_nothing(browser, company, changed):
    company.somebody("crew")
    company.sign_in(browser)
    assert log_out(company, logout_token(company, **changed)) == 400
    assert is_signed_in(browser)
    assert company.log()[0]["outcome"] == "refused"


def test_a_logout_is_taken_once_and_from_the_provider_alone(browser, company):
    company.somebody("crew")
    company.sign_in(browser)
    token = logout_token(company)
    forged = company.at.signed(claims_of(token), {"kid": "first"}, OTHER_KEY)
    assert [log_out(company, each) for each in (forged, "x", "")] == [400, 400, 400]
    assert log_out(company) == 400
    assert log_out(company, token, token) == 400
    assert is_signed_in(browser)
    assert log_out(company, token) == 204
    company.sign_in(browser)
    assert log_out(company, token) == 400
    assert is_signed_in(browser)


def test_an_id_token_is_no_logout_token(browser, company):
    kept: list[str] = []
    company.somebody("crew")
    company.at.lies["id_token"] = lambda honest: kept.append(honest) or honest
    company.sign_in(browser)
    assert log_out(company, kept[0]) == 400
    assert is_signed_in(browser)


def test_a_preview_says_what_a_mapping_would_make_of_todays_members(browser, company):
    person = company.somebody("crew", "bridge")
    company.sign_in(browser)
    wanted = {"mappings": [{"group": "bridge", "role": "admin"}]}
    path = f"{company.api}/{company.id}/mapping-preview"
    [seen] = company.client.post(path, json=wanted, headers=company.headers).json["items"]
    assert (seen["role_now"], seen["role_then"]) == ("staff", "admin")
    [seen] = company.client.post(path, json={}, headers=company.headers).json["items"]
    assert (seen["role_now"], seen["role_then"]) == ("staff", None)
    assert company.role_of(user_of(person).id) == "staff"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"mappings": [{"group": "x", "role": "owner"}]}, "/mappings/0/role"),
        ({"mappings": [{"group": "x", "role": "nobody"}]}, "/mappings/0/role"),
        ({"default_role": "owner"}, "/default_role"),
        ({"issuer": "https://127.0.0.2/"}, None),
        ({"issuer": "ftp://example.com"}, "/issuer"),
        ({"issuer": "https://user@example.com"}, "/issuer"),
        ({"domains": ["no domain"]}, "/domains/0"),
        ({"domains": ["localhost"]}, "/domains/0"),
        ({"is_enforced": True}, "/break_glass_user_id"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_its_field(company, fields, pointer):
    answer = company.change(**fields)
    if pointer is None:
        assert answer.status_code in (200, 422)
        return
    assert answer.status_code == 422, answer.json
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_nobody_maps_a_group_to_more_than_they_may(company):
    ctx = context_of(company.organization, company.organization.owner)
    rights = ("sso.manage", "members.read")
    roles.create_role(ctx, roles.NewRole(key="desk", name="IT", permissions=rights))
    headers = bearer(add_member(company.organization, "desk"))
    path = f"{company.api}/{company.id}"
    wider = {"mappings": [{"group": "x", "role": "admin"}]}
    assert company.client.patch(path, json=wider, headers=headers).status_code == 403
    own = {"mappings": [{"group": "x", "role": "desk"}]}
    assert company.client.patch(path, json=own, headers=headers).status_code == 200


def test_the_secret_is_never_shown(company):
    shown = company.client.get(f"{company.api}/{company.id}", headers=company.headers)
    assert [name for name in shown.json if "secret" in name] == ["has_secret"]
    assert CLIENT_SECRET not in shown.get_data(as_text=True)
    assert shown.json["redirect_uri"].endswith(f"{company.path}/return")


def test_a_provider_is_its_organizations_alone(company):
    stranger = bearer(make_organization().owner)
    for path in ("", f"/{company.id}", f"/{company.id}/sign-ins"):
        assert company.client.get(company.api + path, headers=stranger).status_code == 404


def test_a_deleted_provider_leaves_its_members(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    path = f"{company.api}/{company.id}"
    assert company.client.delete(path, headers=company.headers).status_code == 204
    assert company.client.get(path, headers=company.headers).status_code == 404
    assert company.role_of(user_of(person).id) == "staff"


@pytest.fixture
def enforced(company: MadeProvider) -> MadeProvider:
    """A company whose people sign in by its provider alone, but for one owner."""
    owner = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "owner", user=owner)
    answer = company.change(is_enforced=True, break_glass_user_id=str(owner.id))
    assert answer.status_code == 200, answer.json
    return company


def test_only_an_owner_is_named_for_emergencies(company):
    admin = make_user()
    add_member(company.organization, "admin", user=admin)
    for user_id in (admin.id, make_user().id, new_id()):
        answer = company.change(break_glass_user_id=str(user_id))
        assert answer.status_code == 422
        assert answer.json["errors"][0]["pointer"] == "/break_glass_user_id"
    assert company.change(break_glass_user_id=None).status_code == 200


def test_where_it_is_enforced_a_password_opens_nothing(client, browser, enforced):
    user = make_user(email=f"{new_id().hex}@{enforced.domain}")
    page = browser.sign_in(user, path="/sign-in?next=/my-tickets")
    onward = f"{enforced.path}?next=%2Fmy-tickets"
    assert page.answer.headers["Refresh"] == f"0; url={onward}"  # browsers stop a redirect
    assert f'href="{onward}"' in page.text
    assert not is_signed_in(browser)
    body = {"email": user.email, "password": "harbour-lantern-violet-sixty"}
    answer = client.post("/api/v1/auth/sign-in", json=body)
    assert (answer.status_code, answer.json["code"]) == (403, "sso.company-sign-in-needed")
    assert answer.json["path"] == enforced.path
    wrong = client.post("/api/v1/auth/sign-in", json={**body, "password": "not this one"})
    assert wrong.json["code"] == "identity.wrong-credentials"


@pytest.mark.parametrize("method", ["password", "passkey", "elsewhere"])
def test_where_it_is_enforced_no_other_way_opens_a_login(enforced, method):
    user = make_user(email=f"{new_id().hex}@{enforced.domain}")
    ctx = SystemContext(job="tests")
    with pytest.raises(sso.CompanySignInNeeded):
        identity.require_open(ctx, user.id, method=method)
    identity.require_open(ctx, user.id, method="sso")


def test_where_it_is_enforced_the_address_is_the_companys_to_change(client, enforced):
    user = make_user(email=f"{new_id().hex}@{enforced.domain}")
    elsewhere = f"{new_id().hex}@people.example"
    body = {"email": elsewhere, "present_password": "harbour-lantern-violet-sixty"}
    answer = client.post("/api/v1/me/email", json=body, headers=bearer(user))
    assert (answer.status_code, answer.json["code"]) == (403, "sso.company-sign-in-needed")
    assert mails_to(user.email) == mails_to(elsewhere) == [], "nobody is asked"
    assert person_of(user).email == user.email
    wrong = client.post(
        "/api/v1/me/email", json=body | {"present_password": "not this one"}, headers=bearer(user)
    )
    assert wrong.status_code == 422, "who does not know the password learns of no company"


def test_the_sign_in_page_leads_to_the_company(browser, company):
    page = browser.open("/sign-in?next=/my-tickets")
    step = browser.send(page.form, email=f"anybody@{company.domain}")
    assert f'href="{company.path}?next=%2Fmy-tickets"' in step.text
    assert "Continue with Company" in step.text


def test_the_owner_for_emergencies_comes_in_and_everybody_can_see_it(browser, enforced):
    shown = enforced.client.get(f"{enforced.api}/{enforced.id}", headers=enforced.headers).json
    people = enforced.client.get(
        f"/api/v1/organizations/{enforced.organization.id}/members", headers=enforced.headers
    ).json["items"]
    email = next(
        each["email"] for each in people if each["user_id"] == shown["break_glass_user_id"]
    )
    page = browser.send(browser.open("/sign-in").form, email=email)
    signed_in = browser.send(page.form, email=email, password="harbour-lantern-violet-sixty")
    assert signed_in.status == 303
    assert is_signed_in(browser)
    [event] = security_events(enforced, "sso.bypassed")
    assert event["user_id"] == shown["break_glass_user_id"]
    assert event["details"]["method"] == "password"


def test_a_domain_that_is_not_proven_closes_nothing(browser, company):
    assert company.change(domains=["not-proven.example"]).status_code == 200
    assert company.change(is_enforced=True).status_code == 422
    user = make_user(email=f"{new_id().hex}@not-proven.example")
    assert browser.sign_in(user).status == 303
    assert is_signed_in(browser)
