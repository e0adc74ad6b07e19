"""Whatever is sent to a route, the answer is a problem document, and nothing is half-written.

Bodies are made from the application's own OpenAPI document: every field of every POST, PUT and
PATCH is replaced by values that have broken services before. A new route is tried by itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.factories.payments import make_payment_connection
from tests.factories.people import MadeOrganization, add_member, bearer
from tests.factories.sales import MadeShop, make_shop
from turnout.kernel.ids import new_id

NASTY = (
    "null",
    "true",
    "[]",
    "{}",
    '""',
    "0",
    "-1",
    "0.5",
    "1e400",
    "9223372036854775807",
    "99999999999999999999999999",
    "[[[[[{}]]]]]",
    '"\\u0000"',
    '"\\ud800"',
    '"a\\u2028b\\r\\nBcc: x@example.com"',
    '"99999-99-99T99:99:99Z"',
    '"0001-01-01T00:00:00+14:00"',
    '"9999-12-31T23:59:59-14:00"',
    f'"{"x" * 30_000}"',
)
UNREADABLE = (
    b"",
    b"{",
    b'{"a": NaN}',
    b"\xff\xfe",
    b"\x00",
    b"[" * 100_000,
    b'{"a":' * 60 + b"1" + b"}" * 60,
    b'{"a":' + b"9" * 5_000 + b"}",
)
NOT_AN_OBJECT = (b"[]", b'"text"', b"1", b"null", b"true")
SESSION = {
    "title": "Knots",
    "starts_at": "2031-05-05T10:00:00Z",
    "ends_at": "2031-05-05T11:00:00Z",
}
TEN_MEGABYTES = b'{"name": "' + b"x" * 10_000_000 + b'"}'


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


@pytest.fixture(scope="module")
def world(app: Any) -> World:
    """Every kind of thing that a path can name, in one organization."""
    shop = make_shop()
    people = [add_member(shop.organization, "staff"), shop.organization.owner]
    headers = bearer(shop.organization.owner)
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        document = client.get("/api/openapi.json").get_json()
        ids = furnish(client, shop, headers)
    ids["member_id"] = member_id_of(shop.organization, people[0].id)
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
        **dict.fromkeys(("file_id", "admission_id"), str(new_id())),
    }


def member_id_of(organization: MadeOrganization, user_id: UUID) -> str:
    from tests.factories.people import context_of
    from turnout.kernel.pagination import page_request
    from turnout.modules.identity.service import profile

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
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body, nested ones too."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def with_nasty(body: Any, path: tuple[Any, ...], nasty: str) -> bytes:
    """The body as JSON text, with one place replaced by a text that need not be JSON of ours."""
    mark = "@@here@@"

    def rebuilt(value: Any, rest: tuple[Any, ...]) -> Any:
        if not rest:
            return mark
        items = value.items() if isinstance(value, dict) else enumerate(value)
        pairs = [(key, rebuilt(v, rest[1:]) if key == rest[0] else v) for key, v in items]
        return dict(pairs) if isinstance(value, dict) else [v for _, v in pairs]

    return json.dumps(rebuilt(body, path)).replace(f'"{mark}"', nasty).encode()


def fault_of(answer: Any) -> str:
    """What is wrong with a refusal; empty for a success and for a proper problem document."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.get_data(as_text=True)[:200]}"
    if answer.status_code < 400:
        return ""
    if answer.content_type != "application/problem+json":
        return f"{answer.status_code} as {answer.content_type}"
    document = json.loads(answer.get_data())
    missing = {"type", "title", "status", "code", "detail", "request_id"} - document.keys()
    if missing or document["status"] != answer.status_code:
        return f"a problem document without {sorted(missing)}"
    if answer.status_code == 422 and not (document.get("errors") or document["detail"]):
        return "a 422 that names nothing"
    return ""


