"""Test sign-ins by both protocols: judged as a real one, signing nobody in."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.factories import saml_forge as forge
from tests.factories.directories import make_directory_of
from tests.factories.identity_providers import MadeProvider, make_provider
from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET
from tests.factories.people import add_member, make_user
from tests.factories.saml_providers import MadeSaml, create_saml, message_in, set_metadata
from tests.site.browser import Browser, Shown

from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any) -> MadeSaml:
    """A draft that speaks SAML."""
    found = create_saml(client)
    set_metadata(found, document=forge.metadata())
    return found


@pytest.fixture(params=["oidc", "saml"])
def either(request: Any, client: Any, openid_provider: Any) -> MadeProvider:
    """A provider that is not switched on, by either protocol."""
    if request.param == "saml":
        return request.getfixturevalue("company")
    made = make_provider(client, openid_provider)
    assert made.change(state="draft").status_code == 200
    return made


def begin(company: MadeProvider) -> dict[str, Any]:
    path = f"{company.api}/{company.id}/test-sign-ins"
    made = company.client.post(path, headers=company.headers)
    assert made.status_code == 201, made.json
    return dict(made.json)


def shown(company: MadeProvider, begun: dict[str, Any]) -> dict[str, Any]:
    path = f"{company.api}/{company.id}/test-sign-ins/{begun['id']}"
    answer = company.client.get(path, headers=company.headers)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def go(company: MadeProvider, browser: Browser, begun: dict[str, Any], **said: Any) -> Shown:
    """Open the address of a test, sign in at the provider, and come back."""
    left = browser.open(urlsplit(begun["sign_in_url"]).path)
    if isinstance(company, MadeSaml):
        asked = str(message_in(left.location, "SAMLRequest").get("ID"))
        return company.bring(browser, company.honest(asked, **said))
    return browser.open(company.at.sign_in(left.location))


def try_it(company: MadeProvider, browser: Browser, **said: Any) -> dict[str, Any]:
    begun = begin(company)
    assert go(company, browser, begun, **said).status == 200
    return shown(company, begun)


def test_a_draft_is_tried_and_nobody_comes_in_by_it(either, browser):
    person = either.somebody("crew")
    begun = begin(either)
    assert shown(either, begun)["state"] == "waiting"
    assert go(either, browser, begun).status == 200
    found = shown(either, begun)
    assert (found["state"], found["role"], found["email"]) == ("worked", "staff", person.email)
    assert (found["subject"], found["claims"]["groups"]) == (person.sub, ["crew"])
    assert identity.find_user(person.email) is None
    assert browser.open("/account").status == 303
    assert either.log() == []
    listed = either.client.get(f"{either.api}/{either.id}/test-sign-ins", headers=either.headers)
    assert [each["id"] for each in listed.json["items"]] == [begun["id"]]


def test_the_address_of_a_test_opens_once(either, browser):
    path = urlsplit(begin(either)["sign_in_url"]).path
    assert browser.open(path).status == 303
    assert browser.open(path).status == 410


def test_who_is_deactivated_in_the_directory_would_be_refused(either, browser):
    directory = make_directory_of(either.client, either.organization, either.domain)
    person = either.somebody("crew")
    made = directory.somebody(email=person.email)
    assert try_it(either, browser)["state"] == "worked"
    off = {"op": "replace", "path": "active", "value": False}
    assert directory.patch(f"/Users/{made['id']}", off).status_code == 200
    found = try_it(either, browser)
    assert (found["state"], found["reason"], found["role"]) == ("refused", "deprovisioned", "")


def test_the_groups_of_the_directory_come_before_those_of_the_sign_in(either, browser):
    directory = make_directory_of(
        either.client, either.organization, either.domain, default_role=None, provider_id=either.id
    )
    person = either.somebody("crew")
    made = directory.somebody(email=person.email)
    directory.group("bridge", made)
    assert try_it(either, browser)["role"] == "admin"


def test_an_owner_would_stay_an_owner(either, browser):
    owner = make_user(email=f"{new_id().hex}@{either.domain}")
    add_member(either.organization, "owner", user=owner)
    either.somebody("crew", email=owner.email)
    assert try_it(either, browser)["role"] == "owner"


def test_a_test_of_openid_counts_in_no_other_browser_and_signs_nobody_in(
    client, app, openid_provider
):
    company = make_provider(client, openid_provider)
    company.somebody("crew")
    begun, browser = begin(company), Browser(client)
    left = browser.open(urlsplit(begun["sign_in_url"]).path)
    back = company.at.sign_in(left.location)
    assert Browser(app.test_client()).open(back).status == 410
    assert browser.open(back).status == 200
    assert browser.open("/account").status == 303
    assert shown(company, begun)["state"] == "worked"


def test_a_wrong_secret_is_said_to_who_tried_it_and_stands_in_no_log(
    client, browser, openid_provider
):
    company = make_provider(client, openid_provider)
    company.change(client_id=CLIENT_ID, client_secret=f"{CLIENT_SECRET}x")
    company.somebody("crew")
    found = try_it(company, browser)
    assert (found["state"], found["reason"]) == ("refused", "token-endpoint-refused")
    assert company.log() == []


def test_a_test_that_fails_says_why_and_shows_what_came(company, browser):
    company.somebody("crew")
    found = try_it(company, browser, issuer="https://another.example")
    assert (found["state"], found["reason"]) == ("refused", "saml-issuer")
    assert "copy its entity id" in found["explanation"]
    assert "another.example" in found["document"]


def test_the_assertion_is_shown_as_it_came(company, browser):
    company.somebody("crew")
    assert "AttributeStatement" in try_it(company, browser)["document"]
