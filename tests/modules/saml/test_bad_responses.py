"""Bad SAML responses, one table: each is refused, with its reason in the log, and signs nobody in."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree
from tests.factories import saml_forge as forge
from tests.factories.saml_forge import SAML, SAMLP, T
from tests.factories.saml_providers import MadeSaml

from turnout.kernel import clock
from turnout.modules.sso.api import explanation_of

DEEP = 300
Make = Callable[["Case"], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One try: the company, and the request that waits for an answer."""

    company: MadeSaml
    asked: str

    def response(self, **fields: Any) -> Any:
        return forge.response(self.company.said(self.asked, **fields))

    def sign(self, root: Any, *what: str, **how: Any) -> Any:
        signing = forge.Signing(**{"pair": self.company.signing.pair, **how})
        for each in what or ("assertion",):
            forge.sign(root if each == "response" else forge.assertion_of(root), signing)
        return root

    def honest(self, **fields: Any) -> Any:
        return self.sign(self.response(**fields))

    def evil(self, root: Any) -> Any:
        """The same assertion about somebody else, under another id and without a signature."""
        copy = forge.without_signature(forge.assertion_of(root))
        copy.set("ID", "_evil")
        forge.part(copy, "saml:Subject/saml:NameID").text = "the-owner"
        return copy


def before_signing(path: str, change: Callable[[Any], Any]) -> Make:
    """A response whose provider really signed something wrong."""

    def make(case: Case) -> Any:
        root = case.response()
        change(forge.part(root, path) if path else root)
        return case.sign(root)

    return make


def after_signing(path: str, change: Callable[[Any], Any]) -> Make:
    def make(case: Case) -> Any:
        root = case.honest()
        change(forge.part(root, path) if path else root)
        return root

    return make


def with_attribute(path: str, name: str, value: str | None) -> Make:
    def change(node: Any) -> None:
        if value is None:
            del node.attrib[name]
        else:
            node.set(name, value)

    return before_signing(path, change)


def removed(path: str) -> Make:
    return before_signing(path, lambda node: node.getparent().remove(node))


def with_text(path: str, text: str) -> Make:
    return before_signing(path, lambda node: setattr(node, "text", text))


def signed_by(**how: Any) -> Make:
    return lambda case: case.sign(case.response(), **how)


def replaced(old: str, new: str) -> Make:
    """Bytes changed on the way."""

    def make(case: Case) -> Any:
        return etree.tostring(case.honest()).replace(old.encode(), new.encode())

    return make


def prefixed(text: str) -> Make:
    return lambda case: text.encode() + etree.tostring(case.honest())


def wrapped_in_extensions(case: Case) -> Any:
    """XSW 1: the signed whole lies in an extension, what is read does not."""
    root = case.sign(case.response(), "response")
    inner = forge.without_signature(root)
    root_copy = deepcopy(root)
    forge.part(inner, "saml:Assertion/saml:Subject/saml:NameID").text = "the-owner"
    inner.set("ID", "_evil")
    forge.assertion_of(inner).set("ID", "_evil-too")
    extensions = etree.Element(f"{{{SAMLP}}}Extensions")
    extensions.append(root_copy)
    inner.insert(1, extensions)
    return inner


def evil_before(case: Case) -> Any:
    root = case.honest()
    forge.assertion_of(root).addprevious(case.evil(root))
    return root


def evil_behind(case: Case) -> Any:
    root = case.honest()
    forge.assertion_of(root).addnext(case.evil(root))
    return root


def evil_around(case: Case) -> Any:
    """XSW 4: the signed assertion stands inside the one that would be read."""
    root = case.honest()
    signed, evil = forge.assertion_of(root), case.evil(root)
    signed.getparent().replace(signed, evil)
    evil.append(signed)
    return root


def evil_in_object(case: Case) -> Any:
    """XSW 7 and 8: the signed assertion lies in an Object of the signature."""
    root = case.honest()
    signed, evil = forge.assertion_of(root), case.evil(root)
    signature = forge.part(signed, "ds:Signature")
    signed.getparent().replace(signed, evil)
    evil.insert(1, signature)
    held = etree.SubElement(signature, f"{{{forge.DS}}}Object")
    signed.remove(signature) if signature.getparent() is signed else None
    held.append(signed)
    return root


def same_id(case: Case) -> Any:
    root = case.honest()
    evil = case.evil(root)
    evil.set("ID", forge.assertion_of(root).get("ID"))
    forge.assertion_of(root).addprevious(evil)
    return root


