"""An administrator sets up sign-in on pages: every step, the test sign-in, and who may not."""

from html import unescape
from typing import Any

import pytest
from tests.factories.identity_providers import MadeProvider, make_provider
from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET
from tests.factories.people import add_member, make_organization, make_user
from tests.site.browser import Browser, Form, Shown

from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import answered_by


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any, openid_provider: Any) -> MadeProvider:
    """A company whose provider is being set up."""
    made = make_provider(client, openid_provider)
    assert made.change(state="draft").status_code == 200
    return made


def home_of(company: MadeProvider) -> str:
    return f"/account/organizations/{company.organization.id}/sso"


def page_of(company: MadeProvider) -> str:
    return f"{home_of(company)}/{company.id}"


def form_of(shown: Shown, step: str) -> Form:
    found = next(each for each in shown.forms if each.values.get("step") == step)
    return Form(found.action.partition("#")[0], dict(found.values))


def send(browser: Browser, path: str, step: str, **typed: Any) -> Shown:
    return browser.send(form_of(browser.open(path), step), **typed)


@pytest.fixture
def owner(browser: Browser, company: MadeProvider) -> Browser:
    browser.sign_in(company.organization.owner)
    return browser


def test_an_administrator_sets_up_a_provider_from_nothing_to_its_first_sign_in(
    client, app, openid_provider
):
    organization, domain = make_organization(), f"d{new_id().hex}.example"
    admin = Browser(client)
    admin.sign_in(organization.owner)
    home = f"/account/organizations/{organization.id}/sso"
    new = next(each for each in admin.open(home).forms if "form_token" in each.values)
    path = admin.send(new, product="keycloak").location
    page = admin.open(path)
    assert "Valid redirect URIs" in page.text
    assert (
        f"http://turnout.test/sso/{organization.id}/{path.rpartition('/')[2]}/return" in page.text
    )

    given = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    saved = send(admin, path, "connection", issuer=openid_provider.issuer, **given)
    assert saved.status == 303, saved.text
    assert send(admin, path, "domains", domain=domain).status == 303
    page = admin.open(path)
    value = page.text.partition("turnout-domain=")[2].partition("<")[0]
    with answered_by(lambda _: [f"turnout-domain={value}"]):
        check = form_of(admin.open(path), "domains")
        proven = admin.send(check, step="check", domain=domain)
    assert proven.status == 303, proven.text
    roles = {"group": ["crew", "", "", ""], "role": ["staff", "", "", ""], "default_role": ""}
    assert send(admin, path, "roles", do="save", group_claim="groups", **roles).status == 303

    company = MadeProvider(organization, path.rpartition("/")[2], domain, client, openid_provider)
    company.somebody("crew", name="Grace Example")
    shown = run_test(admin, company, path)
    assert "It works" in shown.text
    assert "Staff" in shown.text
    assert "Grace Example" in shown.text
    assert send(admin, path, "on", state="active").status == 303
    employee = Browser(app.test_client())
    assert company.sign_in(employee).location == "/my-tickets"
    log = admin.open(path).text
    assert company.at.person.email in log


def test_enter_in_the_name_chooses_no_product(owner, company):
    """A browser presses the first button of the form then, and none that is disabled."""
    form = owner.open(home_of(company)).text.partition('name="form_token"')[2]
    first = form[form.index("<button") :].partition(">")[0]
    assert first == '<button type="submit" hidden disabled'


def begin_test(browser: Browser, path: str) -> Shown:
    """Follow the link of a test, to where it leaves for the provider."""
    begun = browser.open(browser.open(f"{path}/test").location)
    assert begun.status == 303, begun.text
    return begun


def run_test(browser: Browser, company: MadeProvider, path: str = "") -> Shown:
    begun = begin_test(browser, path or page_of(company))
    back = browser.open(company.at.sign_in(begun.location))
    assert back.status == 303, back.text
    return browser.open(back.location)


def test_a_test_sign_in_signs_nobody_in_and_makes_nobody_a_member(owner, company):
    person = company.somebody("crew")
    shown = run_test(owner, company)
    assert "It works" in shown.text
    members = company.client.get(
        f"/api/v1/organizations/{company.organization.id}/members", headers=company.headers
    ).json["items"]
    assert person.email not in {each["email"] for each in members}
    assert company.log() == []
    tests = company.client.get(
        f"{company.api}/{company.id}/test-sign-ins", headers=company.headers
    ).json["items"]
    assert (tests[0]["state"], tests[0]["role"]) == ("worked", "staff")


