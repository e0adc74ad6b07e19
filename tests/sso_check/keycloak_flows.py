"""Sign-in and logout by OpenID Connect and SAML with a real Keycloak."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.factories.independent_provider import (
    OpenIdCompany,
    SamlCompany,
    local,
    make_openid_company,
    make_saml_company,
    reachable,
)
from tests.factories.served import served
from tests.site.browser import Browser
from tests.sso_check.keycloak import Keycloak, running_keycloak
from tests.sso_check.visits import carried, form_with, is_signed_in, leaving_url, role_of
from turnout.kernel.context import system_in
from turnout.modules.saml.service import metadata


@pytest.fixture(scope="session")
def _keycloak(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keycloak]:
    home = Path(os.environ["KEYCLOAK_HOME"])
    folder = tmp_path_factory.mktemp("keycloak")
    with served(app) as ours, running_keycloak(home, folder, ours) as made:
        yield made


@pytest.fixture
def keycloak(_keycloak: Keycloak) -> Iterator[Keycloak]:
    _keycloak.http.cookies.clear()
    with reachable(_keycloak):
        yield _keycloak


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def oidc(client: Any, keycloak: Keycloak) -> OpenIdCompany:
    return make_openid_company(client, keycloak)


@pytest.fixture
def saml(client: Any, keycloak: Keycloak) -> SamlCompany:
    return make_saml_company(client, keycloak)


@pytest.fixture(params=["oidc", "saml"])
def company(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_an_employee_comes_in_with_their_groups(browser, company):
    ada = company.employee("crew")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"


def test_a_changed_group_counts_at_the_next_sign_in(browser, company, keycloak):
    ada = company.employee("crew")
    company.enter(browser, ada)
    keycloak.put(replace(ada, groups=("bridge",)))
    assert company.enter(browser, ada).status == 303
    assert role_of(company, ada.email) == "admin"
    keycloak.put(replace(ada, groups=()))
    assert company.enter(browser, ada).status == 403
    assert role_of(company, ada.email) is None


def test_whoever_is_disabled_there_is_not_sent_back(browser, company, keycloak):
    ada = company.employee("crew")
    company.enter(browser, ada)
    keycloak.put(replace(ada, active=False))
    answer = keycloak.signed_in(browser.open(company.path).location, ada)
    assert form_with(answer, "username") is not None  # it asks again, and says why


def test_an_address_that_is_not_verified_there_is_not_believed(browser, oidc):
    ada = oidc.employee("crew", claims={"email_verified": False})
    assert oidc.enter(browser, ada).status == 403
    assert oidc.log()[0]["reason"] == "email-not-verified"


def test_who_signs_out_here_signs_out_there_openid(browser, oidc, keycloak):
    ada = oidc.employee("crew")
    oidc.enter(browser, ada)
    back = keycloak.open(leaving_url(browser))
    assert browser.open(local(back.headers["Location"])).status == 200
    assert form_with(keycloak.open(browser.open(oidc.path).location), "username") is not None


def test_who_is_signed_out_there_is_signed_out_here_openid(app, browser, oidc, keycloak):
    ada, phone = oidc.employee("crew"), Browser(app.test_client())
    for each in (browser, phone):
        oidc.enter(each, ada)
        assert is_signed_in(each)
    keycloak.end_sessions_of(ada)
    assert not is_signed_in(browser)
    assert not is_signed_in(phone)
    assert {each["outcome"] for each in oidc.log()} == {"signed-in"}


@pytest.mark.parametrize("signs", ["assertion", "both"])
def test_an_encrypted_assertion_is_read(browser, saml, signs):
    saml.register(is_encrypted=True, signs=signs)
    saml.set(is_encryption_needed=True)
    assert saml.enter(browser, saml.employee("crew")).status == 303, saml.log()
    assert is_signed_in(browser)


def test_a_plain_assertion_is_refused_where_encryption_is_needed(browser, saml):
    saml.set(is_encryption_needed=True)
    assert saml.enter(browser, saml.employee("crew")).status == 403
    assert saml.log()[0]["reason"] == "saml-not-encrypted"


def test_a_sign_in_begun_there_counts_only_where_it_may(browser, saml):
    ada = saml.employee("crew")
    assert saml.enter_from_the_portal(browser, ada).status == 403
    assert saml.log()[0]["reason"] == "saml-unasked"
    saml.set(is_idp_initiated_allowed=True)
    back = saml.enter_from_the_portal(browser, ada, relay="/my-tickets")
    assert (back.status, back.location) == (303, "/my-tickets"), saml.log()


def test_its_next_key_counts_once_its_metadata_was_read(browser, saml, keycloak):
    ada = saml.employee("crew")
    assert saml.enter(browser, ada).status == 303, saml.log()
    keycloak.roll_over()
    assert saml.enter(browser, ada).status == 403
    assert saml.log()[0]["reason"] == "saml-signature"
    metadata.refresh_metadata(system_in(saml.organization.id, metadata.JOB), saml.id)
    assert saml.enter(browser, ada).status == 303, saml.log()


def test_who_signs_out_here_signs_out_there_saml(browser, saml, keycloak):
    ada = saml.employee("crew")
    saml.enter(browser, ada)
    answer = keycloak.open(leaving_url(browser))
    done = carried(browser, answer, "SAMLResponse")
    assert done.status == 200, saml.log()
    assert form_with(keycloak.open(browser.open(saml.path).location), "username") is not None


def test_who_signs_out_there_is_signed_out_here_saml(app, browser, saml, keycloak):
    ada, phone = saml.employee("crew"), Browser(app.test_client())
    for each in (browser, phone):
        saml.enter(each, ada)
        assert is_signed_in(each)
    confirm = keycloak.open(f"{keycloak.issuer}/protocol/openid-connect/logout")
    form = form_with(confirm, "session_code")
    assert form is not None, confirm.text
    answered = carried(browser, keycloak.send(form, confirmLogout="yes"), "SAMLRequest")
    assert answered.status == 303, saml.log()
    keycloak.open(answered.location)
    assert not is_signed_in(browser)
    assert not is_signed_in(phone)
    assert {each["outcome"] for each in saml.log()} == {"signed-in"}
