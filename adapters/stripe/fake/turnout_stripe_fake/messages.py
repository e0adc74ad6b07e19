"""Forms as Stripe's clients send them; errors, objects and lists as Stripe answers."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.store import Json
from turnout_sdk.testing.serving import Request

_MOST = 100


class ApiError(Refusal):
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
    ) -> None:
        error = {"type": kind, "message": message, "code": code, "param": param}
        said = {name: value for name, value in error.items() if value is not None}
        super().__init__(status, {"error": said}, {"Request-Id": "req_fake"})
        self.is_kept = is_kept


def form_of(request: Request) -> dict[str, Any]:
    """Decode `a[b][0]=c` into nested dicts, lists as dicts of their index."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        return _parts_of(request)
    is_read = request.method == "GET"
    text = urlsplit(request.target).query if is_read else request.body.decode("utf-8", "replace")
    form: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        *outer, last = name.replace("]", "").split("[")
        place = form
        for part in outer:
            place = place.setdefault(part, {})
        place[last or str(len(place))] = value
    return form


def _parts_of(request: Request) -> dict[str, Any]:
    """Read the parts; a file becomes its name, its digest and its content in base64."""
    kind = request.headers.get("content-type", "")
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.body
    )
    form: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content: bytes = cast("bytes", part.get_payload(decode=True))
        if part.get_filename() is None:
            form[str(name)] = content.decode()
        else:
            form[str(name)] = {
                "filename": part.get_filename(),
                "sha256": hashlib.sha256(content).hexdigest(),
                "content": base64.b64encode(content).decode(),
            }
    return form


def invalid(param: str, message: str, code: str | None = None) -> ApiError:
    return ApiError(400, message, code=code, param=param)


def missing(kind: str, object_id: str) -> ApiError:
    return ApiError(404, f"No such {kind}: '{object_id}'", code="resource_missing", param="id")


def page_of(kind: str, things: list[Json], form: Mapping[str, Any]) -> Json:
    """Answer with a part of a list, newest first as it comes in."""
    after = form.get("starting_after")
    if after is not None:
        ids = [each["id"] for each in things]
        if after not in ids:
            raise missing(kind, after)
        things = things[ids.index(after) + 1 :]
    limit = int(form.get("limit", "10"))
    if not 1 <= limit <= _MOST:
        raise invalid("limit", "Limit must be between 1 and 100.")
    return {
        "object": "list",
        "data": things[:limit],
        "has_more": len(things) > limit,
        "url": "/v1/" + {"checkout.session": "checkout/sessions"}.get(kind, f"{kind}s"),
    }


def unexpected(message: str, code: str | None = None) -> ApiError:
    return ApiError(400, message, code=code, is_kept=True)


def items(value: Any) -> Iterator[Any]:
    yield from value.values() if isinstance(value, dict) else ()


def allow(form: Mapping[str, Any], *names: str) -> None:
    """Refuse what the endpoint does not know."""
    for name in form:
        if name not in {*names, "expand"}:
            raise invalid(name, f"Received unknown parameter: {name}", "parameter_unknown")
