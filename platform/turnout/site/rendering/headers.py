"""What every page says to browsers and caches about itself."""

import gzip
import hashlib
from typing import Final

from flask import Response, request

from turnout_sdk.page_fields import Origins

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style at all: stricter than a nonce, and a cached page stays valid."""
NOTHING_ELSE: Final = Origins()
OWN_CODE: Final = "script-src 'self'"
WITH_WASM: Final = "script-src 'self' 'wasm-unsafe-eval'"
CAMERA: Final = "camera=(self), microphone=(), geolocation=(), payment=()"
PUBLIC: Final = "public, max-age=1, stale-while-revalidate=2"
"""A page is right within five seconds of a change: the relay, one second here, two in a cache."""
SEARCHED: Final = "public, max-age=2"
PERSONAL: Final = "no-store"
PACKING: Final = 5
WORTH_PACKING: Final = 600
HTML: Final = "text/html; charset=utf-8"


def page_response(
    body: str | bytes,
    *,
    caching: str,
    status: int = 200,
    content_type: str = HTML,
    tiles_from: str = "",
    listens_to: str = "",
    fields_from: Origins = NOTHING_ELSE,
) -> Response:
    """`tiles_from` is one more host, that of the map's tiles, which are images and data alike.

    `listens_to` is the origin of live numbers; `fields_from` is what a provider's own fields need
    of the page that shows them.
    """
    response = Response(body, status, content_type=content_type)
    policy = _policy(tiles_from, fields_from, listens_to=listens_to)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = caching
    if caching == PERSONAL:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _policy(tiles_from: str, fields: Origins, *, listens_to: str) -> str:
    """The policy and what is let in beside it, each in its own directive and no other.

    The origins were judged when they were declared: none holds a space, a semicolon or a quote.
    """
    tiles = (tiles_from,) if tiles_from else ()
    live = (listens_to,) if listens_to else ()
    images, connections = (*tiles, *fields.images), (*tiles, *live, *fields.connections)
    policy = CONTENT_POLICY
    for directive, more in (
        ("script-src", fields.scripts),
        ("connect-src", connections),
        ("img-src", images),
        ("style-src", fields.styles),
    ):
        if more:
            policy = policy.replace(f"{directive} 'self'", f"{directive} 'self' {' '.join(more)}")
    return f"{policy}; frame-src {' '.join(fields.frames)}" if fields.frames else policy


def with_camera(response: Response) -> Response:
    """A page that looks through the camera, and reads codes off it by a program of our own."""
    policy = response.headers["Content-Security-Policy"].replace(OWN_CODE, WITH_WASM)
    response.headers["Content-Security-Policy"] = f"{policy}; worker-src 'self'"
    response.headers["Permissions-Policy"] = CAMERA
    return response


def with_printing(response: Response) -> Response:
    """A page that prints files it has fetched: browsers print a PDF out of a frame."""
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; frame-src blob:"
    return response


def with_previews(response: Response) -> Response:
    """A page that shows others of our own in a frame, beside what they are made by."""
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace("frame-src", "frame-src 'self'")
    return response


def tagged(response: Response, etag: str) -> Response:
    """Answer 304 when the browser has this very page."""
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
        response.set_data(b"")
        response.headers.pop("Content-Encoding", None)
    response.set_etag(etag, weak=True)
    return response


def public_page(
    body: str | bytes,
    *,
    caching: str = SEARCHED,
    content_type: str = HTML,
    tiles_from: str = "",
    listens_to: str = "",
) -> Response:
    """A page that is the same for all: packed for the way, and with a mark for who has it."""
    data = body.encode() if isinstance(body, str) else body
    response = page_response(
        b"",
        caching=caching,
        content_type=content_type,
        tiles_from=tiles_from,
        listens_to=listens_to,
    )
    response.vary.add("Accept-Encoding")
    if takes_gzip() and len(data) >= WORTH_PACKING:
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(gzip.compress(data, PACKING, mtime=0))
    else:
        response.set_data(data)
    return tagged(response, hashlib.sha256(data).hexdigest()[:24])


def takes_gzip() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")