@pytest.mark.parametrize(
    ("said", "groups", "says", "step"),
    [
        ({"email": "ada@elsewhere.example"}, ["crew"], "is not proven", "#domains"),
        ({}, ["nothing"], "is mapped to a role", "#roles"),
        ({"email": ""}, ["crew"], "have it send the claim email", "#values"),
    ],
    ids=["domain", "role", "address"],
)
def test_a_test_says_what_is_wrong_and_where_to_mend_it(owner, company, said, groups, says, step):
    company.somebody(*groups, **said)
    shown = run_test(owner, company)
    assert "It does not work yet" in shown.text
    assert says in shown.text
    assert f'href="{page_of(company)}{step}"' in shown.text


def test_a_wrong_secret_is_said_in_plain_words(owner, company):
    assert send(owner, page_of(company), "connection", **_given(company, "wrong")).status == 303
    company.somebody("crew")
    assert "client id, secret and redirect URI" in run_test(owner, company).text


def test_a_wrong_issuer_is_said_without_asking_the_provider(owner, company):
    given = {**_given(company), "issuer": f"{company.at.issuer}/realms/nothing"}
    assert send(owner, page_of(company), "connection", **given).status == 303
    shown = owner.open(begin_test(owner, page_of(company)).location)
    assert "It does not work yet" in shown.text
    assert f'href="{page_of(company)}#connection"' in shown.text
    assert "discovery document cannot be fetched" in shown.text


def _given(company: MadeProvider, secret: str = CLIENT_SECRET) -> dict[str, str]:
    return {"issuer": company.at.issuer, "client_id": CLIENT_ID, "client_secret": secret}


def test_the_answer_to_a_test_counts_in_its_browser_and_once(app, owner, company):
    company.somebody("crew")
    begun = begin_test(owner, page_of(company))
    back = company.at.sign_in(begun.location)
    company.change(state="active")
    stranger = Browser(app.test_client())
    assert stranger.open(back).status == 410
    assert owner.open(back).status == 303
    assert owner.open(back).status == 410


def test_fields_that_are_wrong_say_so_beside_themselves(owner, company):
    shown = send(owner, page_of(company), "connection", issuer="ftp://x.example", client_id="")
    assert shown.status == 422
    assert 'id="client_id-error"' in shown.text
    shown = send(owner, page_of(company), "connection", issuer="ftp://x.example", client_id="a")
    assert 'id="issuer-error"' in shown.text
    shown = send(owner, page_of(company), "domains", domain="no domain")
    assert 'id="domain-error"' in shown.text


def test_the_secret_is_never_on_a_page_and_stays_when_the_field_is_empty(owner, company):
    given = {"issuer": company.at.issuer, "client_id": CLIENT_ID, "client_secret": ""}
    assert send(owner, page_of(company), "connection", **given).status == 303
    assert CLIENT_SECRET not in owner.open(page_of(company)).text
    company.somebody("crew")
    assert "It works" in run_test(owner, company).text


def test_a_preview_shows_what_a_mapping_would_do_and_saves_nothing(app, owner, company):
    company.change(state="active")
    person = company.somebody("crew")
    company.sign_in(Browser(app.test_client()))
    rows = {"group": ["crew"], "role": ["admin"], "group_claim": "groups", "default_role": ""}
    shown = send(owner, page_of(company), "roles", do="preview", **rows)
    assert shown.status == 200
    assert person.email in shown.text
    assert "nothing is saved yet" in shown.text
    shown = company.client.get(f"{company.api}/{company.id}", headers=company.headers).json
    assert [each["role"] for each in shown["mappings"]] == ["staff", "admin"]


def test_roles_that_are_refused_stay_as_they_were_typed(owner, company):
    rows = {"group": ["pilots"], "role": ["gone"], "group_claim": "teams", "default_role": ""}
    shown = send(owner, page_of(company), "roles", do="save", **rows)
    assert shown.status == 422
    assert 'value="pilots"' in shown.text
    assert 'id="role-1-error"' in shown.text


