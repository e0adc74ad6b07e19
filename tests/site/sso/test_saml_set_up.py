"""An administrator, or the IT department by a link, sets up SAML on pages."""

from io import BytesIO
from typing import Any

import pytest
from tests.factories import saml_forge as forge
from tests.factories.metadata_host import reachable, serving
from tests.factories.saml_providers import MadeSaml, create_saml, message_in, set_metadata
from tests.site.browser import Browser, Shown
from tests.site.sso.test_set_up import form_of, page_of, send, share

from turnout.modules.sso import api as sso


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any) -> MadeSaml:
    """A draft that knows nothing of its provider yet."""
    return create_saml(client, product="keycloak")


@pytest.fixture
def owner(browser: Browser, company: MadeSaml) -> Browser:
    browser.sign_in(company.organization.owner)
    return browser


@pytest.fixture(scope="module")
def host() -> Any:
    with serving() as found:
        yield found


def metadata_file(text: str) -> tuple[BytesIO, str]:
    return (BytesIO(text.encode()), "metadata.xml")


def run_test(browser: Browser, company: MadeSaml, path: str = "", **said: Any) -> Shown:
    begun = browser.open(browser.open(f"{path or page_of(company)}/test").location)
    assert begun.status == 303, begun.text
    asked = str(message_in(begun.location, "SAMLRequest").get("ID"))
    back = company.bring(browser, company.honest(asked, **said))
    assert back.status == 303, back.text
    return browser.open(back.location)


def test_saml_is_set_up_from_nothing_to_its_first_sign_in(app, owner, company):
    home = page_of(company).rpartition("/")[0]
    new = next(each for each in owner.open(home).forms if "form_token" in each.values)
    path = owner.send(new, product="okta", kind="saml", name="Second").location
    assert "Audience URI (SP Entity ID)" in owner.open(path).text

    path = page_of(company)
    page = owner.open(path).text
    for value in ("/metadata", "/acs", "/slo"):
        assert f"http://turnout.test{company.path}{value}</code>" in page
    assert "Import client" in page
    given = send(owner, path, "metadata", url="", file=metadata_file(forge.metadata()))
    assert given.status == 303, given.text
    company.somebody("crew", name="Grace Example")
    shown = run_test(owner, company)
    assert "It works" in shown.text
    for text in ("Staff", "Grace Example", "displayName", "AttributeStatement"):
        assert text in shown.text
    assert send(owner, path, "on", state="active").status == 303
    employee = Browser(app.test_client())
    assert company.sign_in(employee).location == "/my-tickets"
    assert company.person.email in owner.open(path).text


def test_metadata_at_an_address_is_read_and_read_again(running, owner, company, host):
    with reachable(host):
        host.document = forge.metadata()
        path = page_of(company)
        assert send(owner, path, "metadata", url=host.url).status == 303
        assert forge.SIGN_IN in owner.open(path).text
        host.document = forge.metadata(sso="https://idp.example/elsewhere")
        assert send(owner, path, "refresh").status == 303
        assert "https://idp.example/elsewhere" in owner.open(path).text
        host.status = 404
        shown = send(owner, path, "refresh")
        assert (shown.status, 'id="url-error"' in shown.text) == (422, True)
        assert "cannot be fetched" in shown.text


def test_a_provider_is_typed_field_by_field_with_both_its_certificates(owner, company):
    pems = [forge.key_pair(name).certificate for name in ("first", "second")]
    typed = {
        "provider_entity_id": forge.ISSUER,
        "sso_url": forge.SIGN_IN,
        "slo_url": "",
        "certificates": "\n".join(pems),
    }
    assert send(owner, page_of(company), "by-hand", **typed).status == 303
    theirs = [each for each in company.shown()["certificates"] if each["side"] == "provider"]
    assert len(theirs) == 2
    company.somebody("crew")
    for name in ("first", "second"):
        company.signs_by = name
        assert "It works" in run_test(owner, company).text


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("metadata", {"url": ""}, "url"),
        ("metadata", {"url": "http://10.0.0.1/metadata"}, "url"),
        ("metadata", {"url": "", "file": metadata_file("<html/>")}, "file"),
        ("metadata", {"url": "", "file": (BytesIO(b"\xff\xfe\x00"), "m.xml")}, "file"),
        ("by-hand", {"sso_url": ""}, "sso_url"),
        ("by-hand", {"sso_url": "ftp://idp.example"}, "sso_url"),
        ("by-hand", {"certificates": "no certificate"}, "certificates"),
        ("by-hand", {"provider_entity_id": " "}, "provider_entity_id"),
    ],
)
def test_what_is_wrong_stands_at_its_field(owner, company, step, typed, field):
    whole = {
        "provider_entity_id": forge.ISSUER,
        "sso_url": forge.SIGN_IN,
        "slo_url": "",
        "certificates": forge.key_pair().certificate,
    }
    shown = send(
        owner, page_of(company), step, **({**whole, **typed} if step != "metadata" else typed)
    )
    assert shown.status == 422
    assert f'id="{field}-error"' in shown.text
    assert company.shown()["sso_url"] == ""


