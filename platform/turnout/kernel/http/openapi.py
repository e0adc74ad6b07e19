"""The OpenAPI document: what the routes declare, and what is read off their code.

Nothing here is listed by hand for a route. Names come from addresses, who may ask from the
declared access, headers from what a view reads, problems from what can go wrong on the way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Flask
from flask_smorest import Api

from turnout.kernel.http import examples, operation_ids
from turnout.kernel.http.access import Access
from turnout.kernel.http.headers import IF_MATCH, Header, read_by

METHODS: Final = ("get", "put", "post", "delete", "patch")
BEARER: Final = "bearer"
LOGIN_COOKIE: Final = "loginCookie"
DEVICE: Final = "device"
SCHEMES: Final[Mapping[str, Any]] = {
    BEARER: {
        "type": "http",
        "scheme": "bearer",
        "description": "The `access_token` of `POST /api/v1/auth/sign-in`, or an API token.",
    },
    DEVICE: {
        "type": "http",
        "scheme": "bearer",
        "description": "The `token` that a check-in device got as it joined.",
    },
    LOGIN_COOKIE: {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-turnout_login",
        "description": "The cookie that `POST /api/v1/auth/sign-in` sets.",
    },
}
PROBLEMS: Final[Mapping[int, str]] = {
    400: "The request cannot be read",
    401: "Nobody is signed in, or the token is no longer good",
    403: "Your role does not allow this",
    404: "There is nothing here, or nothing that you may see",
    409: "This does not fit the present state; `code` says why",
    410: "This is no longer available",
    412: "Somebody changed this in the meantime",
    413: "The body is larger than we take",
    415: "The body is not of a media type that we take",
    422: "Something in the request is not as it should be; `errors` names each field",
    429: "Too many requests; wait as `Retry-After` says",
}
DEFAULT: Final = "Anything else that went wrong"
RETRY_AFTER: Final = {
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer"},
    }
}
ETAG: Final = {
    "description": "The version, for `If-Match`.",
    "schema": {"type": "string"},
    "example": '"7"',
}
PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Never changes: programs may branch on it."},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "request_id": {"type": "string", "description": "Tell it when you ask for help."},
        "errors": {
            "type": "array",
            "description": "Each field that is at fault.",
            "items": {"$ref": "#/components/schemas/ProblemField"},
        },
    },
}
PROBLEM_FIELD: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["pointer", "detail", "code"],
    "properties": {
        "pointer": {
            "type": "string",
            "description": "A JSON Pointer; `?name` is a query parameter, `#Name` a header.",
        },
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
}
UNUSED: Final = ("Error_handlerError", "PaginationMetadata")
"""Shapes that the library brings and no route answers."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address: what the document has of it, and the view behind it."""

    method: str
    path: str
    spec: dict[str, Any]
    access: Access
    headers: tuple[Header, ...]
    names: frozenset[str]
    """The functions that the view names, among those that concern HTTP."""


def described(app: Flask, api: Api) -> dict[str, Any]:
    """The whole document, each operation with its name, security, headers, problems, examples."""
    # A copy: the document may be asked for again, and what is added here is added once.
    spec: dict[str, Any] = deepcopy(api.spec.to_dict())
    shared = spec["components"]
    for name in UNUSED:
        shared["schemas"].pop(name, None)
    shared["schemas"] |= {"Problem": dict(PROBLEM), "ProblemField": dict(PROBLEM_FIELD)}
    shared["responses"] = dict(_problem_responses())
    schemes = dict(SCHEMES)
    for operation in operations(app, spec):
        schemes |= {each.scheme: _scheme(each) for each in operation.headers if each.scheme}
        _describe(operation, spec)
    shared["securitySchemes"] = schemes
    for item in spec["paths"].values():
        for part in (item, *(item[method] for method in METHODS if method in item)):
            _leave_out_null(part.get("parameters", ()))
    _make_portable(spec)
    examples.add_to(spec)
    return spec


def operations(app: Flask, spec: dict[str, Any]) -> Iterator[Operation]:
    """Every operation of the document, with the view that answers it."""
    views = {
        re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule): app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
    }
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                view = getattr(views[path].view_class, method)  # type: ignore[union-attr]  # all are classes
                headers, names = read_by(view)
                access = view.turnout_access
                yield Operation(method, path, item[method], access, headers, names)