def test_enforcing_takes_an_owner_for_emergencies(owner, company):
    company.change(state="active")
    path = page_of(company)
    assert send(owner, path, "only", do="enforce", break_glass_user_id="").status == 422
    mine = str(company.organization.owner.id)
    assert send(owner, path, "only", do="enforce", break_glass_user_id=mine).status == 303
    assert "in no other way" in owner.open(path).text
    assert "come in if they signed in by their agency" in owner.open(path).text
    assert send(owner, path, "only", do="release").status == 303
    refused = {"break_glass_user_id": mine, "agencies": "refused"}
    assert send(owner, path, "only", do="enforce", **refused).status == 303
    assert "Members of agencies do not come in." in owner.open(path).text
    shown = company.client.get(f"{company.api}/{company.id}", headers=company.headers).json
    assert shown["agencies"] == "refused"


def test_a_provider_is_deleted_by_its_name(owner, company):
    assert send(owner, page_of(company), "delete", name="something").status == 422
    assert send(owner, page_of(company), "delete", name="Company").location == home_of(company)
    assert owner.open(page_of(company)).status == 404


def test_a_form_of_elsewhere_does_nothing(owner, company):
    form = form_of(owner.open(page_of(company)), "on")
    refused = owner.send(form, origin="https://evil.example", state="active")
    assert refused.status == 403
    form.values["form_token"] = "x"
    assert owner.send(form, state="active").status == 422
    shown = company.client.get(f"{company.api}/{company.id}", headers=company.headers).json
    assert shown["state"] == "draft"


def test_nobody_else_finds_the_pages(app, company):
    here = [home_of(company), page_of(company), f"{page_of(company)}/test"]
    guest = Browser(app.test_client())
    assert guest.open(here[1]).location.startswith("/sign-in?next=")
    staff, stranger = make_user(), make_organization().owner
    add_member(company.organization, "staff", user=staff)
    for user, status in ((staff, 403), (stranger, 404)):
        browser = Browser(app.test_client())
        browser.sign_in(user)
        assert [browser.open(each).status for each in here] == [status] * 3


def test_a_test_of_one_organization_is_shown_below_no_other(app, owner, company):
    shown = run_test(owner, company)
    elsewhere = make_organization()
    browser = Browser(app.test_client())
    browser.sign_in(elsewhere.owner)
    own = str(company.organization.id)
    assert own in shown.path
    assert browser.open(shown.path).status == 404
    assert browser.open(shown.path.replace(own, str(elsewhere.id))).status == 404


def share(owner: Browser, company: MadeProvider) -> str:
    shown = send(owner, page_of(company), "share")
    assert shown.status == 200, shown.text
    return unescape(shown.text.partition('data-copy="http://turnout.test/sso/setup')[2]).partition(
        '"'
    )[0]


def test_the_it_department_sets_up_and_tests_by_a_link_without_an_account(app, owner, company):
    path = f"/sso/setup{share(owner, company)}"
    holder = Browser(app.test_client())
    page = holder.open(path)
    assert (page.status, "You need no account" in page.text) == (200, True)
    assert send(holder, path, "connection", **_given(company)).status == 303
    company.somebody("crew")
    shown = run_test(holder, company, path)
    assert "It works" in shown.text
    assert holder.open("/account").status == 303
    for step in ("roles", "on", "only", "domains", "share"):
        form = form_of(holder.open(path), "connection")
        form.values["step"] = step
        holder.send(form, state="active", domain="evil.example", default_role="admin")
    after = company.client.get(f"{company.api}/{company.id}", headers=company.headers).json
    assert (after["state"], after["default_role"], len(after["domains"])) == ("draft", None, 1)


def test_a_test_of_the_administrator_is_not_the_link_holders_to_read(app, owner, company):
    company.somebody("crew")
    begun = begin_test(owner, page_of(company))
    test = owner.open(company.at.sign_in(begun.location)).location.rpartition("/")[2]
    path = f"/sso/setup{share(owner, company)}"
    holder = Browser(app.test_client())
    assert holder.open(f"{path}/tests/{test}").status == 404


def test_a_link_that_is_over_says_so(app, owner, company):
    path = f"/sso/setup{share(owner, company)}"
    company.change(state="active")
    for each in (path, f"{path}/test"):
        shown = Browser(app.test_client()).open(each)
        assert (shown.status, "This link is over" in shown.text) == (410, True)
    assert Browser(app.test_client()).open(f"{path}x").status == 404