def signature_moved(case: Case) -> Any:
    """A genuine signature of the assertion, put into the response."""
    root = case.honest()
    root.insert(1, forge.part(root, "saml:Assertion/ds:Signature"))
    return root


def refers_elsewhere(uri: str) -> Make:
    def make(case: Case) -> Any:
        root = case.honest()
        forge.part(root, "saml:Assertion/ds:Signature/ds:SignedInfo/ds:Reference").set("URI", uri)
        return root

    return make


def with_transform(algorithm: str, inner: str = "") -> Make:
    def make(case: Case) -> Any:
        root = etree.fromstring(etree.tostring(case.honest()))
        path = "saml:Assertion/ds:Signature/ds:SignedInfo/ds:Reference/ds:Transforms"
        transform = etree.fromstring(
            f'<ds:Transform xmlns:ds="{forge.DS}" Algorithm="{algorithm}">{inner}</ds:Transform>'
        )
        forge.part(root, path).append(transform)
        return root

    return make


def encrypted(**how: Any) -> Make:
    def make(case: Case) -> Any:
        return forge.encrypt(case.honest(), case.company.our_certificate, **how)

    return make


def masked(**how: str) -> Make:
    def make(case: Case) -> Any:
        return forge.encrypt_masked(case.honest(), case.company.our_certificate, **how)

    return make


def encrypted_by_triple_des(case: Case) -> Any:
    root = forge.encrypt(case.honest(), case.company.our_certificate)
    method = next(root.iter("{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"))
    method.set("Algorithm", "http://www.w3.org/2001/04/xmlenc#tripledes-cbc")
    return root


def encrypted_unsigned(case: Case) -> Any:
    root = forge.encrypt(case.response(), case.company.our_certificate)
    return forge.sign(root, case.company.signing)


def encrypted_for_others(case: Case) -> Any:
    return forge.encrypt(case.honest(), forge.key_pair("other").certificate)


def encrypted_and_torn(case: Case) -> Any:
    root = forge.encrypt(case.honest(), case.company.our_certificate)
    values = list(root.iter("{http://www.w3.org/2001/04/xmlenc#}CipherValue"))
    values[-1].text = (values[-1].text or "")[:-40] + "A" * 38 + "=="
    return root


def refused_by_provider(case: Case) -> Any:
    root = case.response(status="urn:oasis:names:tc:SAML:2.0:status:Responder")
    root.remove(forge.assertion_of(root))
    return root


def at(**difference: float) -> Callable[[Case], Any]:
    return lambda case: case.honest(now=clock.now() + timedelta(**difference))


def without_assertion(case: Case) -> Any:
    root = case.response()
    root.remove(forge.assertion_of(root))
    return forge.sign(root, case.company.signing)


