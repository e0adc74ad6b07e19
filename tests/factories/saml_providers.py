"""Identity providers of made organizations that speak SAML, with forged or real responses."""

import zlib
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from lxml import etree

from tests.factories import saml_forge as forge
from tests.factories.identity_providers import MadeProvider, prove_domain
from tests.factories.openid_provider import Person
from tests.factories.people import bearer, make_organization
from tests.site.browser import Browser, Shown
from turnout.kernel.ids import new_id

MAIL = "urn:oid:0.9.2342.19200300.100.1.3"


@dataclass(slots=True)
class MadeSaml(MadeProvider):
    """An organization with a provider of SAML that is switched on, and a proven domain."""

    person: Person = field(default_factory=lambda: Person(new_id().hex))
    signs_by: str = "first"

    @property
    def saml(self) -> str:
        return f"{self.api}/{self.id}/saml"

    def somebody(self, *groups: str, **more: Any) -> Person:
        said = {"email": f"{new_id().hex}@{self.domain}", **more}
        self.person = Person(new_id().hex, **said)
        self.person.more["groups"] = list(groups)
        return self.person

    def set(self, **fields: Any) -> Any:
        return self.client.patch(self.saml, json=fields, headers=self.headers)

    def shown(self) -> dict[str, Any]:
        answer = self.client.get(self.saml, headers=self.headers)
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    @property
    def our_certificate(self) -> str:
        return next(
            each["certificate"]
            for each in self.shown()["certificates"]
            if (each["side"], each["state"]) == ("service", "active")
        )

    def begin(self, browser: Browser, *, to: str = "/my-tickets") -> str:
        """The id of the request that the browser is sent away with."""
        begun = browser.open(f"{self.path}?next={to}")
        assert begun.status == 303, begun.text
        return str(message_in(begun.location, "SAMLRequest").get("ID"))

    def said(self, asked: str = "", **fields: Any) -> forge.Said:
        address = f"http://turnout.test{self.path}"
        person = self.person
        attributes = {"groups": list(person.more.get("groups", ()))}
        if person.email:
            attributes[MAIL] = [person.email]
        if person.name:
            attributes["displayName"] = [person.name]
        return forge.Said(
            audience=f"{address}/metadata",
            acs=f"{address}/acs",
            in_response_to=asked,
            name_id=person.sub,
            **{"attributes": attributes, **fields},
        )

    @property
    def signing(self) -> forge.Signing:
        return forge.Signing(pair=forge.key_pair(self.signs_by))

    def honest(self, asked: str = "", **fields: Any) -> Any:
        """A response as an honest provider sends it: its assertion signed."""
        root = forge.response(self.said(asked, **fields))
        forge.sign(forge.assertion_of(root), self.signing)
        return root

    def post(self, browser: Browser, root: Any, **more: str) -> Shown:
        """Bring a response to its address, as the form of another site does: without cookies."""
        return self.brought(browser, {"SAMLResponse": forge.sent(root), **more})

    def brought(self, browser: Browser, form: dict[str, str]) -> Shown:
        answer = browser.client.application.test_client().post(
            f"{self.path}/acs",
            data=form,
            headers={"Origin": "https://idp.example"},
            environ_base=browser.sender,
        )
        for name, value in _cookies(answer):
            browser.put_cookie(name, value)
        return browser._shown(f"{self.path}/acs", answer)

    def bring(self, browser: Browser, root: Any, **more: str) -> Shown:
        """Bring a response, and go where that leads."""
        led = self.post(browser, root, **more)
        return browser.open(led.location) if led.status == 303 else led

    def sign_in(self, browser: Browser, *, to: str = "/my-tickets", **fields: Any) -> Shown:
        return self.bring(browser, self.honest(self.begin(browser, to=to), **fields))


def _cookies(answer: Any) -> list[tuple[str, str]]:
    pairs = [each.partition(";")[0].partition("=") for each in answer.headers.getlist("Set-Cookie")]
    return [(name, value) for name, _, value in pairs]


def message_in(url: str, kind: str) -> Any:
    """The message that an address carries by HTTP-Redirect."""
    said = parse_qs(urlsplit(url).query)[kind][0]
    return etree.fromstring(zlib.decompress(b64decode(said), -15))


def create_saml(client: Any, **fields: Any) -> MadeSaml:
    """A provider that is still a draft without metadata."""
    organization, domain = make_organization(), f"d{new_id().hex}.example"
    prove_domain(client, organization, domain)
    api = f"/api/v1/organizations/{organization.id}/identity-providers"
    new = {
        "name": "Company",
        "kind": "saml",
        "domains": [domain],
        "mappings": [{"group": "crew", "role": "staff"}, {"group": "bridge", "role": "admin"}],
        **fields,
    }
    made = client.post(api, json=new, headers=bearer(organization.owner))
    assert made.status_code == 201, made.json
    return MadeSaml(organization, UUID(made.json["id"]), domain, client, None)


def make_saml(client: Any, **fields: Any) -> MadeSaml:
    found = create_saml(client, **fields)
    set_metadata(found, document=forge.metadata())
    assert found.change(state="active").status_code == 200
    return found


def set_metadata(found: MadeSaml, **fields: Any) -> Any:
    answer = found.client.post(f"{found.saml}/metadata", json=fields, headers=found.headers)
    assert answer.status_code == 200, answer.json
    return answer
