"""Single logout in both directions."""

import base64
import zlib
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from lxml import etree
from tests.factories import saml_forge as forge
from tests.factories.people import make_user
from tests.factories.saml_forge import SAML, SAMLP
from tests.factories.saml_providers import message_in
from tests.site.browser import Browser

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.saml.signatures import RSA_SHA256, sign_octets


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def message(company: Any, name: str, inner: str, **said: str) -> Any:
    address = f"http://turnout.test{company.path}/slo"
    given = {"ID": f"_l{new_id().hex}", "Destination": address, **said}
    attributes = " ".join(f'{key}="{value}"' for key, value in given.items())
    return etree.fromstring(
        f'<samlp:{name} xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}" Version="2.0"'
        f' IssueInstant="{forge.instant(clock.now())}" {attributes}>'
        f"<saml:Issuer>{forge.ISSUER}</saml:Issuer>{inner}</samlp:{name}>"
    )


def request_of(company: Any, **said: str) -> Any:
    name_id = f"<saml:NameID>{company.person.sub}</saml:NameID>"
    index = "<samlp:SessionIndex>session-1</samlp:SessionIndex>"
    return message(company, "LogoutRequest", name_id + index, **said)


def redirected(company: Any, kind: str, root: Any, *, key: str = "first", more: str = "") -> str:
    squeezer = zlib.compressobj(wbits=-15)
    raw = squeezer.compress(etree.tostring(root)) + squeezer.flush()
    query = f"{kind}={quote(base64.b64encode(raw).decode(), safe='')}{more}"
    query += f"&SigAlg={quote(RSA_SHA256, safe='')}"
    signature = sign_octets(query.encode(), forge.key_pair(key))
    return f"{company.path}/slo?{query}&Signature={quote(signature, safe='')}"


def test_who_signs_out_at_the_provider_is_signed_out_here_at_once(app, browser, company):
    company.somebody("crew")
    company.sign_in(browser)
    bystander = Browser(app.test_client())
    bystander.sign_in(make_user())
    root = request_of(company)
    answer = bystander.open(redirected(company, "SAMLRequest", root, more="&RelayState=abc"))
    assert answer.status == 303, answer.text
    assert not is_signed_in(browser)
    assert is_signed_in(bystander)
    assert answer.location.startswith(forge.SIGN_OUT)
    said = message_in(answer.location, "SAMLResponse")
    assert said.get("InResponseTo") == root.get("ID")
    assert parse_qs(urlsplit(answer.location).query)["RelayState"] == ["abc"]


def test_a_logout_may_come_by_form_with_a_signature_in_it(browser, company):
    company.somebody("crew")
    company.sign_in(browser)
    root = forge.sign(request_of(company), company.signing)
    form = {"SAMLRequest": forge.sent(root)}
    answer = browser.client.post(f"{company.path}/slo", data=form, environ_base=browser.sender)
    assert answer.status_code == 303
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        ({}, "other", "saml-signature"),
        ({"Destination": "https://evil.example"}, "first", "saml-destination"),
        ({"NotOnOrAfter": "2020-01-01T00:00:00Z"}, "first", "saml-time"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_a_false_logout_ends_nothing(browser, company, said, key, reason):
    company.somebody("crew")
    company.sign_in(browser)
    path = redirected(company, "SAMLRequest", request_of(company, **said), key=key)
    assert browser.open(path).status == 403
    assert is_signed_in(browser)
    assert company.log()[0]["reason"] == reason


def test_a_logout_counts_once_and_not_unsigned(browser, company):
    company.somebody("crew")
    company.sign_in(browser)
    path = redirected(company, "SAMLRequest", request_of(company))
    unsigned = path.partition("&Signature=")[0]
    assert browser.open(unsigned).status == 403
    assert company.log()[0]["reason"] == "saml-not-signed"
    form = {"SAMLRequest": forge.sent(request_of(company))}
    posted = browser.client.post(f"{company.path}/slo", data=form, environ_base=browser.sender)
    assert posted.status_code == 403
    assert is_signed_in(browser)
    assert browser.open(path).status == 303
    company.sign_in(browser)
    assert browser.open(path).status == 403
    assert company.log()[0]["reason"] == "saml-replayed"
    assert is_signed_in(browser)


def test_who_signs_out_here_is_led_to_sign_out_at_the_provider(browser, company):
    person = company.somebody("crew")
    company.sign_in(browser)
    page = browser.send(browser.open("/account").form_to("/sign-out"))
    assert page.status == 200
    assert not is_signed_in(browser)
    url = page.answer.headers["Refresh"].partition("url=")[2]
    assert url.startswith(forge.SIGN_OUT)
    asked = message_in(url, "SAMLRequest")
    assert asked.findtext(f"{{{SAML}}}NameID") == person.sub
    assert asked.findtext(f"{{{SAMLP}}}SessionIndex") == "session-1"
    status = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
    root = message(company, "LogoutResponse", status, InResponseTo=str(asked.get("ID")))
    path = redirected(company, "SAMLResponse", root)
    assert browser.open(path).status == 200
    assert browser.open(path).status == 403  # it is taken once
