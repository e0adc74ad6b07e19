"""Sign-in and logout with a provider of OpenID Connect that we did not write (`oidc-provider`)."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.factories.directories import make_directory_of
from tests.factories.independent_provider import (
    IndependentProvider,
    OpenIdCompany,
    form_of,
    local,
    make_openid_company,
)
from tests.site.browser import Browser, Shown

from turnout.modules.identity import api as identity


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any, independent_provider: IndependentProvider) -> OpenIdCompany:
    return make_openid_company(client, independent_provider)


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> Shown:
    return browser.send(browser.open("/account").form_to("/sign-out"))


def role_of(company: OpenIdCompany, email: str) -> str | None:
    found = identity.find_user(email)
    return None if found is None else company.role_of(found.id)


def test_an_employee_comes_in_with_their_groups(browser, company):
    ada = company.employee("crew", name="Ada Lovelace")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"
    assert identity.find_user(ada.email).display_name == "Ada Lovelace"


def test_a_changed_group_counts_at_the_next_sign_in(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    company.at.put(replace(ada, groups=("bridge",)))
    assert company.enter(browser, ada).status == 303
    assert role_of(company, ada.email) == "admin"
    company.at.put(replace(ada, groups=("nothing of ours",)))
    assert company.enter(browser, ada).status == 403
    assert company.log()[0]["reason"] == "no-role"
    assert role_of(company, ada.email) is None


def test_whoever_was_deactivated_there_does_not_come_in(browser, company):
    ada = company.employee("crew", active=False)
    assert company.enter(browser, ada).status == 403
    assert company.log()[0]["reason"] == "provider-refused"
    assert not is_signed_in(browser)


def test_a_session_there_ends_with_the_deactivation(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    sign_out(browser)
    company.at.put(replace(ada, active=False))
    assert company.enter(browser, ada).status == 403
    assert not is_signed_in(browser)


def test_whoever_the_directory_deactivated_is_out_whatever_the_provider_says(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    directory = make_directory_of(
        company.client, company.organization, company.domain, provider_id=company.id
    )
    known = directory.somebody(email=ada.email)
    off = {"op": "replace", "path": "active", "value": False}
    assert directory.patch(f"/Users/{known['id']}", off).status_code == 200
    assert not is_signed_in(browser)
    assert company.enter(browser, ada).status == 403
    assert company.log()[0]["reason"] == "deprovisioned"
    assert role_of(company, ada.email) is None


def test_an_address_that_is_not_verified_there_is_not_believed(browser, company):
    ada = company.employee("crew", claims={"email_verified": False})
    assert company.enter(browser, ada).status == 403
    assert company.log()[0]["reason"] == "email-not-verified"


def test_who_signs_out_here_signs_out_there_and_comes_back(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    page = sign_out(browser)
    assert not is_signed_in(browser)
    url = page.answer.headers["Refresh"].partition("url=")[2]
    asked = parse_qs(urlsplit(url).query)
    assert asked["client_id"] == ["turnout"]
    assert "id_token_hint" in asked
    confirm = company.at.open(url)
    back = company.at.send(form_of(confirm), logout="yes")
    assert browser.open(local(back.headers["Location"])).status == 200
    begun = browser.open(company.path)
    assert "Who are you?" in company.at.open(begun.location).text  # its session is over as well


def test_without_a_confirmation_the_session_there_goes_on(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    url = sign_out(browser).answer.headers["Refresh"].partition("url=")[2]
    back = company.at.send(form_of(company.at.open(url)))
    assert browser.open(local(back.headers["Location"])).status == 200
    assert company.enter(browser, ada).status == 303
    assert is_signed_in(browser)


def test_who_signs_out_there_is_signed_out_here_in_every_browser(app, browser, company):
    ada = company.employee("crew")
    phone = Browser(app.test_client())
    for each in (browser, phone):
        company.enter(each, ada)
        assert is_signed_in(each)
    leave = company.at.open("/session/end")
    company.at.send(form_of(leave), logout="yes")
    assert not is_signed_in(browser)
    assert not is_signed_in(phone)
    assert {each["outcome"] for each in company.log()} == {"signed-in"}  # nothing was refused


def test_two_people_at_one_provider_leave_apart(app, browser, company):
    ada, grace = company.employee("crew"), company.employee("crew")
    other = Browser(app.test_client())
    company.enter(browser, ada)
    company.at.http.cookies.clear()
    company.enter(other, grace)
    company.at.send(form_of(company.at.open("/session/end")), logout="yes")
    assert not is_signed_in(other)
    assert is_signed_in(browser)
