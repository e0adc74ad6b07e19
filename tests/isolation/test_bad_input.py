"""Whatever is sent to a route, the answer is a problem document, and nothing is half-written.

Bodies are made from the application's own OpenAPI document: every field of every POST, PUT and
PATCH is replaced by values that have broken services before. A new route is tried by itself.
"""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from marshmallow import Schema
from marshmallow.fields import Boolean, Field, List, Nested
from tests.isolation.environment import (
    Environment,
    Route,
    make_environment,
    places,
    resolved,
    routes_of,
    sample,
    with_text,
)
from tests.prove.counts import PROVE, one_in

from turnout.kernel.ids import new_id

NASTY = (
    "null",
    "[]",
    "{}",
    "99999999999999999999999999",
    '"\\u0000"',
    "true",
    '""',
    "0",
    "-1",
    "0.5",
    "1e400",
    "9223372036854775807",
    "[[[[[{}]]]]]",
    '"\\ud800"',
    '"a\\u2028b\\r\\nBcc: x@example.com"',
    '"99999-99-99T99:99:99Z"',
    '"0001-01-01T00:00:00+14:00"',
    '"9999-12-31T23:59:59-14:00"',
    '"0190b1de-0000-7000-8000-00000000dead"',
    f'"{"x" * 30_000}"',
)
"""Each place gets one of these in turn, and places of one kind all of them between them.

In `make prove` each place gets all.
"""
EVERY = 1 if PROVE else len(NASTY)
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
TEN_MEGABYTES = b'{"name": "' + b"x" * 10_000_000 + b'"}'


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


@pytest.fixture(scope="module")
def world(app: Any) -> Environment:
    return make_environment(app)


def send(client: Any, world: Environment, route: Route, body: bytes, **headers: str) -> Any:
    return client.open(
        world.address(route),
        method=route.method,
        data=body,
        headers={
            "Content-Type": "application/json",
            "Idempotency-Key": new_id().hex,
            **world.headers_for(route.path),
            **headers,
        },
    )


def test_every_route_with_a_body_is_in_the_document(app: Any) -> None:
    assert len(routes_of(app)) >= 30


def test_a_body_that_cannot_be_read_is_refused_with_a_reason(
    app: Any, client: Any, world: Environment, written: Any
) -> None:
    wrong = {}
    before = written(world.ids["organization_id"])
    for number, route in enumerate(routes_of(app)):
        for body in one_in(4, (*UNREADABLE, *NOT_AN_OBJECT), what=str(number)):
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
    app: Any, client: Any, world: Environment, written: Any
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
    app: Any, client: Any, world: Environment
) -> None:
    wrong = {}
    for route in one_in(8, routes_of(app), what="ten megabytes"):
        answer = send(client, world, route, TEN_MEGABYTES)
        if answer.status_code != 413 or fault_of(answer):
            wrong[f"{route.method} {route.path}"] = answer.status_code
    assert wrong == {}


def test_an_unknown_field_is_refused_by_its_name(app: Any, client: Any, world: Environment) -> None:
    wrong = {}
    for route in routes_of(app):
        known = resolved(route.schema, world.schemas).get("properties", {})
        name = "organization_id" if "organization_id" not in known else "user_id"
        body = sample(route.schema, world) | {name: "0190b1de-0000-7000-8000-000000000001"}
        answer = send(client, world, route, json.dumps(body).encode())
        named = {each["pointer"] for each in (answer.get_json(force=True) or {}).get("errors", ())}
        if answer.status_code != 422 or f"/{name}" not in named:
            wrong[f"{route.method} {route.path}"] = (answer.status_code, named)
    assert wrong == {}


def test_no_value_of_any_field_breaks_a_route(
    app: Any, client: Any, world: Environment, written: Any
) -> None:
    wrong: dict[str, str] = {}
    tried = 0
    turn = count()
    before = written(world.ids["organization_id"])
    for route in routes_of(app):
        body = sample(route.schema, world)
        for place in places(body):
            for nasty in NASTY[next(turn) % EVERY :: EVERY]:
                answer = send(client, world, route, with_text(body, place, nasty))
                fault = fault_of(answer)
                after = written(world.ids["organization_id"])
                if not fault and answer.status_code >= 400 and after != before:
                    fault = f"{answer.status_code}, and yet written"
                if fault:
                    wrong[f"{route.method} {route.path} {place} {nasty[:30]}"] = fault
                before = after
                tried += 1
    assert tried > (1_000 if PROVE else 500)
    assert not wrong, "\n".join(f"{name}: {fault}" for name, fault in wrong.items())


def fields_of(schema: Schema | type[Schema], *, seen: set[type]) -> Iterator[tuple[str, Field]]:
    """Every field of a body, those of what it nests too; with the schema's name."""
    made = schema() if isinstance(schema, type) else schema
    if type(made) in seen:
        return
    seen.add(type(made))
    for name, field in made.fields.items():
        inner = field.inner if isinstance(field, List) else field
        if isinstance(inner, Nested):
            yield from fields_of(inner.schema, seen=seen)
        yield f"{type(made).__name__}.{name}", inner


def test_a_switch_in_a_body_takes_no_number(app):
    """0 and 1 equal false and true in Python, so that the library's own field takes them."""
    seen, lax = set[type](), set[str]()
    for rule in app.url_map.iter_rules():
        owner = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in rule.methods if owner else ():
            said = getattr(getattr(owner, method.lower(), None), "_apidoc", {})
            for asked in said.get("arguments", {}).get("parameters", ()):
                if isinstance(asked, dict) and asked["in"] == "json":
                    found = fields_of(asked["schema"], seen=seen)
                    lax |= {name for name, each in found if type(each) is Boolean}
    assert lax == set()
    assert len(seen) > 300
