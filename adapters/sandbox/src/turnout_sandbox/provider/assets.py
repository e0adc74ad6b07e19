"""The sandbox's own pages, styles and scripts, as the files that they are."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files

from turnout_sdk.testing.provider import pages
from turnout_sdk.testing.serving import Reply

_ASSETS = {
    "pay.css": "text/css; charset=utf-8",
    "fields.css": "text/css; charset=utf-8",
    "fields.js": "text/javascript; charset=utf-8",
}


def answer(name: str) -> Reply:
    kind = _ASSETS.get(name)
    if kind is None:
        return pages.plain(HTTPStatus.NOT_FOUND, "There is no such file.")
    headers: Mapping[str, str] = {
        "Content-Type": kind,
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
    }
    return Reply(status=HTTPStatus.OK, body=text(name).encode(), headers=headers)


@cache
def text(name: str) -> str:
    return files(__package__).joinpath("pages", name).read_text(encoding="utf-8")
