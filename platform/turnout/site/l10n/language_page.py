"""Where the switcher at the foot of every page sends its choice."""

from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, request

from turnout.kernel.errors import Forbidden
from turnout.site.forms.csrf import typed
from turnout.site.l10n.negotiation import FORMER, LANGUAGE, remember
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.safe_redirects import go_to, own_path

NOT_SHOWN: Final = ("/sign-out", "/account/language", "/api/v", "/hooks/")
"""Addresses that answer no page."""


class LanguagePage:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    @page("whoever reads the pages chooses their language")
    def language(self) -> Response:
        """Keep the choice in a cookie and go back; nothing else changes, so no token is asked."""
        count_request("write")
        if request.headers.get("Origin", "null") not in ("null", self._base_url):
            raise Forbidden("This request did not come from our own pages.")
        return remember(go_to(self._back()), typed(LANGUAGE))

    def _back(self) -> str:
        """The page the form stood on: with its query, where the browser says it came from there."""
        path = own_path(typed("next", longest=500), otherwise="/", closed=NOT_SHOWN)
        came_from, _mark, query = request.headers.get("Referer", "").partition("?")
        if came_from != self._base_url + path:
            return path
        kept = [
            (name, value)
            for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)
            if name not in (LANGUAGE, FORMER)
        ]
        return own_path(
            f"{path}?{urlencode(kept)}" if kept else path, otherwise=path, closed=NOT_SHOWN
        )


def add_to(app: Flask, base_url: str) -> None:
    pages = LanguagePage(base_url)
    app.add_url_rule("/account/language", "site.language", pages.language, methods=["POST"])
