"""Sign-in and logout by SAML with a real SimpleSAMLphp."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.factories.independent_provider import SamlCompany, make_saml_company, reachable
from tests.site.browser import Browser
from tests.sso_check.simplesamlphp import SimpleSamlPhp, running_simplesamlphp
from tests.sso_check.visits import carried, form_with, is_signed_in, leaving_url, role_of
from turnout.kernel.context import system_in
from turnout.modules.saml.service import metadata


@pytest.fixture(scope="session")
def _provider(running: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleSamlPhp]:
    home = Path(os.environ["SIMPLESAMLPHP_HOME"])
    with running_simplesamlphp(home, tmp_path_factory.mktemp("simplesamlphp")) as made:
        yield made


@pytest.fixture
def provider(_provider: SimpleSamlPhp) -> Iterator[SimpleSamlPhp]:
    _provider.reset()
    with reachable(_provider):
        yield _provider


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any, provider: SimpleSamlPhp) -> SamlCompany:
    return make_saml_company(client, provider)


@pytest.mark.parametrize("signs", ["assertion", "both"])
@pytest.mark.parametrize("is_encrypted", [False, True])
def test_an_employee_comes_in_with_their_groups(browser, company, signs, is_encrypted):
    company.register(signs=signs, is_encrypted=is_encrypted)
    company.set(is_encryption_needed=is_encrypted)
    ada = company.employee("crew")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"


def test_a_changed_group_counts_at_the_next_sign_in(browser, company, provider):
    ada = company.employee("crew")
    company.enter(browser, ada)
    provider.put(replace(ada, groups=("bridge",)))
    provider.http.cookies.clear()  # its session remembers the groups of its own sign-in
    assert company.enter(browser, ada).status == 303
    assert role_of(company, ada.email) == "admin"


def test_a_sign_in_begun_there_counts_only_where_it_may(browser, company):
    ada = company.employee("crew")
    assert company.enter_from_the_portal(browser, ada).status == 403
    assert company.log()[0]["reason"] == "saml-unasked"
    company.set(is_idp_initiated_allowed=True)
    back = company.enter_from_the_portal(browser, ada, relay="/my-tickets")
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()


def test_its_next_certificate_counts_before_and_after_it_signs(browser, company, provider):
    ada = company.employee("crew")
    assert company.enter(browser, ada).status == 303, company.log()
    provider.roll_over()
    assert company.enter(browser, ada).status == 303, company.log()
    metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)
    assert company.enter(browser, ada).status == 303, company.log()


def test_who_signs_out_here_signs_out_there(browser, company, provider):
    ada = company.employee("crew")
    company.enter(browser, ada)
    done = carried(browser, provider.open(leaving_url(browser)), "SAMLResponse")
    assert done.status == 200, company.log()
    assert form_with(provider.open(browser.open(company.path).location), "username") is not None


def test_who_signs_out_there_is_signed_out_here(app, browser, company, provider):
    ada, phone = company.employee("crew"), Browser(app.test_client())
    for each in (browser, phone):
        company.enter(each, ada)
        assert is_signed_in(each)
    left = provider.open("/saml2/idp/initSLO.php?RelayState=%2Flogout.php")
    answered = carried(browser, left, "SAMLRequest")
    assert answered.status == 303, company.log()
    provider.open(answered.location)
    assert not is_signed_in(browser)
    assert not is_signed_in(phone)
    assert {each["outcome"] for each in company.log()} == {"signed-in"}
