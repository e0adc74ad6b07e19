"""Answers that a browser shows, and the files that belong to them."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files

from turnout_sandbox.provider.messages import Response

_ASSETS = {
    "pay.css": "text/css; charset=utf-8",
    "fields.css": "text/css; charset=utf-8",
    "fields.js": "text/javascript; charset=utf-8",
}


def html(body: str, policy: str) -> Response:
    """A page that nobody keeps, under its content policy."""
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(status=HTTPStatus.OK, body=body.encode(), headers=headers)


def asset(name: str) -> Response:
    kind = _ASSETS.get(name)
    if kind is None:
        return plain(HTTPStatus.NOT_FOUND, "There is no such file.")
    headers: Mapping[str, str] = {
        "Content-Type": kind,
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(status=HTTPStatus.OK, body=text(name).encode(), headers=headers)


def plain(status: int, words: str) -> Response:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Response(status=status, body=f"{words}\n".encode(), headers=headers)


@cache
def text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")