CONDITIONS = "saml:Assertion/saml:Conditions"
AUDIENCE = f"{CONDITIONS}/saml:AudienceRestriction"
SUBJECT = "saml:Assertion/saml:Subject"
CONFIRMED = f"{SUBJECT}/saml:SubjectConfirmation/saml:SubjectConfirmationData"
NAME = f"{SUBJECT}/saml:NameID"
SESSION = "saml:Assertion/saml:AuthnStatement"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
BAD: dict[str, tuple[Make, str]] = {
    # What can be read at all.
    "nothing": (lambda _: b"", "saml-malformed"),
    "no XML": (lambda _: b"hello", "saml-malformed"),
    "cut off": (lambda case: etree.tostring(case.honest())[:-20], "saml-malformed"),
    "another message": (lambda _: f'<LogoutRequest xmlns="{SAMLP}"/>'.encode(), "saml-malformed"),
    "UTF-16": (lambda case: etree.tostring(case.honest(), encoding="UTF-16"), "saml-malformed"),
    "UTF-7": (prefixed('<?xml version="1.0" encoding="UTF-7"?>'), "saml-malformed"),
    "an entity": (prefixed('<!DOCTYPE x [<!ENTITY a "b">]>'), "saml-doctype"),
    "an external entity": (
        prefixed('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "saml-doctype",
    ),
    "a document type elsewhere": (prefixed('<!DOCTYPE x SYSTEM "https://x/">'), "saml-doctype"),
    "deep": (lambda _: b"<a>" * DEEP + b"</a>" * DEEP, "saml-malformed"),
    "wide": (lambda _: b"<a>" + b"<b/>" * 6000 + b"</a>", "saml-too-long"),
    "long": (
        lambda case: case.honest(attributes={"x": ["y" * 300_000]}),
        "saml-too-long",
    ),
    "a comment in the name": (
        replaced("</saml:NameID>", "<!-- --></saml:NameID>"),
        "saml-comment",
    ),
    "a processing instruction": (prefixed("<?x y?>"), "saml-comment"),
    # Its shape.
    "version 1.1": (with_attribute("", "Version", "1.1"), "saml-version"),
    "an assertion of 1.1": (with_attribute("saml:Assertion", "Version", "1.1"), "saml-version"),
    "no assertion": (without_assertion, "saml-not-one-assertion"),
    "the provider refused": (refused_by_provider, "saml-status"),
    "a status within": (
        after_signing(
            "samlp:Status/samlp:StatusCode", lambda node: node.set("Value", f"{SAMLP}:x")
        ),
        "saml-status",
    ),
    "an unknown element": (
        before_signing("", lambda node: node.append(etree.Element(f"{{{SAMLP}}}Other"))),
        "saml-schema",
    ),
    # Wrapping.
    "wrapped in extensions": (wrapped_in_extensions, "saml-not-one-assertion"),
    "another assertion before": (evil_before, "saml-not-one-assertion"),
    "another assertion behind": (evil_behind, "saml-not-one-assertion"),
    "another assertion around": (evil_around, "saml-not-one-assertion"),
    "the signed one in an object": (evil_in_object, "saml-not-one-assertion"),
    "two of one id": (same_id, "saml-duplicate-id"),
    "the signature somewhere else": (signature_moved, "saml-signature-shape"),
    # Signatures.
    "not signed": (lambda case: case.response(), "saml-not-signed"),
    "stripped": (lambda case: forge.without_signature(case.honest()), "saml-not-signed"),
    "changed after signing": (
        after_signing(NAME, lambda node: setattr(node, "text", "the-owner")),
        "saml-signature",
    ),
    "signed by somebody": (signed_by(pair=forge.key_pair("other")), "saml-signature"),
    "signed by the key it brings": (
        signed_by(pair=forge.key_pair("other"), with_key=True),
        "saml-signature",
    ),
    "SHA-1": (signed_by(method=T.TransformRsaSha1), "saml-algorithm"),
    "a SHA-1 digest": (signed_by(digest=T.TransformSha1), "saml-algorithm"),
    "inclusive canonical form": (
        signed_by(canonical=T.TransformInclC14N),
        "saml-signature-shape",
    ),
    "a reference to all": (refers_elsewhere(""), "saml-signature-shape"),
    "a reference elsewhere": (refers_elsewhere("https://evil.example/"), "saml-signature-shape"),
    "a reference to a file": (refers_elsewhere("file:///etc/passwd"), "saml-signature-shape"),
    "a program as transform": (
        with_transform(XSLT, '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>'),
        "saml-signature-shape",
    ),
    "a path as transform": (
        with_transform("http://www.w3.org/TR/1999/REC-xpath-19991116"),
        "saml-signature-shape",
    ),
    # Encryption.
    "sealed and not signed inside": (encrypted_unsigned, "saml-not-signed"),
    "sealed for others": (encrypted_for_others, "saml-encryption"),
    "sealed and torn": (encrypted_and_torn, "saml-encryption"),
    "a mask of MD5": (masked(mask="urn:mgf1md5"), "saml-algorithm"),
    "a mask with more in it": (masked(inside="<x/>"), "saml-schema"),
    "triple DES": (encrypted_by_triple_des, "saml-algorithm"),
    "RSA 1.5": (encrypted(wrap=T.TransformRsaPkcs1), "saml-algorithm"),
    # Who says it, and to whom.
    "another issuer": (lambda case: case.honest(issuer="https://evil.example"), "saml-issuer"),
    "an assertion of another": (
        with_text("saml:Assertion/saml:Issuer", "https://evil.example"),
        "saml-issuer",
    ),
    "another destination": (
        with_attribute("", "Destination", "https://evil.example/acs"),
        "saml-destination",
    ),
    "an empty destination": (with_attribute("", "Destination", ""), "saml-destination"),
    "for another service": (
        with_text(f"{AUDIENCE}/saml:Audience", "https://evil.example"),
        "saml-audience",
    ),
    "for us and for others only": (
        before_signing(AUDIENCE, lambda node: node.addnext(_audience("https://x.example"))),
        "saml-audience",
    ),
    "for everybody": (removed(AUDIENCE), "saml-audience"),
    "without conditions": (removed(CONDITIONS), "saml-audience"),
    "another recipient": (with_attribute(CONFIRMED, "Recipient", "https://x/"), "saml-recipient"),
    "no recipient": (with_attribute(CONFIRMED, "Recipient", None), "saml-recipient"),
    "no confirmation": (removed(f"{SUBJECT}/saml:SubjectConfirmation"), "saml-recipient"),
    "the holder of a key": (
        with_attribute(
            f"{SUBJECT}/saml:SubjectConfirmation",
            "Method",
            "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key",
        ),
        "saml-recipient",
    ),
    # When.
    "of yesterday": (at(days=-1), "saml-time"),
    "of tomorrow": (at(days=1), "saml-time"),
    "lapsed": (at(minutes=-8), "saml-time"),
    "too early": (at(minutes=4), "saml-time"),
    "no end of the confirmation": (with_attribute(CONFIRMED, "NotOnOrAfter", None), "saml-time"),
    "no time at all": (with_attribute("", "IssueInstant", "soon"), "saml-schema"),
    "a session that has ended": (
        with_attribute(SESSION, "SessionNotOnOrAfter", "2020-01-01T00:00:00Z"),
        "saml-session",
    ),
    "a sign-in in the future": (
        with_attribute(SESSION, "AuthnInstant", "2999-01-01T00:00:00Z"),
        "saml-session",
    ),
    # To what it answers.
    "another request": (
        lambda case: case.company.honest("_another"),
        "saml-in-response-to",
    ),
    "no request": (lambda case: case.company.honest(), "saml-unasked"),
    "two requests": (
        with_attribute(CONFIRMED, "InResponseTo", "_another"),
        "saml-in-response-to",
    ),
    # Whom it names.
    "nobody": (removed(SUBJECT), "saml-subject"),
    "no name": (removed(NAME), "saml-name-id"),
    "an empty name": (with_text(NAME, " "), "saml-name-id"),
    "a long name": (with_text(NAME, "x" * 300), "saml-name-id"),
    "a name with a line in it": (with_text(NAME, "a\nb"), "saml-name-id"),
    "another name each time": (
        lambda case: case.honest(name_id_format=TRANSIENT),
        "saml-name-id",
    ),
    "no sign-in": (removed(SESSION), "saml-session"),
    "two addresses": (
        lambda case: case.honest(attributes={"mail": ["a@x.example", "b@x.example"]}),
        "no-email",
    ),
}


def _audience(name: str) -> Any:
    return etree.fromstring(
        f'<saml:AudienceRestriction xmlns:saml="{SAML}"><saml:Audience>{name}</saml:Audience>'
        "</saml:AudienceRestriction>"
    )


@pytest.mark.parametrize("name", BAD)
def test_a_bad_response_is_refused_with_its_reason_in_the_log(browser, company, name):
    """Strangers hear one sentence, the organization the reason."""
    make, reason = BAD[name]
    company.somebody("crew")
    case = Case(company, company.begin(browser))
    answer = company.bring(browser, make(case))
    assert answer.status == 403, answer.status
    assert "did not work" in answer.text
    assert reason not in answer.text
    assert browser.open("/account").status != 200
    line = company.log()[0]
    assert (line["outcome"], line["reason"]) == ("refused", reason), line
    assert line["explanation"] == explanation_of(reason)


def test_there_are_forty_and_more_of_them() -> None:
    assert len(BAD) >= 40


@pytest.mark.parametrize("form", [{}, {"SAMLResponse": "%%%"}, {"SAMLResponse": ["YQ==", "YQ=="]}])
def test_a_form_without_one_response_is_refused(browser, company, form):
    answer = browser.client.post(f"{company.path}/acs", data=form, environ_base=browser.sender)
    assert answer.status_code == 403
    assert company.log()[0]["reason"] == "saml-malformed"


def test_where_encryption_is_needed_a_plain_assertion_is_refused(browser, company):
    company.set(is_encryption_needed=True)
    company.somebody("crew")
    assert company.sign_in(browser).status == 403
    assert company.log()[0]["reason"] == "saml-not-encrypted"
    root = forge.encrypt(company.honest(company.begin(browser)), company.our_certificate)
    assert company.bring(browser, root).status == 303
