"""Metadata and certificates of both sides: set up, refreshed, rolled over, warned of."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lxml import etree
from tests.factories import saml_forge as forge
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.saml_providers import create_saml, set_metadata

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.saml import queries, tasks
from turnout.modules.saml.service import metadata, warnings
from turnout.modules.sso.api import explanation_of
from turnout.saml.errors import REASONS

MD = {"md": "urn:oasis:names:tc:SAML:2.0:metadata", "ds": forge.DS}


def certificates(company: Any, side: str) -> list[dict[str, Any]]:
    return [each for each in company.shown()["certificates"] if each["side"] == side]


def test_every_reason_has_words() -> None:
    assert [each for each in REASONS if not explanation_of(each)] == []


def test_a_document_says_it_all(client):
    company = create_saml(client)
    both = (forge.key_pair("first").certificate, forge.key_pair("second").certificate)
    shown = set_metadata(company, document=forge.metadata(certificates=both)).json
    assert (shown["provider_entity_id"], shown["sso_url"]) == (forge.ISSUER, forge.SIGN_IN)
    assert shown["slo_url"] == forge.SIGN_OUT
    assert len(certificates(company, "provider")) == 2
    assert company.change(state="active").json["missing"] == []


def test_fields_by_hand_do_as_well(client):
    company = create_saml(client)
    answer = company.set(
        provider_entity_id=forge.ISSUER,
        sso_url=forge.SIGN_IN,
        certificates=["".join(forge.key_pair("first").certificate.splitlines()[1:-1])],
    )
    assert answer.status_code == 200, answer.json
    assert company.change(state="active").status_code == 200


def test_our_metadata_has_what_a_provider_needs(browser, company):
    answer = browser.open(f"{company.path}/metadata")
    assert answer.status == 200
    root = etree.fromstring(answer.text.encode())
    shown = company.shown()
    assert root.get("entityID") == shown["entity_id"]
    [acs] = root.iterfind(".//md:AssertionConsumerService", MD)
    assert acs.get("Location") == shown["acs_url"]
    uses = [each.get("use") for each in root.iterfind(".//md:KeyDescriptor", MD)]
    assert uses == ["signing", "encryption"]
    file = company.client.get(f"{company.saml}/service-metadata", headers=company.headers)
    assert file.get_data(as_text=True) == answer.text
    assert "PRIVATE" not in answer.text


def test_our_certificate_rolls_over_without_a_gap(browser, company):
    old = company.our_certificate
    made = company.client.post(f"{company.saml}/service-certificates", headers=company.headers)
    assert made.status_code == 201, made.json
    [following] = [each for each in certificates(company, "service") if each["state"] == "next"]
    for certificate in (old, following["certificate"]):
        company.somebody("crew")
        root = company.honest(company.begin(browser))
        assert company.bring(browser, forge.encrypt(root, certificate)).status == 303
    path = f"{company.saml}/service-certificates/{following['id']}"
    done = company.client.post(f"{path}/activate", headers=company.headers)
    assert done.status_code == 200, done.json
    assert company.our_certificate == following["certificate"]
    assert company.client.delete(path, headers=company.headers).status_code == 409
    [former] = [each for each in certificates(company, "service") if each["state"] == "former"]
    root = company.honest(company.begin(browser))
    assert company.bring(browser, forge.encrypt(root, old)).status == 303
    path = f"{company.saml}/service-certificates/{former['id']}"
    assert company.client.delete(path, headers=company.headers).status_code == 204
    root = forge.encrypt(company.honest(company.begin(browser)), old)
    assert company.bring(browser, root).status == 403
    assert company.log()[0]["reason"] == "saml-encryption"


def test_the_providers_certificate_rolls_over_by_its_metadata(browser, company, metadata_host):
    metadata_host.document = forge.metadata()
    set_metadata(company, url=metadata_host.url)
    both = (forge.key_pair("first").certificate, forge.key_pair("second").certificate)
    for pems, good in ((both, "first"), (both, "second"), (both[1:], "second")):
        metadata_host.document = forge.metadata(certificates=pems)
        metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)
        company.somebody("crew")
        company.signs_by = good
        assert company.sign_in(browser).status == 303, company.log()
    company.signs_by = "first"
    assert company.sign_in(browser).status == 403
    assert company.log()[0]["reason"] == "saml-signature"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"status": 500}, "metadata-unreachable"),
        ({"status": 302}, "metadata-unreachable"),
        ({"megabytes": 40}, "metadata-too-long"),
        ({"document": "no metadata"}, "metadata-malformed"),
        ({"document": forge.metadata(entity_id="https://another.example")}, "metadata-no-provider"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_when_a_refresh_fails_what_was_known_counts(browser, company, metadata_host, said, problem):
    metadata_host.document = forge.metadata()
    set_metadata(company, url=metadata_host.url)
    for name, value in said.items():
        setattr(metadata_host, name, value)
    metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)
    shown = company.shown()
    assert (shown["refresh_problem"], bool(shown["refresh_explanation"])) == (problem, True)
    company.somebody("crew")
    assert company.sign_in(browser).status == 303
    metadata_host.reset()
    metadata_host.document = forge.metadata()
    metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)
    assert company.shown()["refresh_problem"] == ""


def test_a_provider_that_hangs_is_left_after_seconds_and_asked_later(
    company, metadata_host, monkeypatch
):
    monkeypatch.setattr("turnout.saml.metadata.SECONDS", 0.3)
    metadata_host.document = forge.metadata()
    set_metadata(company, url=metadata_host.url)
    metadata_host.hangs = True
    metadata.refresh_metadata(system_in(company.organization.id, metadata.JOB), company.id)
    assert company.shown()["refresh_problem"] == "metadata-unreachable"
    due = metadata.list_due(SystemContext(job=metadata.JOB))
    assert company.id not in {each.provider_id for each in due}
    with clock.frozen(clock.now() + timedelta(hours=2)):
        due = metadata.list_due(SystemContext(job=metadata.JOB))
    assert company.id in {each.provider_id for each in due}


def test_metadata_at_an_address_is_fetched_every_six_hours(company, metadata_host, monkeypatch):
    metadata_host.document = forge.metadata()
    set_metadata(company, url=metadata_host.url)
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("turnout.kernel.messaging.tasks._sender", lambda *said: asked.append(said))
    tasks.sweep_metadata()
    assert str(company.id) not in str(asked)
    with clock.frozen(clock.now() + timedelta(hours=6, seconds=1)):
        tasks.sweep_metadata()
    assert ("saml.refresh_metadata", (str(company.organization.id), str(company.id))) in [
        each[:2] for each in asked
    ]
    tasks.refresh_metadata(str(company.organization.id), str(company.id))
    assert metadata_host.asked == 2


def _with(text: str, other: str) -> str:
    return forge.metadata().replace(text, other)


BAD_METADATA = {
    "nothing": ("", None),
    "no XML": ("hello", "metadata-malformed"),
    "HTML": ("<html><body>Sign in</body></html>", "metadata-malformed"),
    "JSON": ('{"issuer": "x"}', "metadata-malformed"),
    "cut off": (forge.metadata()[:400], "metadata-malformed"),
    "a document type": (
        '<!DOCTYPE x [<!ENTITY a "b">]>' + forge.metadata().partition("?>")[2],
        "metadata-malformed",
    ),
    "an external entity": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "metadata-malformed",
    ),
    "a bomb": (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        "metadata-malformed",
    ),
    "another encoding": (_with("UTF-8", "UTF-7"), "metadata-malformed"),
    "deep": ("<a>" * 2000 + "</a>" * 2000, "metadata-malformed"),
    "wide": ("<a>" + "<b/>" * 110_000 + "</a>", "metadata-malformed"),
    "of a service": (
        _with("IDPSSODescriptor", "SPSSODescriptor"),
        "metadata-no-provider",
    ),
    "of SAML 1": (_with("SAML:2.0:protocol", "SAML:1.1:protocol"), "metadata-no-provider"),
    "without a name": (_with(f'entityID="{forge.ISSUER}"', ""), "metadata-malformed"),
    "by form only": (_with("HTTP-Redirect", "HTTP-POST"), "metadata-no-sign-in-address"),
    "not https": (
        forge.metadata(sso="http://idp.example/sign-in"),
        "metadata-address",
    ),
    "a script": (forge.metadata(sso="javascript:alert(1)"), "metadata-address"),
    "a user name in the address": (
        forge.metadata(sso="https://a:b@idp.example/"),
        "metadata-address",
    ),
    "without a certificate": (forge.metadata(certificates=()), "metadata-no-certificate"),
    "for encryption only": (forge.metadata(use='use="encryption"'), "metadata-no-certificate"),
    "a weak key": (
        forge.metadata(certificates=(forge.key_pair("weak", bits=1024).certificate,)),
        "certificate-weak",
    ),
    "no certificate in it": (
        _with(forge.key_pair("first").certificate.splitlines()[1], "!!"),
        "certificate-malformed",
    ),
    "lapsed": (forge.metadata(more='validUntil="2020-01-01T00:00:00Z"'), "metadata-lapsed"),
    "no time": (forge.metadata(more='validUntil="soon"'), "metadata-malformed"),
    "two of them": (
        f'<md:EntitiesDescriptor xmlns:md="{MD["md"]}">'
        + forge.metadata().partition("?>")[2]
        + forge.metadata(entity_id="https://second.example").partition("?>")[2]
        + "</md:EntitiesDescriptor>",
        "metadata-many-providers",
    ),
}


@pytest.mark.parametrize("name", BAD_METADATA)
def test_bad_metadata_is_refused_and_changes_nothing(company, name):
    document, reason = BAD_METADATA[name]
    before = company.shown()
    answer = company.client.post(
        f"{company.saml}/metadata", json={"document": document}, headers=company.headers
    )
    assert answer.status_code == 422, answer.json
    [error] = answer.json["errors"]
    if reason:
        assert (error["pointer"], error["code"]) == ("/document", reason)
        assert explanation_of(reason) in error["detail"]
    assert company.shown() == before


def test_one_of_several_providers_is_taken_by_its_name(client):
    company = create_saml(client)
    several = BAD_METADATA["two of them"][0]
    shown = set_metadata(company, document=several, entity_id="https://second.example").json
    assert shown["provider_entity_id"] == "https://second.example"


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.2/", "http://idp.example/", "ftp://idp.example/", "https://a:b@idp.example"],
)
def test_an_address_that_we_do_not_call_is_refused(company, url):
    answer = company.client.post(
        f"{company.saml}/metadata", json={"url": url}, headers=company.headers
    )
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == ["/url"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"certificates": ["no certificate"]}, "/certificates/0"),
        ({"certificates": []}, "/certificates"),
        ({"sso_url": ""}, "/sso_url"),
        ({"sso_url": "http://idp.example/"}, "/sso_url"),
        ({"slo_url": "javascript:alert(1)"}, "/slo_url"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_by_its_field(company, fields, pointer):
    answer = company.set(**fields)
    assert answer.status_code == 422, answer.json
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_administrators_are_warned_30_7_and_1_days_before_a_certificate_ends(client):
    company = create_saml(client)
    admin = add_member(company.organization, "admin")
    add_member(company.organization, "staff")
    soon = forge.key_pair("soon", days=20)
    set_metadata(company, document=forge.metadata(certificates=(soon.certificate,)))
    [certificate] = certificates(company, "provider")
    assert "Add the provider's new one" in certificate["warning"]
    for days_left in (19, 18, 6, 5, 0.5, 0.4):
        at = clock.now() + timedelta(days=20 - days_left)
        with clock.frozen(at):
            for each in warnings.list_ending(SystemContext(job="tests")):
                if each.provider_id == company.id:
                    warnings.warn_of(system_in(company.organization.id, "tests"), each)
    with transaction(system_in(company.organization.id, "tests")) as tx:
        rows = tx.query(
            "SELECT recipient FROM mails WHERE organization_id = %(organization_id)s"
            " AND template = 'organization-certificate-ending'",
            tx.here(),
        )
    both = (admin.email, company.organization.owner.email)
    assert sorted(recipient for (recipient,) in rows) == sorted(both * 3)


def test_nobody_is_warned_of_a_certificate_that_has_a_successor(client):
    company = create_saml(client)
    pair = (forge.key_pair("soon", days=20).certificate, forge.key_pair("first").certificate)
    set_metadata(company, document=forge.metadata(certificates=pair))
    ending = warnings.list_ending(SystemContext(job="tests"))
    assert company.id not in {each.provider_id for each in ending}


def test_a_certificate_that_has_ended_proves_nothing(browser, company):
    ended = forge.key_pair("ended", days=-1)
    set_metadata(company, document=forge.metadata(certificates=(ended.certificate,)))
    company.somebody("crew")
    company.signs_by = "ended"
    root = forge.response(company.said(company.begin(browser)))
    forge.sign(forge.assertion_of(root), forge.Signing(pair=ended))
    assert company.bring(browser, root).status == 403
    assert company.log()[0]["reason"] == "certificate-expired"


def test_a_provider_of_openid_has_no_saml(client, company):
    new = {
        "name": "OpenID",
        "issuer": "https://login.example.com",
        "client_id": "x",
        "client_secret": "y",
    }
    made = client.post(company.api, json=new, headers=company.headers).json
    answer = client.get(f"{company.api}/{made['id']}/saml", headers=company.headers)
    assert (answer.status_code, answer.json["code"]) == (404, "saml.connection-not-found")


@pytest.mark.parametrize("field", ["client_id", "client_secret"])
def test_saml_has_no_client(client, company, field):
    new = {"name": "X", "kind": "saml", field: "something"}
    answer = client.post(company.api, json=new, headers=company.headers)
    assert [each["pointer"] for each in answer.json["errors"]] == [f"/{field}"]


def test_a_connection_is_its_organizations_alone(company):
    stranger = bearer(make_organization().owner)
    for path in ("", "/service-metadata"):
        answer = company.client.get(company.saml + path, headers=stranger)
        assert answer.status_code == 404
    staff = bearer(add_member(company.organization, "staff"))
    assert company.client.get(company.saml, headers=staff).status_code == 403


def test_deleting_a_provider_deletes_its_keys(company):
    path = f"{company.api}/{company.id}"
    assert company.client.delete(path, headers=company.headers).status_code == 204
    with transaction(system_in(company.organization.id, "tests")) as tx:
        assert queries.list_certificates(tx, UUID(str(company.id))) == []
