"""Identity providers of made organizations, at the real provider that the tests run."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, Person
from tests.factories.people import MadeOrganization, bearer, make_organization
from tests.site.browser import Browser, Shown
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import answered_by


@dataclass(slots=True)
class MadeProvider:
    """An organization with a provider that is switched on, and a proven domain."""

    organization: MadeOrganization
    id: UUID
    domain: str
    client: Any
    at: OpenIdProvider

    @property
    def api(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}/identity-providers"

    @property
    def path(self) -> str:
        return f"/sso/{self.organization.id}/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.organization.owner)

    def change(self, **fields: Any) -> Any:
        return self.client.patch(f"{self.api}/{self.id}", json=fields, headers=self.headers)

    def log(self) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.api}/{self.id}/sign-ins", headers=self.headers)
        assert answer.status_code == 200, answer.json
        return list(answer.json["items"])

    def somebody(self, *groups: str, **more: Any) -> Person:
        """Who signs in next: somebody new, with an address of the proven domain."""
        said = {"email": f"{new_id().hex}@{self.domain}", **more}
        self.at.person = Person(new_id().hex, **said)
        self.at.person.more["groups"] = list(groups)
        return self.at.person

    def sign_in(self, browser: Browser, *, to: str = "/my-tickets") -> Shown:
        begun = browser.open(f"{self.path}?next={to}")
        assert begun.status == 303, begun.text
        return browser.open(self.at.sign_in(begun.location))

    def role_of(self, user_id: UUID) -> str | None:
        path = f"/api/v1/organizations/{self.organization.id}/members"
        members = self.client.get(path, headers=self.headers).json["items"]
        return next((each["role"] for each in members if each["user_id"] == str(user_id)), None)


def prove_domain(client: Any, organization: MadeOrganization, domain: str) -> str:
    """Prove a domain by its record; the path by which it is removed again."""
    path, headers = f"/api/v1/organizations/{organization.id}/domains", bearer(organization.owner)
    added = client.post(path, json={"host": domain}, headers=headers).json
    with answered_by(lambda _: [added["record_value"]]):
        proven = client.post(f"{path}/{added['id']}/verify", headers=headers)
    assert proven.status_code == 200, proven.json
    return f"{path}/{added['id']}"


def make_provider(
    client: Any,
    at: OpenIdProvider,
    *,
    organization: MadeOrganization | None = None,
    **fields: Any,
) -> MadeProvider:
    organization, domain = organization or make_organization(), f"d{new_id().hex}.example"
    prove_domain(client, organization, domain)
    api = f"/api/v1/organizations/{organization.id}/identity-providers"
    new = {
        "name": "Company",
        "issuer": at.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "domains": [domain],
        "mappings": [{"group": "crew", "role": "staff"}, {"group": "bridge", "role": "admin"}],
        **fields,
    }
    made = client.post(api, json=new, headers=bearer(organization.owner))
    assert made.status_code == 201, made.json
    found = MadeProvider(organization, UUID(made.json["id"]), domain, client, at)
    assert found.change(state="active").status_code == 200
    return found
