"""A request and its answer, free of sockets, so that tests and the server share one path."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from turnout_sandbox.provider.scripts import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """`pause_seconds` goes by before it is sent; a silent one is never sent at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_seconds: float = 0.0
    is_silent: bool = False


def json_response(status: int, answer: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        status=status,
        body=json.dumps(answer, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", "Cache-Control": "no-store"}
        | dict(headers or {}),
    )


def problem(status: int, code: str, message: str, **more: Any) -> Response:
    return json_response(status, error_of(code, message, **more))


def error_of(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


def spoiled(response: Response, script: Script | None) -> Response:
    """Let an answer suffer what a script asks for, after its effect is on disk."""
    if script is None:
        return response
    match script.behaviour:
        case "slow":
            return replace(response, pause_seconds=script.seconds)
        case "hang" | "drop":
            return replace(response, pause_seconds=script.seconds, is_silent=True)
        case "error":
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong.")
        case _:
            return response
