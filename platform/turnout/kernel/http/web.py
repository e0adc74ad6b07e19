"""What every request passes through: host check, body limit, headers, ids in logs, health."""

import gzip
import json
import mimetypes
from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import Any

import structlog
from flask import Flask, Response, redirect, request, send_from_directory
from flask_smorest import Api

from turnout.kernel.errors import TurnoutError
from turnout.kernel.http import openapi as openapi_document
from turnout.kernel.http.access import Access
from turnout.kernel.http.request_info import identify
from turnout.kernel.observability import metrics, telemetry
from turnout.kernel.settings import Settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=()",
}
REFERRERS = "strict-origin-when-cross-origin"
"""Where a page says nothing stricter of its own: of two such headers browsers take the last."""
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
YEAR_SECONDS = 31_536_000
HOST_FINDER = "turnout.host_finder"
"""What says to whose pages a host leads that is not the platform's own; app.py plugs it in."""
HOST_SECONDS = 30
MOST_HOSTS = 1_000


class WrongHost(TurnoutError):
    status = 400
    code = "wrong-host"
    title = "This address does not belong to this site"


class Application(Flask):
    """Flask without coroutines: nothing is asked, call by call, whether it is one."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def install(app: Flask, settings: Settings) -> None:
    """Health first, so that probes need neither a known host nor an organization."""
    known = {settings.public_host, settings.web_bind, *settings.hosts}
    every = list(HEADERS.items())
    if settings.is_production:
        every.append(("Strict-Transport-Security", f"max-age={YEAR_SECONDS}; includeSubDomains"))

    homes: dict[str, tuple[float, str | None]] = {}

    def check_host() -> Any:
        if request.path == PROBED or request.host in known:
            return None
        home = _home_of(app, homes, request.host)
        if home is None or request.method not in ("GET", "HEAD"):
            raise WrongHost
        path = f"{settings.public_url.rstrip('/')}/{home}{request.full_path.rstrip('?')}"
        return redirect(path.rstrip("/"), 302)

    def bind_ids() -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            request_id=request.environ.get("turnout.request_id", "")
        )

    def unbind_ids(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()

    def finish(response: Response) -> Response:
        answered = response.headers
        for name, value in every:
            answered.setdefault(name, value)
        answered.setdefault("Referrer-Policy", REFERRERS)
        if request.path.startswith("/api/v1/"):
            answered.setdefault("Cache-Control", "no-store")
            answered.setdefault("Content-Security-Policy", API_POLICY)
        answered["X-Request-Id"] = request.environ.get("turnout.request_id", "")
        return response

    metrics.observe_requests(app)
    app.before_request(identify)
    app.before_request(bind_ids)
    app.before_request(check_host)
    app.teardown_request(unbind_ids)
    app.after_request(finish)
    _trace(app)
    _add_probe(app)


def _home_of(app: Flask, homes: dict[str, tuple[float, str | None]], host: str) -> str | None:
    """The organization to whose pages a host leads, remembered for half a minute."""
    now = monotonic()
    until, home = homes.get(host, (0.0, None))
    if until < now:
        if len(homes) >= MOST_HOSTS:
            homes.clear()
        home = app.extensions[HOST_FINDER](host)
        homes[host] = (now + HOST_SECONDS, home)
    return home


PROBE = Access("public", reason="says no more than that somebody answers")
OPEN_DOCUMENT = Access("public", reason="the same for everybody")
PROBED = "/healthz"
"""The rest of health, and metrics, are on a port of their own: see `observability.probes`."""


def _trace(app: Flask) -> None:
    inner = app.full_dispatch_request

    def traced() -> Response:
        if not telemetry.is_on():
            return inner()
        rule = request.url_rule.rule if request.url_rule else "unmatched"
        with telemetry.span(f"{request.method} {rule}", carrier=dict(request.headers)):
            return inner()

    app.full_dispatch_request = traced  # type: ignore[method-assign]  # one span around it all


def _add_probe(app: Flask) -> None:
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain")

    healthz.turnout_access = PROBE  # type: ignore[attr-defined]
    app.add_url_rule(PROBED, "healthz", healthz)


def document(app: Flask, api: Api, settings: Settings) -> Callable[[], dict[str, Any]]:
    """Add `/api/openapi.json`, made once per process; returns what tells the same to pages."""

    def told() -> dict[str, Any]:
        return openapi_document.described(app, api)

    @cache
    def written() -> tuple[bytes, bytes]:
        plain = json.dumps(told()).encode()
        return plain, gzip.compress(plain, mtime=0)

    def openapi() -> Response:
        accepts = request.accept_encodings["gzip"] > 0
        response = Response(written()[accepts], content_type="application/json")
        if accepts:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        return response

    def built(name: str) -> Response:
        folder = settings.web_dist / "assets"
        accepted = "gzip" in request.headers.get("Accept-Encoding", "")
        packed = accepted and (folder / f"{name}.gz").is_file()
        response = send_from_directory(
            folder, f"{name}.gz" if packed else name, mimetype=mimetypes.guess_type(name)[0]
        )
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return response

    openapi.turnout_access = OPEN_DOCUMENT  # type: ignore[attr-defined]
    built.turnout_access = OPEN_DOCUMENT  # type: ignore[attr-defined]
    app.add_url_rule("/api/openapi.json", "openapi", openapi)
    app.add_url_rule("/assets/<path:name>", "assets", built)
    return told
