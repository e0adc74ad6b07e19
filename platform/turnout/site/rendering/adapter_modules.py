"""Hands out the browser modules of adapters: our own origin, named by their content."""

from typing import Final

from flask import Flask, Response

from turnout.kernel.errors import NotFound
from turnout.modules.connections import api as connections
from turnout.site.layout.page_access import page
from turnout.site.rendering.headers import page_response

FOR_GOOD: Final = "public, max-age=31536000, immutable"
"""Another module has another address."""
SCRIPT: Final = "text/javascript; charset=utf-8"


@page("the module of a provider's fields is the same for everybody")
def adapter_module(digest: str) -> Response:
    content = connections.find_module(digest)
    if content is None:
        raise NotFound
    return page_response(content, caching=FOR_GOOD, content_type=SCRIPT)


def add_to(app: Flask) -> None:
    app.add_url_rule("/adapters/<digest>/fields.js", "site.adapter_module", adapter_module)
