"""An identity provider that we did not write: `oidc-provider` and `samlify`, in a process of Node.js.

It is the one that `make up` starts. What is ours there is a page to choose a person, and the file
that names people, clients and parties; every message of the protocols is made and read by others.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from lxml import html

from tests.factories.identity_providers import MadeProvider, prove_domain
from tests.factories.people import bearer, make_organization
from tests.factories.saml_providers import MadeSaml
from tests.site.browser import Browser, Shown
from turnout.kernel import runtime
from turnout.kernel.ids import new_id
from turnout.openid import metadata
from turnout_dev.identity_provider.configuration import (
    SERVER,
    Configuration,
    Party,
    Person,
    client,
    command,
)
from turnout_dev.stack import frontend
from turnout_dev.stack.state import choose_port, exclusive
from turnout_sdk.testing.local_http import local_client

CLIENT_ID, CLIENT_SECRET = "turnout", "a-secret-of-thirty-two-letters-or-so"
ORIGIN = "http://turnout.test"


@dataclass(slots=True)
class Form:
    """A form of the provider's; `fields` are its hidden values."""

    action: str
    fields: dict[str, str]


class VisitedProvider:
    """A provider, and the browser of whoever signs in there."""

    def __init__(self, issuer: str, served_at: str) -> None:
        self.issuer = issuer
        self.served_at = served_at
        """Where the provider's own calls reach us."""
        self.http = local_client(base_url=self.address, timeout=30)

    @property
    def address(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def open(self, url: str) -> httpx.Response:
        """Follow the provider's own redirects; what leads elsewhere is the last answer."""
        return self._followed(self.http.get(url))

    def send(self, form: Form, **typed: str) -> httpx.Response:
        return self._followed(self.http.post(form.action, data={**form.fields, **typed}))

    def _followed(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect and answer.headers["Location"].startswith(("/", self.address)):
            answer = self.http.get(answer.headers["Location"])
        assert answer.status_code < 400, answer.text
        return answer


class IndependentProvider(VisitedProvider):
    """The one that `make up` starts: `oidc-provider` and `samlify`."""

    def __init__(self, issuer: str, configuration: Configuration, served_at: str) -> None:
        super().__init__(issuer, served_at)
        self.configuration = configuration
        self.metadata_url = f"{issuer}/saml/metadata"
        self.people: list[Person] = []

    def reset(self) -> None:
        self.people = []
        self.http.cookies.clear()
        self.configuration.set_clients([])
        self.configuration.set_parties([])
        self.configuration.roll_over(signs=0, published=[0])

    def put(self, person: Person) -> Person:
        """Add somebody to the company, or change them."""
        self.people = [each for each in self.people if each.id != person.id] + [person]
        self.configuration.set_people(self.people)
        return person

    def register(self, provider: dict[str, Any]) -> None:
        """Make us a client of OpenID Connect; its notices come to where this process serves."""
        said = client(CLIENT_ID, CLIENT_SECRET, SimpleNamespace(**provider))
        path = said["backchannel_logout_uri"].removeprefix(ORIGIN)
        self.configuration.set_clients([said | {"backchannel_logout_uri": self.served_at + path}])

    def register_party(self, entity_id: str, document: str, **settings: Any) -> None:
        """Give the provider our metadata, and say how it answers us."""
        party = Party(entity_id=entity_id, metadata=document, **settings)
        self.configuration.set_parties([party])

    def signed_in(self, url: str, person: Person) -> httpx.Response:
        """Go to the provider and say who one is, unless its session knows that already."""
        answer = self.open(url)
        if answer.is_redirect or "SAMLResponse" in answer.text:
            return answer
        return self.send(form_of(answer), person=person.id)

    def portal(self, entity_id: str, relay: str) -> str:
        """Where a sign-in by SAML begins at the provider."""
        return f"/saml/start?{httpx.QueryParams({'party': entity_id, 'relay': relay})}"


def form_of(answer: httpx.Response) -> Form:
    form = html.fromstring(answer.text).forms[0]
    fields = {name: value for name, value in form.form_values() if name}
    return Form(str(form.action), fields)


def local(url: str) -> str:
    """Path and query of an address of ours, at which the provider sent the browser back."""
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}" == ORIGIN, url
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@dataclass(slots=True)
class OpenIdCompany(MadeProvider):
    """An organization whose people sign in by OpenID Connect at the independent provider."""

    at: Any

    def employee(self, *groups: str, **more: Any) -> Person:
        said = {"name": "Ada Example", "email": f"{new_id().hex}@{self.domain}", **more}
        return self.at.put(Person(id=new_id().hex, groups=groups, **said))

    def enter(self, browser: Browser, person: Person, *, to: str = "/my-tickets") -> Shown:
        begun = browser.open(f"{self.path}?next={to}")
        assert begun.status == 303, begun.text
        back = self.at.signed_in(begun.location, person)
        return browser.open(local(back.headers["Location"]))


@dataclass(slots=True)
class SamlCompany(MadeSaml):
    """An organization whose people sign in by SAML at the independent provider."""

    idp: Any = None
    settings: dict[str, Any] = field(default_factory=dict)

    def employee(self, *groups: str, **more: Any) -> Person:
        said = {"name": "Ada Example", "email": f"{new_id().hex}@{self.domain}", **more}
        return self.idp.put(Person(id=new_id().hex, groups=groups, **said))

    def register(self, **settings: Any) -> None:
        """Give the provider our metadata, and say how it answers us."""
        document = self.client.get(f"{self.path}/metadata")
        assert document.status_code == 200
        self.idp.register_party(self.entity_id, document.text, **settings)

    @property
    def entity_id(self) -> str:
        return f"{ORIGIN}{self.path}/metadata"

    def enter(self, browser: Browser, person: Person, *, to: str = "/my-tickets") -> Shown:
        begun = browser.open(f"{self.path}?next={to}")
        assert begun.status == 303, begun.text
        return self.carry(browser, self.idp.signed_in(begun.location, person))

    def enter_from_the_portal(self, browser: Browser, person: Person, relay: str = "") -> Shown:
        return self.carry(
            browser, self.idp.signed_in(self.idp.portal(self.entity_id, relay), person)
        )

    def carry(self, browser: Browser, answer: httpx.Response) -> Shown:
        """Send the form that the provider made, as another site's page does, and follow."""
        form = form_of(answer)
        assert local(form.action) == f"{self.path}/acs"
        led = self.brought(browser, form.fields)
        return browser.open(led.location) if led.status == 303 else led


@contextmanager
def running_independent_provider(
    folder: Path, state: Path, served_at: str
) -> Iterator[IndependentProvider]:
    """Start it, with its packages installed, for as long as the tests of a session need it."""
    state.mkdir(parents=True, exist_ok=True)
    with exclusive(state / "identity-provider.lock"):
        frontend.install(SERVER.parent)
    bind = f"127.0.0.1:{choose_port(None)}"
    configuration = Configuration(folder / "configuration.json")
    configuration.prepare(f"http://{bind}")
    process = subprocess.Popen(
        command(bind, configuration.file), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"http://"), "the provider does not start"
        provider = IndependentProvider(f"http://{bind}", configuration, served_at)
        yield provider
        provider.http.close()
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def reachable(provider: VisitedProvider) -> Iterator[None]:
    """Let this process call the provider although it is local; nothing is kept from before."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(provider.issuer).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    metadata.forget_all()
    try:
        yield
    finally:
        current.rules = before


def _created(caller: Any, **fields: Any) -> tuple[Any, str, dict[str, Any]]:
    organization, domain = make_organization(), f"d{new_id().hex}.example"
    prove_domain(caller, organization, domain)
    new = {
        "name": "Company",
        "domains": [domain],
        "mappings": [{"group": "crew", "role": "staff"}, {"group": "bridge", "role": "admin"}],
        **fields,
    }
    api = f"/api/v1/organizations/{organization.id}/identity-providers"
    made = caller.post(api, json=new, headers=bearer(organization.owner))
    assert made.status_code == 201, made.json
    return organization, domain, made.json


def make_openid_company(caller: Any, at: Any) -> OpenIdCompany:
    organization, domain, made = _created(
        caller, issuer=at.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    company = OpenIdCompany(organization, UUID(made["id"]), domain, caller, at)
    at.register(made)
    changed = company.change(state="active")
    assert changed.status_code == 200, changed.json
    return company


def make_saml_company(caller: Any, idp: Any, **settings: Any) -> SamlCompany:
    organization, domain, made = _created(caller, kind="saml")
    company = SamlCompany(organization, UUID(made["id"]), domain, caller, None, idp=idp)  # type: ignore[arg-type]
    said = {"url": idp.metadata_url}
    answer = caller.post(f"{company.saml}/metadata", json=said, headers=company.headers)
    assert answer.status_code == 200, answer.json
    company.register(**settings)
    changed = company.change(state="active")
    assert changed.status_code == 200, changed.json
    return company
