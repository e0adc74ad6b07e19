"""Directories of made organizations: a proven domain, a token, and who calls by it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.factories.identity_providers import prove_domain
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization
from turnout.kernel.ids import new_id
from turnout.modules.scim import api as scim
from turnout.modules.scim_tokens import api as scim_tokens

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"


@dataclass(slots=True)
class MadeDirectory:
    """An organization with a directory whose people are staff, and a proven domain."""

    organization: MadeOrganization
    domain: str
    secret: str
    client: Any

    @property
    def path(self) -> str:
        return f"/scim/v2/organizations/{self.organization.id}"

    @property
    def api(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}"

    @property
    def headers(self) -> dict[str, str]:
        """Of an administrator."""
        return bearer(self.organization.owner)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.secret}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        said = {"json": body} if body is not None else {}
        return self.client.open(f"{self.path}{path}", method=method, headers=sent, **said)

    def find(self, kind: str, **asked: Any) -> list[str]:
        """What a query finds, by userName or displayName in the order that it came."""
        answer = self.client.get(
            f"{self.path}/{kind}",
            query_string=asked,
            headers={"Authorization": f"Bearer {self.secret}"},
        )
        assert answer.status_code == 200, answer.json
        name = "userName" if kind == "Users" else "displayName"
        return [each[name] for each in answer.json["Resources"]]

    def somebody(self, *, email: str = "", **more: Any) -> dict[str, Any]:
        """A user of the directory, somebody new with an address of the proven domain."""
        name = email or f"{new_id().hex}@{self.domain}"
        made = self.call("POST", "/Users", {"schemas": [USER], "userName": name, **more})
        assert made.status_code == 201, made.json
        return dict(made.json)

    def group(self, name: str, *members: dict[str, Any]) -> dict[str, Any]:
        listed = [{"value": each["id"]} for each in members]
        made = self.call(
            "POST", "/Groups", {"schemas": [GROUP], "displayName": name, "members": listed}
        )
        assert made.status_code == 201, made.json
        return dict(made.json)

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Any:
        return self.call(
            "PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers
        )

    def requests(self) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.api}/scim/requests", headers=self.headers)
        assert answer.status_code == 200, answer.json
        return list(answer.json["items"])

    def roles(self) -> dict[str, str]:
        """The role of each member, by address."""
        listed = self.client.get(f"{self.api}/members?limit=100", headers=self.headers).json
        return {each["email"]: each["role"] for each in listed["items"]}


def make_directory(
    client: Any, *, default_role: str | None = "staff", provider_id: UUID | None = None
) -> MadeDirectory:
    organization, domain = make_organization(), f"d{new_id().hex}.example"
    prove_domain(client, organization, domain)
    return make_directory_of(
        client, organization, domain, default_role=default_role, provider_id=provider_id
    )


def make_directory_of(
    client: Any,
    organization: MadeOrganization,
    domain: str,
    *,
    default_role: str | None = "staff",
    provider_id: UUID | None = None,
) -> MadeDirectory:
    """The directory of an organization whose domain is proven."""
    ctx = context_of(organization, organization.owner)
    said = {"default_role": default_role, "identity_provider_id": provider_id}
    scim.update_directory(ctx, said)
    issued = scim_tokens.create_token(ctx, scim_tokens.NewScimToken(name="Company"))
    return MadeDirectory(organization, domain, issued.secret, client)
