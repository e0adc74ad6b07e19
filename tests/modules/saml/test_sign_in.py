"""Signing in by an organization's SAML provider: members, roles, one browser, one use."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import saml_forge as forge
from tests.factories.people import add_member, make_user
from tests.factories.saml_providers import create_saml, make_saml, message_in
from tests.factories.second_factors import make_app
from tests.site.browser import Browser

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> Any:
    return browser.send(browser.open("/account").form_to("/sign-out"))


def user_of(email: str) -> identity.Person:
    found = identity.find_user(email)
    assert found is not None
    return found


def test_an_employee_is_a_member_at_the_first_sign_in(browser, company):
    person = company.somebody("crew", name="Grace Example")
    back = company.sign_in(browser)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    user = user_of(person.email)
    assert (user.display_name, company.role_of(user.id)) == ("Grace Example", "staff")
    [line] = company.log()
    assert (line["outcome"], line["user_id"], line["role"]) == ("signed-in", str(user.id), "staff")


def test_our_request_is_signed_and_names_where_to_answer(browser, company):
    begun = browser.open(company.path)
    request = message_in(begun.location, "SAMLRequest")
    assert begun.location.startswith(f"{forge.SIGN_IN}?SAMLRequest=")
    assert "&SigAlg=" in begun.location
    assert "&Signature=" in begun.location
    assert request.get("AssertionConsumerServiceURL").endswith(f"{company.path}/acs")
    assert request.get("Destination") == forge.SIGN_IN


@pytest.mark.parametrize("signed", ["assertion", "response", "both"])
@pytest.mark.parametrize("is_encrypted", [False, True])
def test_what_is_signed_counts(browser, company, signed, is_encrypted):
    company.somebody("crew")
    root = forge.response(company.said(company.begin(browser)))
    if signed != "response" or is_encrypted:  # what is sealed has to be signed inside
        forge.sign(forge.assertion_of(root), company.signing)
    if is_encrypted:
        forge.encrypt(root, company.our_certificate)
    if signed != "assertion":
        forge.sign(root, company.signing)
    assert company.bring(browser, root).status == 303
    assert is_signed_in(browser)


def test_an_assertion_sealed_as_keycloak_does_is_read(browser, company):
    """XML Encryption 1.1 names the mask of RSA-OAEP, of which the schema of SAML knows nothing."""
    company.somebody("crew")
    root = company.honest(company.begin(browser))
    assert company.bring(browser, forge.encrypt_masked(root, company.our_certificate)).status == 303
    assert is_signed_in(browser)


def test_the_role_follows_the_groups_at_each_sign_in(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    user = user_of(person.email)
    for groups, role in ((["bridge"], "admin"), (["x", "crew", "bridge"], "staff")):
        sign_out(browser)
        person.more["groups"] = groups
        company.sign_in(browser)
        assert company.role_of(user.id) == role
    sign_out(browser)
    person.more["groups"] = ["nothing of ours"]
    assert company.sign_in(browser).status == 403
    assert company.role_of(user.id) is None
    assert company.log()[0]["reason"] == "no-role"


def test_a_response_counts_in_the_browser_that_asked_for_it_alone(app, browser, company):
    """Somebody who has another open the way back signs them in as nobody."""
    company.somebody("crew")
    root = company.honest(company.begin(browser))
    led = company.post(browser, root).location
    assert Browser(app.test_client()).open(led).status == 410
    assert browser.open(led).status == 303
    assert browser.open(led).status == 410


def test_an_assertion_counts_once(browser, company):
    company.somebody("crew")
    root = company.honest(company.begin(browser))
    assert company.bring(browser, root).status == 303
    sign_out(browser)
    company.begin(browser)
    assert company.bring(browser, root).status == 403
    assert company.log()[0]["reason"] == "saml-replayed"
    assert not is_signed_in(browser)


def test_a_request_is_answered_once(browser, company):
    company.somebody("crew")
    asked = company.begin(browser)
    assert company.bring(browser, company.honest(asked)).status == 303
    assert company.bring(browser, company.honest(asked)).status == 403
    assert company.log()[0]["reason"] == "saml-in-response-to"


def test_a_provider_may_begin_only_where_it_is_allowed_to(browser, company):
    person = company.somebody("crew")
    assert company.bring(browser, company.honest()).status == 403
    assert company.log()[0]["reason"] == "saml-unasked"
    assert company.set(is_idp_initiated_allowed=True).status_code == 200
    back = company.bring(browser, company.honest(), RelayState="/my-tickets")
    assert (back.status, back.location) == (303, "/my-tickets")
    assert company.role_of(user_of(person.email).id) == "staff"


@pytest.mark.parametrize(
    "relay", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_relay_state_leads_to_our_own_paths_alone(browser, company, relay):
    company.somebody("crew")
    company.set(is_idp_initiated_allowed=True)
    back = company.bring(browser, company.honest(), RelayState=relay)
    assert (back.status, back.location) == (303, "/account")


def test_a_second_factor_is_asked_for_all_the_same(browser, company):
    user = make_user(email=f"{new_id().hex}@{company.domain}")
    app = make_app(user)
    company.somebody("crew", email=user.email)
    step = company.sign_in(browser)
    assert (step.status, step.form.action) == (200, "/sign-in/second-step")
    assert browser.send(step.form, code=app.code()).location == "/my-tickets"


def test_an_owner_stays_an_owner(browser, company):
    owner = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "owner", user=owner)
    company.somebody("crew", email=owner.email)
    assert company.sign_in(browser).status == 303
    assert company.role_of(owner.id) == "owner"


def test_an_address_of_a_domain_that_is_not_proven_is_not_believed(browser, company):
    company.somebody("crew", email="ada@not-proven.example")
    assert company.sign_in(browser).status == 403
    assert company.log()[0]["reason"] == "domain-not-proven"


def test_of_two_addresses_the_name_id_counts(browser, company):
    person = company.somebody("crew", email="ceo@not-proven.example")
    own = f"{new_id().hex}@{company.domain}"
    person.sub = own
    assert company.sign_in(browser, name_id_format=EMAIL).status == 303
    assert identity.find_user(own) is not None
    assert identity.find_user("ceo@not-proven.example") is None


EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"


def test_the_name_of_an_attribute_may_be_told(browser, company):
    assert company.change(group_claim="team").status_code == 200
    assert company.set(email_attribute="work", name_attribute="called").status_code == 200
    own = f"{new_id().hex}@{company.domain}"
    said = {"team": ["crew"], "work": [own], "called": ["Ada  Lovelace"], "mail": ["x@y.example"]}
    assert company.sign_in(browser, attributes=said).status == 303
    assert user_of(own).display_name == "Ada Lovelace"


@pytest.mark.parametrize(
    "name",
    [
        "email",
        "mail",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "urn:oid:0.9.2342.19200300.100.1.3",
        "urn:oid:1.2.840.113549.1.9.1",
    ],
)
def test_an_address_is_found_by_the_names_that_products_give_it(browser, company, name):
    own = f"{new_id().hex}@{company.domain}"
    said = {
        name: [own],
        "urn:oid:2.5.4.42": ["Ada"],
        "urn:oid:2.5.4.4": ["Lovelace"],
        "groups": ["crew"],
    }
    assert company.sign_in(browser, attributes=said).status == 303
    assert user_of(own).display_name == "Ada Lovelace"


def test_a_login_ends_with_the_session_at_the_provider(browser, company):
    from turnout.modules.sso import tasks

    company.somebody("crew")
    root = forge.response(company.said(company.begin(browser)))
    statement = forge.part(root, "saml:Assertion/saml:AuthnStatement")
    until = clock.now() + timedelta(hours=1)
    statement.set("SessionNotOnOrAfter", forge.instant(until))
    forge.sign(forge.assertion_of(root), company.signing)
    assert company.bring(browser, root).status == 303
    tasks.end_sessions_that_ended()
    assert is_signed_in(browser)
    with clock.frozen(until + timedelta(seconds=1)):
        tasks.end_sessions_that_ended()
    assert not is_signed_in(browser)


def test_a_draft_and_a_provider_that_is_off_sign_nobody_in(browser, company):
    asked = company.begin(browser)
    for state in ("draft", "off"):
        assert company.change(state=state).status_code == 200
        assert browser.open(company.path).status == 404
        assert company.bring(browser, company.honest(asked)).status == 404


def test_a_provider_without_metadata_cannot_be_switched_on(client):
    company = create_saml(client)
    refused = company.change(state="active")
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["/state"]
    shown = client.get(f"{company.api}/{company.id}", headers=company.headers).json
    assert len(shown["missing"]) == 3


def test_one_companys_response_opens_nothing_at_another(browser, company):
    other = make_saml(company.client)
    other.person = company.somebody("crew")
    asked = company.begin(browser)
    assert other.bring(browser, company.honest(asked)).status == 403
    assert other.log()[0]["reason"] == "saml-destination"
    assert not is_signed_in(browser)


def test_where_it_is_enforced_a_password_opens_nothing(browser, company):
    owner = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "owner", user=owner)
    changed = company.change(is_enforced=True, break_glass_user_id=str(owner.id))
    assert changed.status_code == 200, changed.json
    user = make_user(email=f"{new_id().hex}@{company.domain}")
    page = browser.sign_in(user, path="/sign-in?next=/my-tickets")
    onward = f"{company.path}?next=%2Fmy-tickets"
    assert page.answer.headers["Refresh"] == f"0; url={onward}"  # browsers stop a redirect
    assert f'href="{onward}"' in page.text
    company.somebody("crew", email=user.email)
    assert company.sign_in(browser).status == 303
    assert is_signed_in(browser)