@pytest.fixture
def written(app: Any, settings: Any) -> Iterator[Any]:
    """The newest row of either audit log: whatever is written anywhere moves it."""
    with psycopg.connect(
        settings.database_owner_url.get_secret_value(), autocommit=True
    ) as connection:

        def newest(organization_id: str) -> Any:
            return connection.execute(
                "SELECT (SELECT max(seq) FROM audit_entries WHERE organization_id = %s),"
                " (SELECT max(seq) FROM audit_platform"
                "   WHERE table_name NOT IN ('sign_in_attempts', 'logins', 'refresh_tokens'))",
                [organization_id],
            ).fetchone()

        yield newest


def send(client: Any, world: World, route: Route, body: bytes, **headers: str) -> Any:
    return client.open(
        world.address(route),
        method=route.method,
        data=body,
        headers={
            "Content-Type": "application/json",
            "Idempotency-Key": new_id().hex,
            **world.headers,
            **headers,
        },
    )


def test_every_route_with_a_body_is_in_the_document(app: Any) -> None:
    assert len(routes_of(app)) >= 30


def test_a_body_that_cannot_be_read_is_refused_with_a_reason(
    app: Any, client: Any, world: World, written: Any
) -> None:
    wrong = {}
    before = written(world.ids["organization_id"])
    for route in routes_of(app):
        for body in (*UNREADABLE, *NOT_AN_OBJECT):
            answer = send(client, world, route, body)
            fault = fault_of(answer)
            is_optional = "{action}" in route.path and not body
            if fault or (answer.status_code < 400 and not is_optional):
                wrong[f"{route.method} {route.path} {body[:20]!r}"] = fault or answer.status_code
            if is_optional:
                before = written(world.ids["organization_id"])
    assert wrong == {}
    assert written(world.ids["organization_id"]) == before


def test_another_media_type_is_refused(
    app: Any, client: Any, world: World, written: Any
) -> None:
    before = written(world.ids["organization_id"])
    answers = {
        f"{route.method} {route.path} {media_type}": send(
            client, world, route, b'{"name": "x"}', **{"Content-Type": media_type}
        ).status_code
        for route in routes_of(app)
        for media_type in ("text/plain", "application/x-www-form-urlencoded", "")
    }
    assert {name: status for name, status in answers.items() if status != 415} == {}
    assert written(world.ids["organization_id"]) == before


def test_a_body_of_ten_megabytes_is_refused_with_the_limit(
    app: Any, client: Any, world: World
) -> None:
    wrong = {}
    for route in routes_of(app):
        answer = send(client, world, route, TEN_MEGABYTES)
        if answer.status_code != 413 or fault_of(answer):
            wrong[f"{route.method} {route.path}"] = answer.status_code
    assert wrong == {}


def test_an_unknown_field_is_refused_by_its_name(app: Any, client: Any, world: World) -> None:
    wrong = {}
    for route in routes_of(app):
        body = sample(route.schema, world)
        body["organization_id"] = "0190b1de-0000-7000-8000-000000000001"
        answer = send(client, world, route, json.dumps(body).encode())
        named = {each["pointer"] for each in (answer.get_json(force=True) or {}).get("errors", ())}
        if answer.status_code != 422 or "/organization_id" not in named:
            wrong[f"{route.method} {route.path}"] = (answer.status_code, named)
    assert wrong == {}


def test_no_value_of_any_field_breaks_a_route(
    app: Any, client: Any, world: World, written: Any
) -> None:
    wrong: dict[str, str] = {}
    tried = 0
    for route in routes_of(app):
        body = sample(route.schema, world)
        for place in places(body):
            for nasty in NASTY:
                before = written(world.ids["organization_id"])
                answer = send(client, world, route, with_nasty(body, place, nasty))
                fault = fault_of(answer)
                if not fault and answer.status_code >= 400:
                    after = written(world.ids["organization_id"])
                    fault = "" if after == before else f"{answer.status_code}, and yet written"
                if fault:
                    wrong[f"{route.method} {route.path} {place} {nasty[:30]}"] = fault
                tried += 1
    assert tried > 1_000
    assert not wrong, "\n".join(f"{name}: {fault}" for name, fault in wrong.items())
