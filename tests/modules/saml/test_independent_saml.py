"""Sign-in and logout with a provider of SAML that we did not write (`samlify`)."""

from typing import Any

import pytest
from tests.factories.independent_provider import (
    IndependentProvider,
    SamlCompany,
    make_saml_company,
)
from tests.site.browser import Browser

from turnout.modules.identity import api as identity


@pytest.fixture
def company(client: Any, independent_provider: IndependentProvider) -> SamlCompany:
    return make_saml_company(client, independent_provider)


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def role_of(company: SamlCompany, email: str) -> str | None:
    found = identity.find_user(email)
    return None if found is None else company.role_of(found.id)


@pytest.mark.parametrize("signs", ["assertion", "both"])
@pytest.mark.parametrize("is_encrypted", [False, True])
@pytest.mark.parametrize("name_id", ["persistent", "email"])
def test_an_employee_comes_in_with_their_groups(browser, company, signs, is_encrypted, name_id):
    company.register(signs=signs, is_encrypted=is_encrypted, name_id=name_id)
    ada = company.employee("crew")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"
