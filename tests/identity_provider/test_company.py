"""The demo's enterprise signs in by both protocols: on a developer's machine, not in production."""

import subprocess
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.factories.independent_provider import IndependentProvider, form_of, local
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization
from tests.site.browser import Browser

from turnout.kernel import runtime
from turnout.modules.sso import api as sso
from turnout.openid import metadata
from turnout_dev.identity_provider import company
from turnout_dev.identity_provider.configuration import Party, command
from turnout_dev.stack.errors import StackError


@pytest.fixture(scope="module")
def organization(running: Any) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def providers(
    organization: MadeOrganization, independent_provider: IndependentProvider
) -> dict[str, sso.IdentityProvider]:
    """As `make up` leaves them; twice, for each start sets them up."""
    ctx = context_of(organization, organization.owner)
    for _ in range(2):
        company.set_up(ctx, independent_provider.configuration)
    return {each.kind: each for each in sso.list_identity_providers(ctx)}


def role_of(client: Any, organization: MadeOrganization, email: str) -> str | None:
    path = f"/api/v1/organizations/{organization.id}/members"
    listed = client.get(path, headers=bearer(organization.owner)).json["items"]
    return next((each["role"] for each in listed if each["email"] == email), None)


def test_two_providers_are_switched_on_and_stay_two(providers):
    assert set(providers) == {"oidc", "saml"}
    for each in providers.values():
        assert (each.state, each.missing) == ("active", ())
        assert all(domain.is_proven for domain in each.domains)


def test_whoever_types_their_address_is_led_there_and_comes_in(
    client, providers, organization, independent_provider
):
    email = f"tess@{company.STAFF}"
    browser = Browser(client)
    page = browser.send(browser.open("/sign-in?next=/my-tickets").form, email=email)
    path = urlsplit(providers["oidc"].sign_in_url).path
    assert f'href="{path}?next=%2Fmy-tickets"' in page.text
    asked = independent_provider.open(browser.open(path).location)
    assert "Tess Okafor" in asked.text
    assert "Priya Raman" not in asked.text
    back = independent_provider.send(form_of(asked), person="p-101")
    assert browser.open(local(back.headers["Location"])).status == 303
    assert role_of(client, organization, email) == "admin"


def test_contractors_come_in_by_saml(client, providers, organization, independent_provider):
    browser = Browser(client)
    path = urlsplit(providers["saml"].sign_in_url).path
    document = client.get(f"{path}/metadata").text
    # Here our name is in no name server: what would be fetched is handed over.
    entity = f"{providers['saml'].sign_in_url}/metadata"
    independent_provider.configuration.set_parties([Party(entity_id=entity, metadata=document)])
    asked = independent_provider.open(browser.open(path).location)
    answer = independent_provider.send(form_of(asked), person="c-201")
    form = form_of(answer)
    led = client.post(
        local(form.action), data=form.fields, headers={"Origin": "https://idp.example"}
    )
    assert led.status_code == 303
    assert browser.open(led.location).status == 303
    assert role_of(client, organization, f"priya@{company.CONTRACTORS}") == "staff"


def test_it_is_not_for_production(organization, independent_provider, monkeypatch):
    production = runtime.current().settings.model_copy(update={"environment": "production"})
    monkeypatch.setattr(runtime.current(), "settings", production)
    with pytest.raises(StackError, match="not for production"):
        company.set_up(
            context_of(organization, organization.owner), independent_provider.configuration
        )


def test_where_no_local_host_is_allowed_nobody_comes_in_by_it(client, providers, monkeypatch):
    """Production allows none: its settings refuse TURNOUT_LOOPBACK_HOSTS."""
    closed = replace(runtime.current().rules, loopback_hosts=frozenset())
    monkeypatch.setattr(runtime.current(), "rules", closed)
    metadata.forget_all()
    path = urlsplit(providers["oidc"].sign_in_url).path
    assert Browser(client).open(path).status == 403


def test_it_serves_this_machine_only(independent_provider):
    outcome = subprocess.run(
        command("0.0.0.0:0", independent_provider.configuration.file),
        capture_output=True,
        check=False,
    )
    assert outcome.returncode != 0
    assert b"this machine only" in outcome.stderr
