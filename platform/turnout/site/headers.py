"""What every page says to browsers and caches about itself."""

from typing import Final

from flask import Response, request

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style at all: stricter than a nonce, and a cached page stays valid."""
PUBLIC: Final = "public, max-age=1, stale-while-revalidate=2"
"""A page is right within five seconds of a change: the relay, one second here, two in a cache."""
SEARCHED: Final = "public, max-age=2"
PERSONAL: Final = "no-store"
HTML: Final = "text/html; charset=utf-8"


def page_response(
    body: str | bytes,
    *,
    caching: str,
    status: int = 200,
    content_type: str = HTML,
) -> Response:
    response = Response(body, status, content_type=content_type)
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Cache-Control"] = caching
    if caching == PERSONAL:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def tagged(response: Response, etag: str) -> Response:
    """Answer 304 when the browser has this very page."""
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
        response.set_data(b"")
        response.headers.pop("Content-Encoding", None)
    response.set_etag(etag, weak=True)
    return response


def takes_gzip() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")
