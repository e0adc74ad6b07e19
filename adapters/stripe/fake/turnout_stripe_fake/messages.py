"""Requests, answers and the provider's errors, free of sockets."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def form(self) -> dict[str, Any]:
        """Decode `a[b][0]=c` into nested dicts, lists as dicts of their index."""
        text = self.query if self.method == "GET" else self.body.decode("utf-8", "replace")
        form: dict[str, Any] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            *outer, last = name.replace("]", "").split("[")
            place = form
            for part in outer:
                place = place.setdefault(part, {})
            place[last or str(len(place))] = value
        return form


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """`pause_seconds` goes by before it is sent; a silent one is never sent at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_seconds: float = 0.0
    is_silent: bool = False


class ApiError(Exception):
    """An answer in the provider's form; `is_kept` ones are remembered under an idempotency key."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        is_kept: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.is_kept = status, is_kept
        error = {"type": kind, "message": message, "code": code, "param": param} | more
        self.body = {"error": {name: value for name, value in error.items() if value is not None}}


def json_response(status: int, answer: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        status=status,
        body=json.dumps(answer).encode(),
        headers={"Content-Type": "application/json"} | dict(headers or {}),
    )


def invalid(param: str, message: str, code: str | None = None) -> ApiError:
    return ApiError(400, message, code=code, param=param)


def missing(kind: str, object_id: str) -> ApiError:
    return ApiError(404, f"No such {kind}: '{object_id}'", code="resource_missing", param="id")


def unexpected(message: str, code: str | None = None) -> ApiError:
    return ApiError(400, message, code=code, is_kept=True)


def items(value: Any) -> Iterator[Any]:
    yield from value.values() if isinstance(value, dict) else ()


def allow(form: Mapping[str, Any], *names: str) -> None:
    """Refuse what the endpoint does not know."""
    for name in form:
        if name not in {*names, "expand"}:
            raise invalid(name, f"Received unknown parameter: {name}", "parameter_unknown")
