"""What a client that has its own people sign in by its provider asks of agencies."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.identity_providers import MadeProvider, make_provider
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.kernel.messaging.test_realtime import Listener, during
from tests.site.browser import Browser

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.messaging import live
from turnout.modules.identity import api as identity
from turnout.modules.identity.service import logins
from turnout.modules.organizations import api as organizations

CLIENT = identity.Client(address="192.0.2.1", agent="tests")
NEEDED, REFUSED = "roles.agency-sign-in-needed", "roles.agencies-refused"


@dataclass(slots=True)
class Case:
    """A client with a provider, not yet enforced, and an agency that acts for it."""

    client: Any
    company: MadeProvider
    agency: MadeOrganization
    clerk: MadeUser
    link: str

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.company.organization.id}"

    def enforce(self, **more: Any) -> None:
        said = {"is_enforced": True, "break_glass_user_id": str(self.company.organization.owner.id)}
        changed = self.company.change(**said, **more)
        assert changed.status_code == 200, changed.json

    def show_out(self) -> None:
        owner = bearer(self.company.organization.owner)
        assert self.client.delete(self.link, headers=owner).status_code == 204

    def answer(self, headers: dict[str, str] | None = None) -> Any:
        return self.client.get(self.path, headers=headers or bearer(self.clerk))

    def events(self) -> list[dict[str, Any]]:
        found = self.client.get(
            f"{self.path}/security-events?kind=agency.refused",
            headers=bearer(self.company.organization.owner),
        )
        return list(found.json["items"])


@pytest.fixture
def case(client: Any, openid_provider: Any) -> Case:
    company = make_provider(client, openid_provider)
    agency = make_organization(name="Lantern Agency", kind="agency")
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": company.organization.slug, "role": "admin"},
        headers=bearer(agency.owner),
    ).json
    link = f"/api/v1/organizations/{company.organization.id}/agency-links/{offered['id']}"
    accepted = client.post(f"{link}/accept", headers=bearer(company.organization.owner))
    assert accepted.status_code == 200
    return Case(client, company, agency, add_member(agency, "admin"), link)


def by_provider_of(organization: MadeOrganization, person: MadeUser) -> identity.SignedIn:
    """A login that an organization's own identity provider opened."""
    return identity.open_login(
        SystemContext(job="tests.sso"),
        person.id,
        client=CLIENT,
        sso_organization_id=organization.id,
    )


def headers_of(signed_in: identity.SignedIn) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed_in.access_token}"}


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("code", "")


def test_nothing_is_asked_of_agencies_while_nothing_is_enforced(case: Case) -> None:
    assert case.answer().status_code == 200
    case.company.change(agencies="refused")
    assert case.answer().status_code == 200


def test_members_of_the_agency_come_by_its_own_provider(case: Case) -> None:
    before = bearer(case.clerk)
    case.enforce()
    assert said(case.answer(before)) == (403, NEEDED)  # at the next request of that login
    refusal = case.answer().json
    assert refusal["agency_id"] == str(case.agency.id)
    assert "agency's own identity provider" in refusal["title"]
    assert case.answer(headers_of(by_provider_of(case.agency, case.clerk))).status_code == 200
    elsewhere = by_provider_of(case.company.organization, case.clerk)
    assert said(case.answer(headers_of(elsewhere))) == (403, NEEDED)
    assert (
        case.client.get(f"/api/v1/organizations/{case.agency.id}", headers=before).status_code
        == 200
    )  # their own house is as open as before

    [event, *_] = case.events()
    assert event["user_id"] == str(case.clerk.id)
    assert event["details"] == {"agency_id": str(case.agency.id), "asks": "own_sso"}


def test_a_client_may_let_no_agency_in(case: Case) -> None:
    case.enforce(agencies="refused")
    for headers in (bearer(case.clerk), headers_of(by_provider_of(case.agency, case.clerk))):
        assert said(case.answer(headers)) == (403, REFUSED)
    assert case.events()[0]["details"]["asks"] == "refused"
    case.company.change(agencies="own_sso")
    assert said(case.answer()) == (403, NEEDED)
    case.company.change(is_enforced=False)
    assert case.answer().status_code == 200


