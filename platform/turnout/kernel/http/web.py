"""What every request passes through: host check, body limit, headers, ids in logs, health."""

import gzip
import json
import mimetypes
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Any

import structlog
from flask import Flask, Response, request, send_from_directory
from flask_smorest import Api

from turnout.kernel.http import openapi as openapi_document
from turnout.kernel.http.access import Access
from turnout.kernel.http.application import Answer, current_request
from turnout.kernel.http.early_answers import EarlyAnswers
from turnout.kernel.http.own_hosts import HOME, HomeFinder, WrongHost, answer_at
from turnout.kernel.http.request_info import identify
from turnout.kernel.observability import metrics, telemetry
from turnout.kernel.settings import Settings

FRAMES = "X-Frame-Options"
"""An answer that some sites may frame says it empty: the header knows no lists."""
REQUEST_ID = "X-Request-Id"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    FRAMES: "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
"""Where an answer says nothing of its own: of two such headers browsers take the last."""
API_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
YEAR_SECONDS = 31_536_000
TRANSPORT = "Strict-Transport-Security"
STARTED = "turnout.request_started"
PROBED = "/healthz"
"""The rest of health, and metrics, are on a port of their own: see `observability.probes`."""
AT_ANY_HOST = frozenset({PROBED, "/api/v1/certificates/allowed"})
"""What the cluster asks by names of its own: whether somebody answers, who may be certified."""


def install(app: Flask, settings: Settings) -> None:
    """Health first, so that probes need neither a known host nor an organization."""
    known = _known_hosts(settings)
    every, elsewhere = _headers(settings), dict(HEADERS)
    if settings.is_production:
        elsewhere[TRANSPORT] = f"max-age={YEAR_SECONDS}"  # below their host is not ours
    of_pages = [_unless_said(each) for each in (every, elsewhere)]
    of_api = [_unless_said(each | API_HEADERS) for each in (every, elsewhere)]

    homes = HomeFinder(app)

    def check_host() -> Any:
        request = current_request()
        if request.host in known or request.path in AT_ANY_HOST:
            return None
        home = homes.find(request.host)
        if home is None:
            raise WrongHost
        return answer_at(home, settings)

    def bind_ids() -> None:
        structlog.contextvars.bind_contextvars(request_id=identify())

    def unbind_ids(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()

    def finish(response: Answer) -> Answer:
        environ = current_request().environ
        kinds = of_api if environ["PATH_INFO"].startswith("/api/v1/") else of_pages
        request_id = environ.get("turnout.request_id", "")
        response.unless_said = (*kinds[HOME in environ], ("x-request-id", (REQUEST_ID, request_id)))
        return response

    observe_requests(app)
    app.before_request(bind_ids)
    app.before_request(check_host)
    app.teardown_request(unbind_ids)
    app.after_request(finish)
    _trace(app)
    _add_probe(app)


def _known_hosts(settings: Settings) -> set[str]:
    return {settings.public_host, settings.web_bind, settings.door_bind, *settings.hosts}


def _headers(settings: Settings) -> dict[str, str]:
    """What every answer of our own host carries."""
    if not settings.is_production:
        return dict(HEADERS)
    return HEADERS | {TRANSPORT: f"max-age={YEAR_SECONDS}; includeSubDomains"}


def answer_early(app: Flask, settings: Settings) -> EarlyAnswers:
    """Let modules answer before Flask, with the headers that the application would send."""
    before = EarlyAnswers(
        app.wsgi_app,
        settings,
        hosts=_known_hosts(settings),
        headers=_headers(settings) | API_HEADERS,
    )
    app.wsgi_app = before  # type: ignore[method-assign]  # Flask's documented way
    return before


def _unless_said(headers: dict[str, str]) -> list[tuple[str, tuple[str, str]]]:
    """Headers beside their names in small letters."""
    return [(name.lower(), (name, value)) for name, value in headers.items()]


PROBE = Access("public", reason="says no more than that somebody answers")
OPEN_DOCUMENT = Access("public", reason="the same for everybody")


def observe_requests(app: Flask) -> None:
    """Time every request under its route template, never under the address that was asked for."""

    def begin() -> None:
        current_request().environ[STARTED] = perf_counter()

    def finish(response: Answer) -> Answer:
        request = current_request()
        started = request.environ.get(STARTED)
        if started is not None:
            rule = request.url_rule
            labels = {
                "route": rule.rule if rule else "unmatched",
                "method": request.method if request.method in metrics.METHODS else metrics.OTHER,
            }
            metrics.count_request(
                **labels, status=response.status_code, seconds=perf_counter() - started
            )
        return response

    app.before_request(begin)
    app.after_request(finish)


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

    openapi.turnout_access = OPEN_DOCUMENT  # type: ignore[attr-defined]
    app.add_url_rule("/api/openapi.json", "openapi", openapi)
    serve_built_files(app, settings)
    return told


def serve_built_files(app: Flask, settings: Settings) -> None:
    """Add `/assets`, the front end as it was built; its names change with what is in them."""

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

    built.turnout_access = OPEN_DOCUMENT  # type: ignore[attr-defined]
    app.add_url_rule("/assets/<path:name>", "assets", built)
