"""What routes answer is what the document says: every operation, as owner and as a stranger.

Each operation is called with its own example, in a furnished organization. Status, media type and
every field of the answer must stand in the OpenAPI document; what is new there is tried by itself.
"""

import json
import re
from collections import Counter
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.isolation.environment import Environment, Route, make_environment, sample

from turnout.kernel.http import examples, openapi
from turnout.kernel.ids import new_id

LATER = {"delete": 2, "patch": 1, "put": 1, "post": 1, "get": 0}
"""What takes something away is tried last, so that the others find it."""
ENDS_LOGINS = frozenset({"signOut", "signOutEverywhere", "setMyPassword", "leaveOrganization"})
"""These end what the other calls stand on; other tests call them."""


@pytest.fixture(scope="module")
def world(app: Any) -> Environment:
    return make_environment(app)


@pytest.fixture(scope="module")
def document(app: Any) -> dict[str, Any]:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        found: dict[str, Any] = client.get("/api/openapi.json").get_json()
    return found


def every_operation(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    found = [
        (method, path, item[method])
        for path, item in document["paths"].items()
        for method in openapi.METHODS
        if method in item and item[method]["operationId"] not in ENDS_LOGINS
    ]
    return sorted(found, key=lambda each: LATER[each[0]])


def call(client: Any, world: Environment, operation: tuple[str, str, Any], **asker: Any) -> Any:
    method, path, told = operation
    content = told.get("requestBody", {}).get("content", {}).get(examples.JSON, {})
    route = Route(method.upper(), path, content.get("schema", {}))
    missing = {name: new_id().hex for name in re.findall(r"{(\w+)}", path)}
    address = path.format(**missing | world.named_in(path))
    needs_key = any(each["name"] == "Idempotency-Key" for each in told.get("parameters", ()))
    body = sample(route.schema, world) if content else None
    answer = client.open(
        address,
        method=route.method,
        data=None if body is None else json.dumps(body),
        headers={
            **({"Content-Type": examples.JSON} if content else {}),
            **({"Idempotency-Key": new_id().hex} if needs_key else {}),
            **asker.get("headers", world.headers_for(path)),
        },
    )
    answer.get_data()
    answer.close()
    return answer


def fault_of(answer: Any, told: dict[str, Any], document: dict[str, Any]) -> str:
    """In what an answer departs from the document; empty if in nothing."""
    documented = told["responses"].get(str(answer.status_code), told["responses"]["default"])
    if "$ref" in documented:
        documented = document["components"]["responses"][documented["$ref"].rpartition("/")[2]]
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.get_data(as_text=True)[:200]}"
    if answer.status_code < 400 and str(answer.status_code) not in told["responses"]:
        return f"{answer.status_code} is not in the document"
    content = documented.get("content", {})
    if not content:
        return f"{answer.status_code} has a body" if answer.data else ""
    kind = answer.mimetype if answer.mimetype in content else "*/*"
    if kind not in content:
        return f"{answer.status_code} as {answer.mimetype}, not {list(content)}"
    if "json" not in kind:
        return ""
    whole = {"components": document["components"], **content[kind]["schema"]}
    judge = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return "; ".join(
        f"/{'/'.join(map(str, each.absolute_path))}: {each.message[:160]}"
        for each in judge.iter_errors(answer.get_json(force=True))
    )


def test_every_answer_is_one_that_the_document_tells(
    client: Any, world: Environment, document: dict[str, Any]
) -> None:
    wrong, statuses = {}, Counter[int]()
    for operation in every_operation(document):
        answer = call(client, world, operation)
        statuses[answer.status_code // 100] += 1
        if fault := fault_of(answer, operation[2], document):
            wrong[f"{operation[0].upper()} {operation[1]}"] = fault
    assert not wrong, "\n".join(f"{name}: {fault}" for name, fault in wrong.items())
    assert statuses[2] > 120, f"most are answered, or this shows little: {statuses}"


def test_a_stranger_is_refused_as_the_document_tells(
    client: Any, world: Environment, document: dict[str, Any]
) -> None:
    wrong = {}
    for operation in every_operation(document):
        told = operation[2]
        answer = call(client, world, operation, headers={})
        fault = fault_of(answer, told, document)
        is_refused = answer.status_code in {401, 403, 404, 415, 422}
        if told["security"] and not is_refused:
            fault = f"{answer.status_code} without any of {told['security']}"
        if fault:
            wrong[f"{operation[0].upper()} {operation[1]}"] = fault
    assert not wrong, "\n".join(f"{name}: {fault}" for name, fault in wrong.items())