@pytest.mark.parametrize(
    ("said", "says", "step"),
    [
        ({"issuer": "https://other.example"}, "copy its entity id", "#connection"),
        ({"audience": "https://other.example"}, "check the audience", "#values"),
        ({"acs": "https://other.example/acs"}, "check the ACS", "#values"),
        ({"attributes": {}}, "said no address", "#values"),
    ],
    ids=["issuer", "audience", "destination", "address"],
)
def test_a_test_says_what_is_wrong_and_where_to_change_it(owner, company, said, says, step):
    set_metadata(company, document=forge.metadata())
    company.somebody("crew")
    begun = owner.open(owner.open(f"{page_of(company)}/test").location)
    asked = str(message_in(begun.location, "SAMLRequest").get("ID"))
    root = forge.response(forge.changed(company.said(asked), **said))
    forge.sign(forge.assertion_of(root), company.signing)
    shown = company.bring(owner, root)
    if shown.status == 303:
        shown = owner.open(shown.location)
    assert "It does not work yet" in shown.text
    assert says in shown.text
    assert f'href="{page_of(company)}{step}"' in shown.text
    assert "The response as it came" in shown.text


def test_details_say_which_attributes_count_and_what_is_allowed(owner, company):
    typed = {"email_attribute": "work", "name_attribute": "called", "is_encryption_needed": "yes"}
    assert send(owner, page_of(company), "details", **typed).status == 303
    shown = company.shown()
    assert (shown["email_attribute"], shown["name_attribute"]) == ("work", "called")
    assert (shown["is_encryption_needed"], shown["is_idp_initiated_allowed"]) == (True, False)


def test_our_certificate_rolls_over_on_the_page(owner, company):
    path = page_of(company)
    assert send(owner, path, "make-certificate").status == 303
    ours = {each["state"]: each["id"] for each in company.shown()["certificates"]}
    for step, certificate in (("sign-by", ours["next"]), ("drop-certificate", ours["active"])):
        form = form_of(owner.open(path), "make-certificate")
        done = owner.send(form, step=step, certificate=certificate)
        assert done.status == 303, done.text
    assert [(each["id"], each["state"]) for each in company.shown()["certificates"]] == [
        (ours["next"], "active")
    ]
    for _ in range(2):
        assert send(owner, path, "make-certificate").status == 303
    shown = send(owner, path, "make-certificate")
    assert "three certificates of ours" in shown.text


def test_our_certificate_is_a_file_for_whoever_asks(client, company):
    answer = client.get(f"{company.path}/certificate.pem")
    assert answer.status_code == 200
    assert answer.text.strip() == company.our_certificate.strip()


def test_the_it_department_sets_up_saml_by_a_link(app, owner, company):
    path = f"/sso/setup{share(owner, company)}"
    holder = Browser(app.test_client())
    assert "Import client" in holder.open(path).text
    given = send(holder, path, "metadata", url="", file=metadata_file(forge.metadata()))
    assert given.status == 303, given.text
    typed = {"email_attribute": "", "name_attribute": "", "is_idp_initiated_allowed": "yes"}
    assert send(holder, path, "details", **typed).status == 303
    company.somebody("crew")
    assert "It works" in run_test(holder, company, path).text
    form = form_of(holder.open(path), "details")
    assert holder.send(form, step="make-certificate").status == 404
    assert company.shown()["is_idp_initiated_allowed"] is False
    assert len(company.shown()["certificates"]) == 2


def test_a_link_changes_nothing_once_saml_is_switched_on(app, owner, company):
    """Also where it is switched on between opening the link and writing."""
    set_metadata(company, document=forge.metadata())
    path = f"/sso/setup{share(owner, company)}"
    holder = Browser(app.test_client())
    form = form_of(holder.open(path), "by-hand")
    assert company.change(state="active").status_code == 200
    shown = holder.send(form, sso_url="https://evil.example")
    assert (shown.status, "This link is over" in shown.text) == (410, True)
    assert company.shown()["sso_url"] == forge.SIGN_IN


def test_the_log_says_why_somebody_was_refused(owner, company, app):
    set_metadata(company, document=forge.metadata())
    company.change(state="active")
    company.somebody("nothing of ours")
    assert company.sign_in(Browser(app.test_client())).status == 403
    assert sso.explanation_of("no-role") in owner.open(page_of(company)).text
