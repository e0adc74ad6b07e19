"""Sign-in and logout with a provider of SAML that we did not write (`samlify`)."""

from dataclasses import replace
from typing import Any

import pytest
from tests.factories.independent_provider import (
    Form,
    IndependentProvider,
    SamlCompany,
    local,
    make_saml_company,
)
from tests.site.browser import Browser, Shown

from turnout.kernel.context import system_in
from turnout.modules.identity import api as identity
from turnout.modules.saml.service import metadata


@pytest.fixture
def company(client: Any, independent_provider: IndependentProvider) -> SamlCompany:
    return make_saml_company(client, independent_provider)


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> Shown:
    return browser.send(browser.open("/account").form_to("/sign-out"))


def role_of(company: SamlCompany, email: str) -> str | None:
    found = identity.find_user(email)
    return None if found is None else company.role_of(found.id)


def refresh(company: SamlCompany) -> None:
    metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)


@pytest.mark.parametrize("signs", ["assertion", "both"])
@pytest.mark.parametrize("is_encrypted", [False, True])
@pytest.mark.parametrize("name_id", ["persistent", "email"])
def test_an_employee_comes_in_with_their_groups(browser, company, signs, is_encrypted, name_id):
    company.register(signs=signs, is_encrypted=is_encrypted, name_id=name_id)
    company.set(is_encryption_needed=is_encrypted)
    ada = company.employee("crew", name="Ada & Lovelace")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"
    assert identity.find_user(ada.email).display_name == "Ada & Lovelace"


def test_where_encryption_is_needed_a_plain_assertion_is_refused(browser, company):
    company.set(is_encryption_needed=True)
    assert company.enter(browser, company.employee("crew")).status == 403
    assert company.log()[0]["reason"] == "saml-not-encrypted"


def test_a_changed_group_counts_at_the_next_sign_in(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    company.idp.put(replace(ada, groups=("elsewhere", "bridge")))
    assert company.enter(browser, ada).status == 303
    assert role_of(company, ada.email) == "admin"
    company.idp.put(replace(ada, groups=()))
    assert company.enter(browser, ada).status == 403
    assert role_of(company, ada.email) is None


def test_whoever_was_deactivated_there_does_not_come_in(browser, company):
    assert company.enter(browser, company.employee("crew", active=False)).status == 403
    line = company.log()[0]
    assert (line["reason"], line["detail"]) == ("saml-status", "Responder, AuthnFailed")


def test_a_sign_in_begun_there_counts_only_where_it_may(browser, company):
    ada = company.employee("crew")
    assert company.enter_from_the_portal(browser, ada).status == 403
    assert company.log()[0]["reason"] == "saml-unasked"
    assert company.set(is_idp_initiated_allowed=True).status_code == 200
    back = company.enter_from_the_portal(browser, ada, relay="/my-tickets")
    assert (back.status, back.location) == (303, "/my-tickets")
    assert is_signed_in(browser)


def test_its_next_certificate_counts_once_its_metadata_has_it(browser, company):
    ada = company.employee("crew")
    company.idp.configuration.roll_over(signs=1, published=[0, 1])
    assert company.enter(browser, ada).status == 403
    assert company.log()[0]["reason"] == "saml-signature"
    refresh(company)
    for number in (1, 0):  # both count while both are published
        company.idp.configuration.roll_over(signs=number, published=[0, 1])
        assert company.enter(browser, ada).status == 303, company.log()


def test_a_certificate_that_left_its_metadata_counts_no_more(browser, company):
    ada = company.employee("crew")
    company.idp.configuration.roll_over(signs=1, published=[1])
    refresh(company)
    assert company.enter(browser, ada).status == 303, company.log()
    company.idp.configuration.roll_over(signs=0, published=[1])
    assert company.enter(browser, ada).status == 403


def test_our_next_certificate_is_taken_up_without_a_gap(browser, company):
    company.set(is_encryption_needed=True)
    ada, path = company.employee("crew"), f"{company.saml}/service-certificates"
    company.register(is_encrypted=True)
    made = company.client.post(path, headers=company.headers)
    assert made.status_code == 201, made.json
    company.register(is_encrypted=True)  # it has read our metadata, with both
    assert company.enter(browser, ada).status == 303, company.log()
    [coming] = [each["id"] for each in company.shown()["certificates"] if each["state"] == "next"]
    activated = company.client.post(f"{path}/{coming}/activate", headers=company.headers)
    assert activated.status_code == 200, activated.json
    company.idp.http.cookies.clear()
    assert company.enter(browser, ada).status == 303, company.log()


def test_who_signs_out_here_signs_out_there_and_comes_back(browser, company):
    ada = company.employee("crew")
    company.enter(browser, ada)
    url = sign_out(browser).answer.headers["Refresh"].partition("url=")[2]
    back = company.idp.open(url)
    assert browser.open(local(back.headers["Location"])).status == 200
    assert not is_signed_in(browser)
    begun = browser.open(company.path)
    assert "Who are you?" in company.idp.open(begun.location).text  # its session is over as well


def test_who_signs_out_there_is_signed_out_here_in_every_browser(app, browser, company):
    ada = company.employee("crew")
    phone = Browser(app.test_client())
    for each in (browser, phone):
        assert company.enter(each, ada).status == 303
    asked = company.idp.send(Form("/saml/sign-out", {}))
    answered = browser.open(local(asked.headers["Location"]))
    assert answered.status == 303, company.log()
    assert not is_signed_in(browser)
    assert not is_signed_in(phone)
    assert "You are signed out" in company.idp.open(answered.location).text
    assert {each["outcome"] for each in company.log()} == {"signed-in"}  # nothing was refused