def _describe(operation: Operation, spec: dict[str, Any]) -> None:
    told = operation.spec
    answers = told["responses"]
    told.setdefault(
        "operationId", operation_ids.of(operation.method, operation.path, answers, spec)
    )
    told["security"] = _security(operation)
    if operation.access.permission:
        told["x-permission"] = operation.access.permission
        either = " or ".join(
            f"`{each}`" for each in (operation.access.permission, *operation.access.or_any)
        )
        needs = f"Needs the permission {either}."
        told["description"] = "\n\n".join(filter(None, (told.get("description"), needs)))
    if operation.access.confirmed:
        told["x-confirmed"] = True
        needs = "A login must have proved itself lately, else the answer is `confirmation-needed`."
        told["description"] = "\n\n".join(filter(None, (told.get("description"), needs)))
    if operation.headers:
        told["parameters"] = [*told.get("parameters", ()), *map(_parameter, operation.headers)]
    for status, answer in answers.items():
        if status.startswith("2") and "with_etag" in operation.names:
            answer.setdefault("headers", {}).setdefault("ETag", ETAG)
    answers.pop("default", None)
    told["responses"] = {
        **{status: answer for status, answer in answers.items() if status[0] in "23"},
        **{str(each): {"$ref": _problem(each)} for each in _problems(operation, spec)},
        "default": {"$ref": "#/components/responses/Problem"},
    }


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    """Every way to prove oneself suffices; an empty one means that nobody has to."""
    secrets = [{each.scheme: list[str]()} for each in operation.headers if each.scheme]
    if operation.access.kind != "public":
        return [{BEARER: []}, *secrets]
    if operation.access.has_own_bearer:
        return [{DEVICE: []}]
    if operation.access.takes_cookie:
        return [{LOGIN_COOKIE: []}]
    if any(each.scheme and each.is_required for each in operation.headers):
        return secrets
    return [{BEARER: []}, *secrets] if secrets else []


def _parameter(header: Header) -> dict[str, Any]:
    return {
        "in": "header",
        "name": str(header),
        "description": header.says,
        "required": header.is_required,
        "schema": {"type": "string"},
        "example": header.example,
    }


def _scheme(header: Header) -> dict[str, str]:
    return {"type": "apiKey", "in": "header", "name": str(header), "description": header.says}


def _problems(operation: Operation, spec: dict[str, Any]) -> Iterator[int]:
    """The refusals that can meet a request of this operation, as far as HTTP knows them."""
    has_body = "requestBody" in operation.spec
    own = operation.spec.get("parameters", ())
    in_path = spec["paths"][operation.path].get("parameters", ())
    if has_body:
        yield 400
    if operation.spec["security"] or "{organization_id}" in operation.path:
        yield 401
    access = operation.access
    if access.permission or access.takes_cookie or access.has_own_bearer:
        yield 403
    if in_path:
        yield 404
    if operation.method != "get":
        yield 409
    if IF_MATCH in operation.headers:
        yield 412
    if has_body:
        yield from (413, 415)
    if has_body or own or operation.headers:
        yield 422
    yield 429


def _make_portable(part: Any) -> None:
    """Write patterns as ECMA-262 has them, which OpenAPI asks for; ours are Python's.

    An empty text is no e-mail address: what may be left empty is a text. What is called
    `…_local` is the time that a clock on the wall shows, without a zone.
    """
    if isinstance(part, list):
        for each in part:
            _make_portable(each)
    elif isinstance(part, dict):
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            start = "" if pattern.startswith("^") else "^"
            plain = pattern.removesuffix(r"(?!\n)").replace(r"\Z", "$").replace(r"\"", '"')
            part["pattern"] = f"{start}{plain}"
        if part.get("format") == "email" and part.get("default") == "":
            del part["format"]
            if isinstance(pattern, str):
                part["pattern"] = f"{part['pattern']}|^$"
        for name, each in part.items():
            if name.endswith("_local") and isinstance(each, dict) and "format" in each:
                each["format"] = "date-time-local"
            _make_portable(each)
        _split_null(part)


def _leave_out_null(parameters: Iterable[dict[str, Any]]) -> None:
    """A parameter of an address is there or is not: no text of it means null."""
    for each in parameters:
        schema = each["schema"]
        schema["type"] = _without_null(schema.get("type"))
        if schema["type"] is None:
            del schema["type"]
        if "enum" in schema:
            schema["enum"] = [word for word in schema["enum"] if word is not None]
        if "default" in schema and schema["default"] is None:
            del schema["default"]


def _split_null(schema: dict[str, Any]) -> None:
    """Write words or nothing as two schemas: generators make one type of each that is listed."""
    if "enum" in schema and isinstance(schema.get("type"), list):
        words = [word for word in schema.pop("enum") if word is not None]
        kind = _without_null(schema.pop("type"))
        schema["anyOf"] = [{"type": kind, "enum": words}, {"type": "null"}]


def _without_null(kind: Any) -> Any:
    if not isinstance(kind, list):
        return kind
    kept = [each for each in kind if each != "null"]
    return kept[0] if len(kept) == 1 else kept


def _problem(status: int) -> str:
    return f"#/components/responses/{HTTPStatus(status).phrase.title().replace(' ', '')}"


def _problem_responses() -> Iterator[tuple[str, Any]]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, says in PROBLEMS.items():
        made: dict[str, Any] = {"description": f"{says}.", "content": content}
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            made["headers"] = RETRY_AFTER
        yield _problem(status).rpartition("/")[2], made
    yield "Problem", {"description": f"{DEFAULT}.", "content": content}
