"""A furnished organization, and the bodies that the application's own document describes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image
from tests.factories.payments import make_payment_connection
from tests.factories.people import MadeOrganization, add_member, bearer, context_of
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel.ids import new_id
from turnout.kernel.pagination import page_request
from turnout.modules.identity.service import profile

SESSION = {
    "title": "Knots",
    "starts_at": "2031-05-05T10:00:00Z",
    "ends_at": "2031-05-05T11:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One operation that takes a JSON body."""

    method: str
    path: str
    schema: dict[str, Any]


@dataclass(slots=True)
class World:
    """A furnished organization; `ids` fill the parameters of paths and of bodies."""

    shop: MadeShop
    ids: dict[str, str]
    headers: dict[str, str]
    schemas: dict[str, Any]

    def address(self, route: Route) -> str:
        return route.path.format(**self.ids)


def make_world(app: Any) -> World:
    """Every kind of thing that a path or a body can name, in one organization."""
    shop = make_shop()
    staff = add_member(shop.organization, "staff")
    headers = bearer(shop.organization.owner)
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        document = client.get("/api/openapi.json").get_json()
        ids = furnish(client, shop, headers)
    ids["member_id"] = member_id_of(shop.organization, staff.id)
    return World(shop, ids, headers, document["components"]["schemas"])


def furnish(client: Any, shop: MadeShop, headers: dict[str, str]) -> dict[str, str]:
    base = f"/api/v1/organizations/{shop.organization.id}"
    event = f"{base}/events/{shop.event_id}"
    ticket_type = shop.add_type(capacity=50)
    paid = shop.add_type(capacity=50, price_minor=1_000)

    def made(path: str, body: dict[str, Any]) -> str:
        answer = client.post(path, json=body, headers=headers)
        assert answer.status_code == 201, (path, answer.get_json())
        return str(answer.get_json()["id"])

    venue = made(f"{base}/venues", {"name": "Harbour Hall"})
    return {
        "organization_id": str(shop.organization.id),
        "event_id": str(shop.event_id),
        "venue_id": venue,
        "room_id": made(f"{base}/venues/{venue}/rooms", {"name": "Deck"}),
        "session_id": made(f"{event}/sessions", SESSION),
        "speaker_id": made(f"{event}/speakers", {"name": "Ada"}),
        "track_id": made(f"{event}/tracks", {"name": "Sailing"}),
        "ticket_type_id": str(ticket_type),
        "pool_id": str(shop.pools[ticket_type]),
        "order_id": made(shop.orders_path, shop.basket(paid)),
        "action": "postpone",
        "connection_id": str(make_payment_connection(shop.organizer)),
        "list_id": made(f"{event}/checkin-lists", {"name": "Front"}),
        "file_id": uploaded(client, f"{base}/files", headers),
        "event_file_id": made(
            f"{event}/files",
            {"file_id": uploaded(client, f"{base}/files", headers), "audience": "staff"},
        ),
        "admission_id": str(new_id()),
    }


def uploaded(client: Any, path: str, headers: dict[str, str]) -> str:
    pixel = BytesIO()
    Image.new("RGB", (1, 1)).save(pixel, format="PNG")
    pixel.seek(0)
    answer = client.post(
        path, data={"file": (pixel, "pier.png"), "visibility": "public"}, headers=headers
    )
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["id"])


def member_id_of(organization: MadeOrganization, user_id: UUID) -> str:
    members = profile.list_members(
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
        if "$ref" in wrapped:
            schema = wrapped
    if "$ref" in schema:
        return schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def sample(schema: dict[str, Any], world: World, *, name: str = "") -> Any:
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