@pytest.mark.parametrize("how", ["switched off", "deleted"])
def test_the_rule_ends_with_the_enforcement(case: Case, how: str) -> None:
    case.enforce(agencies="refused")
    company = case.company
    if how == "deleted":
        company.client.delete(f"{company.api}/{company.id}", headers=company.headers)
    else:
        assert company.change(is_enforced=False, state="off").status_code == 200
    assert case.answer().status_code == 200


def test_the_strictest_of_several_providers_counts(case: Case, openid_provider: Any) -> None:
    case.enforce()
    other = make_provider(
        case.client, openid_provider, organization=case.company.organization, name="Other"
    )
    owner = str(case.company.organization.owner.id)
    other.change(is_enforced=True, break_glass_user_id=owner, agencies="refused")
    assert said(case.answer()) == (403, REFUSED)
    other.change(is_enforced=False)
    assert said(case.answer()) == (403, NEEDED)


@pytest.mark.parametrize("rule", ["own_sso", "refused"])
def test_a_token_made_through_an_agency_opens_nothing(case: Case, rule: str) -> None:
    """It proves no sign-in; tokens of the client's own people go on."""
    theirs = make_token(case.company.organization, "organizations.read", owner=case.clerk)
    own = make_token(case.company.organization, "organizations.read")
    assert case.answer(theirs.headers).status_code == 200
    case.enforce(agencies=rule)
    assert said(case.answer(theirs.headers)) == (403, REFUSED if rule == "refused" else NEEDED)
    assert case.answer(own.headers).status_code == 200


def test_a_refreshed_login_is_what_it_was(case: Case) -> None:
    case.enforce()
    for by_company, status in ((True, 200), (False, 403)):
        whose = case.agency if by_company else case.company.organization
        first = by_provider_of(whose, case.clerk)
        again = logins.refresh(first.refresh_token, csrf_token=first.csrf_token, client=CLIENT)
        assert case.answer(headers_of(again)).status_code == status


def test_the_owner_for_emergencies_of_an_agency_is_none_of_the_client(
    case: Case, openid_provider: Any
) -> None:
    """Who comes in past the agency's provider has not signed in by it."""
    at_agency = make_provider(case.client, openid_provider, organization=case.agency)
    owner = case.agency.owner
    at_agency.change(is_enforced=True, break_glass_user_id=str(owner.id))
    case.enforce()
    assert said(case.answer(bearer(owner))) == (403, NEEDED)
    client_owner = case.company.organization.owner
    assert case.answer(bearer(client_owner)).status_code == 200  # the client's own comes in


def test_members_of_the_client_are_asked_nothing(case: Case) -> None:
    freelance = add_member(case.company.organization, "staff")
    add_member(case.agency, "staff", user=freelance)
    case.enforce(agencies="refused")
    assert case.answer(bearer(freelance)).status_code == 200


@pytest.mark.parametrize("how", ["asked for its sign-in", "shown out"])
def test_a_live_stream_of_the_agency_ends(app: Any, settings: Any, case: Case, how: str) -> None:
    case.client = case.company.client = app.test_client()  # of no thread
    case.client.environ_base["HTTP_HOST"] = "turnout.test"
    shop = make_shop(case.company.organization)
    opened = case.client.post(
        f"{case.path}/events/{shop.event_id}/checkins/stream", headers=bearer(case.clerk)
    )
    assert opened.status_code == 201, opened.json
    address, _, token = opened.json["url"].partition("?")
    place = "/live/" + address.partition("/live/")[2]

    async def scenario(role: Any) -> None:
        document = {shop.event_id: json.dumps({"lists": []}).encode()}
        link = runtime.current().redis
        live._tell(link, live.CHECKINS, case.company.organization.id, document)
        listener = Listener(role, place, token)
        assert "lists" in await listener.hear()
        await asyncio.to_thread(case.enforce if how != "shown out" else case.show_out)
        async with asyncio.timeout(1):
            await listener.ended()

    during(scenario, settings)
    again = case.client.post(
        f"{case.path}/events/{shop.event_id}/checkins/stream", headers=bearer(case.clerk)
    )
    assert said(again)[0] == (404 if how == "shown out" else 403)


