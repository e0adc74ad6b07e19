"""A furnished organization, and the bodies that the application's own document describes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.factories.operators import make_operator
from tests.factories.people import MadeOrganization, add_member, bearer, context_of
from tests.factories.sales import MadeShop, make_shop
from tests.isolation.sample_data import make_sample_data

from turnout.kernel.db.pagination import page_request
from turnout.modules.members import api as members_api


@dataclass(frozen=True, slots=True)
class Route:
    """One operation that takes a JSON body."""

    method: str
    path: str
    schema: dict[str, Any]


HOLDERS = (
    ("/own-part/", "Turnout-Link-Secret", "own_part_secret"),
    ("/agendas/", "Turnout-Agenda-Secret", "agenda_secret"),
    ("/held-tickets/", "Turnout-Ticket-Secret", "held_ticket_secret"),
    ("/waitlist-entries/", "Turnout-Waitlist-Secret", "waitlist_secret"),
    ("/saved-searches", "Turnout-Saved-Search-Secret", "saved_search_secret"),
    ("/waiting-room-place", "Turnout-Waiting-Room-Place", "waiting_room_place"),
)
"""Parts of paths, with the header and the secret of whoever holds what they open."""
BEARERS = {
    "/checkin-device/": "device_token",
    "/print-connector/": "print_connector_token",
    "/lead-stand/": "lead_token",
}
"""Whose token opens the addresses of devices, of what prints for them, and of stands."""


@dataclass(slots=True)
class Environment:
    """A furnished organization; `ids` fill the parameters of paths and of bodies."""

    shop: MadeShop
    ids: dict[str, str]
    headers: dict[str, str]
    schemas: dict[str, Any]
    operator: dict[str, str]

    def address(self, route: Route) -> str:
        return route.path.format(**self.named_in(route.path))

    def named_in(self, path: str) -> dict[str, str]:
        """The ids for a path; a name that means two kinds of things is told by what is before."""
        ids = self.ids
        if "/self-service-links/" in path:
            ids = ids | {"link_id": ids["self_service_link_id"]}
        if "/discounts/" in path:
            ids = ids | {"code_id": ids["discount_code_id"]}
        if "/legal-texts/" in path:
            ids = ids | {"kind": "imprint", "number": "1"}
        if "/retention-policies/" in path:
            ids = ids | {"kind": "people"}
        if "/retention-policies/" in path and "/fields/" in path:
            ids = ids | {"kind": "records", "field": "door-notes"}
        if "/attendees/" in path and path.endswith("/tags"):
            ids = ids | {"order_id": ids["paid_order_id"]}
        return ids

    def headers_for(self, path: str) -> dict[str, str]:
        """Who asks: an owner, and where a link, an agenda or a ticket is opened, its holder."""
        if path.startswith("/api/v1/platform/"):
            return self.operator
        for part, token in BEARERS.items():
            if part in f"{path}/" and not path.endswith("/join"):
                return {"Authorization": f"Bearer {self.ids[token]}"}
        for part, header, secret in HOLDERS:
            if part in path:
                return self.headers | {header: self.ids[secret]}
        if "/organizations/" in path and "/transfers/" in path:
            return self.headers | {"Turnout-Transfer-Secret": self.ids["transfer_secret"]}
        return self.headers


def make_environment(app: Any) -> Environment:
    """Every kind of thing that a path or a body can name, in one organization."""
    shop = make_shop()
    staff = add_member(shop.organization, "staff")
    headers = bearer(shop.organization.owner)
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        document = client.get("/api/openapi.json").get_json()
        ids = make_sample_data(client, shop)
    ids["member_id"] = member_id_of(shop.organization, staff.id)
    return Environment(
        shop, ids, headers, document["components"]["schemas"], make_operator().headers
    )


def member_id_of(organization: MadeOrganization, user_id: UUID) -> str:
    members = members_api.list_members(
        context_of(organization, organization.owner), page_request(None, None)
    )
    return str(next(each.id for each in members.items if each.user_id == user_id))


def routes_of(app: Any) -> list[Route]:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        document = client.get("/api/openapi.json").get_json()
    found = []
    for path, operations in document["paths"].items():
        for method in ("post", "put", "patch"):
            content = operations.get(method, {}).get("requestBody", {}).get("content", {})
            if "application/json" in content:
                schema = content["application/json"]["schema"]
                found.append(Route(method.upper(), path, schema))
    return found


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    for wrapped in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        if "$ref" in wrapped or "enum" in wrapped:
            schema = wrapped
    if "$ref" in schema:
        return schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def sample(schema: dict[str, Any], world: Environment, *, name: str = "") -> Any:
    """A plausible value, so that the field under attack is the only one that is wrong."""
    schema = resolved(schema, world.schemas)
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object":
        return {
            field: sample(inner, world, name=field)
            for field, inner in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [sample(schema.get("items", {}), world, name=name)]
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return False
    return PLAUSIBLE.get(schema.get("format", ""), PLAUSIBLE.get(name, world.ids.get(name, "abc")))


PLAUSIBLE = {
    "uuid": "0190b1de-0000-7000-8000-000000000000",
    "email": "someone@example.com",
    "date-time": "2031-05-05T10:00:00Z",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "time_zone": "Europe/Brussels",
    "currency": "EUR",
    "locale": "en",
    "language": "en",
    "role": "staff",
    "capacity": 1,
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body, nested ones too."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def with_text(body: Any, path: tuple[Any, ...], text: str) -> bytes:
    """The body as JSON text, with one place replaced by a text that need not be JSON of ours."""
    mark = "@@here@@"

    def rebuilt(value: Any, rest: tuple[Any, ...]) -> Any:
        if not rest:
            return mark
        items = value.items() if isinstance(value, dict) else enumerate(value)
        pairs = [(key, rebuilt(v, rest[1:]) if key == rest[0] else v) for key, v in items]
        return dict(pairs) if isinstance(value, dict) else [v for _, v in pairs]

    return json.dumps(rebuilt(body, path)).replace(f'"{mark}"', text).encode()
