"""Sign-in and logout with a provider of OpenID Connect that we did not write (`oidc-provider`)."""

from typing import Any

import pytest
from tests.factories.independent_provider import (
    IndependentProvider,
    OpenIdCompany,
    make_openid_company,
)
from tests.site.browser import Browser

from turnout.modules.identity import api as identity


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any, independent_provider: IndependentProvider) -> OpenIdCompany:
    return make_openid_company(client, independent_provider)


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def role_of(company: OpenIdCompany, email: str) -> str | None:
    found = identity.find_user(email)
    return None if found is None else company.role_of(found.id)


def test_an_employee_comes_in_with_their_groups(browser, company):
    ada = company.employee("crew")
    back = company.enter(browser, ada)
    assert (back.status, back.location) == (303, "/my-tickets"), company.log()
    assert is_signed_in(browser)
    assert role_of(company, ada.email) == "staff"