def test_the_switcher_and_the_overview_say_so(case: Case) -> None:
    case.enforce()
    mine = case.client.get("/api/v1/me/organizations", headers=bearer(case.clerk)).json["items"]
    asked = {each["id"]: each["agency_sign_in"] for each in mine}
    assert asked == {str(case.company.organization.id): "own_sso", str(case.agency.id): None}

    def seen(headers: dict[str, str]) -> tuple[Any, bool]:
        listed = case.client.get("/api/v1/me/overview", headers=headers).json["organizations"]
        [of_client] = [each for each in listed if each["agency_id"]]
        return of_client["agency_sign_in"], of_client["figures"] is not None

    assert seen(bearer(case.clerk)) == ("own_sso", False)
    assert seen(headers_of(by_provider_of(case.agency, case.clerk))) == (None, True)
    case.company.change(agencies="refused")
    assert seen(headers_of(by_provider_of(case.agency, case.clerk))) == ("refused", False)


def test_an_invitation_that_an_agency_sent_is_good_while_agencies_are(case: Case) -> None:
    invited = case.client.post(
        f"{case.path}/invitations",
        json={"email": make_user().email, "role": "staff"},
        headers=bearer(case.clerk),
    )
    assert invited.status_code == 201, invited.json
    organization_id = case.company.organization.id
    listed = organizations.list_invitations(
        context_of(case.company.organization, case.company.organization.owner), PageRequest()
    )
    [invitation] = listed.items
    case.enforce()
    organizations.require_sender(organization_id, invitation)
    case.company.change(agencies="refused")
    with pytest.raises(organizations.InvitationClosed):
        organizations.require_sender(organization_id, invitation)


def test_who_may_decide_it_is_who_may_set_up_sign_in(case: Case) -> None:
    staff = add_member(case.company.organization, "staff")
    path = f"{case.company.api}/{case.company.id}"
    for who in (staff, case.clerk):
        refused = case.client.patch(path, json={"agencies": "refused"}, headers=bearer(who))
        assert refused.status_code == 403, refused.json
    wrong = case.company.change(agencies="anybody")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/agencies")


def as_page(browser: Browser, path: str) -> Any:
    """What a browser shows at an address, refusals too."""
    accepts = {"Accept": "text/html"}
    return browser.client.get(path, headers=accepts, environ_base=browser.sender)


def test_a_person_is_led_to_their_agencys_sign_in(
    app: Any, case: Case, openid_provider: Any
) -> None:
    """On the account page and from the refusal itself; after it the client is open."""
    at_agency = make_provider(case.client, openid_provider, organization=case.agency)
    case.enforce()
    settings = f"/account/organizations/{case.company.organization.id}"
    browser = Browser(app.test_client())
    browser.sign_in(case.clerk)
    account = browser.open("/account")
    assert "Wants you to sign in by your agency." in account.text
    refused = as_page(browser, settings)
    assert refused.status_code == 403
    assert "This client wants you to sign in by your agency" in refused.text
    way_in = f"{at_agency.path}?next=%2Faccount%2Forganizations%2F"
    assert way_in in account.answer.text
    assert way_in in refused.text

    by_company = Browser(app.test_client())
    at_agency.somebody("bridge")
    at_agency.sign_in(by_company, to=settings)
    assert by_company.open(settings).status == 200
    assert "Wants you to sign in" not in by_company.open("/account").text

    case.company.change(agencies="refused")
    assert "This client lets nobody in through an agency" in as_page(by_company, settings).text
    assert "Lets nobody in through an agency." in by_company.open("/account").text
