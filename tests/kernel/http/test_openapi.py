"""The whole OpenAPI document: every operation can be called by a client that nobody wrote."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from turnout.kernel.http import examples, openapi
from turnout.kernel.http.headers import Header

NAME = re.compile(r"^[a-z]+(?:[A-Z][a-z0-9]*)*$")
HEADERS_ITSELF = re.compile(r"request\.headers(?:\.get\(|\[)\s*[\"']")
ROOT = Path(__file__).parents[3]
SOMETIMES = {"OrdersOrder": {"secret"}}
"""Fields that an answer has at times only; their descriptions say when."""


@pytest.fixture(scope="module")
def document(app: Any) -> dict[str, Any]:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        found: dict[str, Any] = client.get("/api/openapi.json").get_json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", item[method])
        for path, item in document["paths"].items()
        for method in openapi.METHODS
        if method in item
    ]


def headers_of(operation: dict[str, Any]) -> dict[str, bool]:
    told = operation.get("parameters", ())
    return {each["name"]: each["required"] for each in told if each["in"] == "header"}


def with_shared_parts(document: Any) -> Any:
    """The same document, in which equal parts are one object: the validator reads each once."""
    made: dict[str, Any] = {}

    def shared(part: Any) -> Any:
        if isinstance(part, dict):
            part = {name: shared(each) for name, each in part.items()}
        elif isinstance(part, list):
            part = [shared(each) for each in part]
        return made.setdefault(json.dumps(part), part)

    return shared(document)


def test_the_document_is_valid_openapi(document):
    alike = with_shared_parts(document)
    assert alike == document
    validate(alike)


def test_the_document_is_the_same_when_it_is_made_again(app):
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    with app.test_request_context():
        first = json.dumps(openapi.described(app, api))
        assert json.dumps(openapi.described(app, api)) == first


def test_every_operation_has_a_name_of_its_own(document):
    named = Counter(each["operationId"] for _, each in operations(document))
    twice = [name for name, number in named.items() if number > 1]
    odd = [name for name in named if not NAME.match(name)]
    assert not twice, f"say `@blueprint.doc(operationId=…)` at one of the routes: {twice}"
    assert not odd, f"names are verb and resource in camelCase: {odd}"
    assert len(named) > 280


@pytest.mark.parametrize(
    ("route", "name"),
    [
        ("GET /api/v1/organizations/{organization_id}/orders", "listOrders"),
        ("POST /api/v1/organizations/{organization_id}/orders", "createOrder"),
        ("GET /api/v1/organizations/{organization_id}/orders/{order_id}", "getOrder"),
        ("POST /api/v1/organizations/{organization_id}/orders/{order_id}/cancel", "cancelOrder"),
        ("PATCH /api/v1/organizations/{organization_id}/venues/{venue_id}", "updateVenue"),
        ("GET /api/v1/organizations/{organization_id}/public-series/{slug}", "getPublicSeries"),
        ("GET /api/v1/organizations/{organization_id}/payment-deliveries", "listPaymentDeliveries"),
        ("GET /api/v1/me/logins", "listMyLogins"),
        ("POST /api/v1/auth/sign-in", "signIn"),
    ],
)
def test_a_name_is_made_of_verb_and_resource(document, route, name):
    assert dict(operations(document))[route]["operationId"] == name


def test_every_operation_says_who_may_call_it(document):
    schemes = document["components"]["securitySchemes"]
    silent = [name for name, each in operations(document) if "security" not in each]
    unknown = [
        (name, scheme)
        for name, each in operations(document)
        for way in each["security"]
        for scheme in way
        if scheme not in schemes
    ]
    assert (silent, unknown) == ([], [])


@pytest.mark.parametrize(
    ("name", "security"),
    [
        ("listOrders", [{"bearer": []}]),
        ("getMe", [{"bearer": []}]),
        ("getOrder", [{"bearer": []}, {"orderSecret": []}]),
        ("acceptTransfer", [{"transferSecret": []}]),
        ("getOwnPartSpeaker", [{"linkSecret": []}]),
        ("createEventSessionRegistration", [{"bearer": []}, {"orderSecret": []}]),
        ("refreshLogin", [{"loginCookie": []}]),
        ("signIn", []),
        ("createOrder", []),
    ],
)
def test_security_follows_from_the_declared_access(document, name, security):
    found = {each["operationId"]: each for _, each in operations(document)}
    assert found[name]["security"] == security


def test_a_permission_is_told(document):
    found = {each["operationId"]: each for _, each in operations(document)}
    assert found["listOrders"]["x-permission"] == "orders.read"
    assert "`orders.read`" in found["listOrders"]["description"]


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        (
            "createOrder",
            {
                "Idempotency-Key": False,
                "Turnout-Access-Code": False,
                "Turnout-Challenge": False,
                "Turnout-Waiting-Room-Pass": False,
            },
        ),
        ("createOrderRefund", {"Idempotency-Key": True}),
        ("updateVenue", {"If-Match": False}),
        ("getOrder", {"Turnout-Order-Secret": False}),
        ("cancelOrder", {"Idempotency-Key": False, "Turnout-Order-Secret": False}),
        ("acceptTransfer", {"Idempotency-Key": False, "Turnout-Transfer-Secret": True}),
        ("getPublicEvent", {"Accept-Language": False, "Turnout-Access-Code": False}),
        ("refreshLogin", {"Origin": False, "X-CSRF-Token": False}),
        ("listOrders", {}),
    ],
)
def test_headers_are_those_that_the_route_reads(document, name, headers):
    found = {each["operationId"]: each for _, each in operations(document)}
    assert headers_of(found[name]) == headers


def test_no_parameter_can_be_null(document):
    """No text of an address means null, and generators make odd types of words that may be."""
    parameters = [
        (name, each["name"], each["schema"])
        for name, operation in operations(document)
        for each in operation.get("parameters", ())
    ]
    nullable = [
        (name, parameter)
        for name, parameter, schema in parameters
        if "null" in str(schema.get("type")) or None in schema.get("enum", ())
    ]
    assert nullable == []
    assert len(parameters) > 200


def test_words_that_may_be_null_are_two_schemas(document):
    assert document["components"]["schemas"]["PaymentsPayment"]["properties"][
        "review_decision"
    ] == {"anyOf": [{"type": "string", "enum": ["approved", "refused"]}, {"type": "null"}]}


def test_no_route_reads_a_header_past_the_document():
    """A header that is named by a text cannot be found; `kernel.http.headers` is for them."""
    breaches = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted(ROOT.glob("platform/turnout/modules/*/**/*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if HEADERS_ITSELF.search(line)
    ]
    assert not breaches, "declare a Header and name it here:\n" + "\n".join(breaches)


def test_a_header_of_a_request_is_read_by_its_name(client):
    assert Header("X-Some", "says", example="a") == "X-Some"
    assert Header("X-Some", "says", example="a").required.is_required


def test_every_refusal_is_a_problem_document(document):
    shared = document["components"]["responses"]
    for name, each in operations(document):
        refusals = {k: v for k, v in each["responses"].items() if k[0] not in "23"}
        assert {"429", "default"} <= refusals.keys(), name
        for status, refusal in refusals.items():
            told = shared[refusal["$ref"].rpartition("/")[2]]
            content = told["content"]["application/problem+json"]["schema"]
            assert content == {"$ref": "#/components/schemas/Problem"}, (name, status)


def test_a_problem_keeps_to_its_shape(document, client):
    problem = document["components"]["schemas"]["Problem"]
    answer = client.post("/api/v1/auth/sign-in", json={"email": 7}).get_json()
    assert set(problem["required"]) <= answer.keys()
    field = document["components"]["schemas"]["ProblemField"]
    assert all(set(field["required"]) == set(each) for each in answer["errors"])


def answered(document: dict[str, Any]) -> set[str]:
    """The shapes that answers are made of."""
    shapes, found = document["components"]["schemas"], set[str]()

    def follow(part: Any) -> None:
        if isinstance(part, list):
            for each in part:
                follow(each)
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/schemas/")[2]
            if name and name not in found:
                found.add(name)
                follow(shapes[name])
            for each in part.values():
                follow(each)

    for _, each in operations(document):
        follow([answer for status, answer in each["responses"].items() if status[0] == "2"])
    return found


def test_a_field_that_answers_always_have_is_said_to_be_required(document):
    shapes = document["components"]["schemas"]
    loose = {}
    for name in answered(document):
        optional = shapes[name].get("properties", {}).keys() - set(shapes[name].get("required", ()))
        if optional - SOMETIMES.get(name, set()):
            loose[name] = sorted(optional)
    says = "derive the answer (`response(YourType)`), or give its request's shape another name"
    assert not loose, f"{says}: {loose}"


def test_every_answer_says_what_it_holds(document):
    silent = [
        f"{name} {status}"
        for name, each in operations(document)
        for status, answer in each["responses"].items()
        if status in {"200", "201", "202"} and "schema" not in str(answer.get("content", ""))
    ]
    assert silent == []


def test_every_body_has_an_example_that_its_schema_allows(document):
    wrong, seen = {}, 0
    for name, each in operations(document):
        for kind, body in (("asks", each.get("requestBody", {})), *each["responses"].items()):
            content = body.get("content", {}).get(examples.JSON)
            if content is None:
                continue
            seen += 1
            whole = {"components": document["components"], **content["schema"]}
            judge = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
            for fault in judge.iter_errors(content["example"]):
                place = "/".join(map(str, fault.absolute_path))
                wrong[f"{name} {kind} {place}"] = fault.message
    says = (
        "give the field `metadata={'example': …}`, or its name a value in kernel/http/examples.py"
    )
    assert not wrong, says + "\n" + "\n".join(f"{k}: {v[:200]}" for k, v in wrong.items())
    assert seen > 250


def test_every_header_has_an_example(document):
    bare = [
        (name, told["name"])
        for name, each in operations(document)
        for told in each.get("parameters", ())
        if told["in"] == "header" and not (told.get("example") and told.get("description"))
    ]
    assert bare == []
