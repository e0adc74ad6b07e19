"""What a request says of who sends it: nothing of this is proven."""

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from flask import request

from turnout.kernel.context import Visitor
from turnout.kernel.errors import Forbidden
from turnout.kernel.http.application import current_request, remote_address
from turnout.kernel.http.cookies import host_cookie
from turnout.kernel.http.headers import ACCESS_CODE, ORIGIN
from turnout.kernel.http.secret_tries import count_wrong_code, require_code_tries

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def visitor() -> Visitor:
    return Visitor(
        address=remote_address(),
        agent=request.headers.get("User-Agent", "")[:300],
        locale=request.accept_languages.best or "en",
        request_id=request_id(),
        cookies=dict(request.cookies),
    )


def request_id() -> str:
    return str(current_request().environ.get("turnout.request_id", ""))


def access_code() -> str | None:
    """The code that the visitor sent; RateLimited once too many wrong ones came before."""
    code = current_request().headers.get(ACCESS_CODE)
    if code is not None:
        require_code_tries(_asked_event())
    return code


def header_or_cookie(header: str, cookie: str) -> str:
    """What a program says in a header, or a browser keeps in a cookie of ours; empty without."""
    request = current_request()
    return request.headers.get(header) or request.cookies.get(host_cookie(cookie), "")


def headers_of(names: Iterable[str]) -> dict[str, str]:
    """Those of these headers that the request has."""
    said = request.headers
    return {name: value for name in names if (value := said.get(name)) is not None}


def count_refused_code() -> None:
    """Count the access code of a request that was answered as if there were nothing."""
    if ACCESS_CODE in request.headers:
        count_wrong_code(_asked_event())


def _asked_event() -> str:
    return str((request.view_args or {}).get("event_id", ""))


def require_same_origin(public_url: str) -> None:
    """For routes that act on a cookie: the browser must say that our own page asks."""
    origin = request.headers.get(ORIGIN, "")
    if urlsplit(origin)[:2] != urlsplit(public_url)[:2]:
        raise Forbidden("This request did not come from our own pages.")


def identify() -> str:
    """Give the request its id: the caller's own where it is one, else a new one."""
    environ = current_request().environ
    given = environ["turnout.request_id"] = request_id_of(environ)
    return given


def request_id_of(environ: Mapping[str, Any]) -> str:
    """The id that a caller gave, else 32 hexadecimal digits of chance: they prove nothing."""
    offered: str | None = environ.get("HTTP_X_REQUEST_ID")
    if offered is not None and REQUEST_ID.fullmatch(offered):
        return offered
    return os.urandom(16).hex()
