"""Refusals as problem documents (RFC 9457): what is wrong, where, and what to do."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from turnout.kernel.db.tx import is_disconnect
from turnout.kernel.errors import FieldError, Invalid, TurnoutError, Unavailable

log = structlog.get_logger(__name__)

TITLES = {
    400: "We could not read this request",
    404: "There is nothing here",
    405: "This address does not take that method",
    413: "That is more than we take at once",
    415: "Please send application/json",
    422: "Some fields need attention",
}


def install(app: Flask) -> None:
    """Call after the Api is made: it brings a second error format, which this replaces."""
    app.register_error_handler(TurnoutError, of_refusal)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_crash)


def of_refusal(error: TurnoutError) -> Response:
    extra: dict[str, Any] = dict(error.details)
    if isinstance(error, Invalid):
        extra["errors"] = [_field(each) for each in error.errors]
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("refused", code=error.code, detail=str(error))
    response = document(error.status, error.code, title=error.title, detail=str(error), extra=extra)
    response.headers.update(dict(error.headers))
    return response


def of_http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # redirects carry their answer
    status = error.code or 500
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    messages = (getattr(error, "data", None) or {}).get("messages")
    extra: dict[str, Any] = {}
    if messages:
        code = "invalid"
        extra["errors"] = [_field(each) for each in field_errors(messages)]
    response = document(
        status,
        code,
        title=TITLES.get(status, HTTPStatus(status).phrase),
        detail="; ".join(each["detail"] for each in extra.get("errors", []))
        or error.description
        or "",
        extra=extra,
    )
    for name, value in getattr(error, "get_headers", list)():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def of_crash(error: Exception) -> Response:
    """Anything unforeseen: logged whole, told as a request id and nothing of our inside."""
    if isinstance(error, PoolTimeout) or is_disconnect(error):
        log.error("database unavailable", error=type(error).__name__)
        return of_refusal(Unavailable("We are very busy right now; please try again."))
    log.error("crash", exc_info=error)
    return document(
        500,
        "internal",
        title=TurnoutError.title,
        detail="We have been told. If it happens again, send us the request id.",
        extra={},
    )


def document(status: int, code: str, *, title: str, detail: str, extra: dict[str, Any]) -> Response:
    body = {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        "request_id": request.environ.get("turnout.request_id", ""),
        **extra,
    }
    return Response(json.dumps(body, default=str), status, content_type="application/problem+json")


def field_errors(messages: Any) -> list[FieldError]:
    """Webargs' nested messages (`{"json": {"lines": {0: {"quantity": […]}}}}`), flattened."""
    found: list[FieldError] = []
    if not isinstance(messages, dict):
        return [FieldError("", text) for text in _texts(messages)]
    for location, fields in messages.items():
        prefix = {"json": "", "form": "", "files": "", "path": "/"}.get(location, "?")
        for pointer, text in _walk(fields, "" if prefix in ("", "/") else prefix):
            found.append(FieldError(pointer, text))
    return found


def _walk(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "_schema":
                yield from _walk(value, pointer)
                continue
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from _walk(value, f"?{step}" if pointer == "?" else f"{pointer}/{step}")
    else:
        for text in _texts(node):
            yield pointer, text


def _texts(node: Any) -> list[str]:
    return [str(each) for each in node] if isinstance(node, list) else [str(node)]


def _field(error: FieldError) -> dict[str, str]:
    return {"pointer": error.pointer, "detail": error.detail, "code": error.code}
