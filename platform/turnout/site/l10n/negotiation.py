"""Which language a page is in: chosen for each request, said in the answer, changed by a form.

The address comes first (`?lang=`), then the cookie of the switcher, then what a signed-in person
set, then what the browser asks for, then English.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, request

from turnout.kernel.errors import Forbidden, NotFound
from turnout.kernel.http.application import current_request
from turnout.kernel.http.own_hosts import own_origin
from turnout.modules.identity import api as identity
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import LANGUAGE, LANGUAGES, Speech, stem_of
from turnout.site.layout.addresses import go_to, own_path
from turnout.site.layout.page_access import (
    count_request,
    find_person,
    find_signed_in,
    page,
    with_cookies,
)

FORMER: Final = "language"
COOKIE: Final = "turnout_language"
COOKIE_SECONDS: Final = 365 * 24 * 3600
TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
MACHINES: Final = ("/api/", "/hooks/", "/scim/", "/assets/")
DOCUMENTATION: Final = "site.documentation"
KEPT: Final = frozenset({"site.event", "site.stock", "site.robots", "site.sitemap"})
"""Answered without a statement; signing in sets the cookie, so that these speak alike."""
MOST: Final = 10
"""Languages of a browser that are looked at."""


def install(app: Flask) -> None:
    i18n.load()
    app.before_request(_begin)
    app.after_request(_said)
    app.teardown_request(_end)


def chosen() -> Speech:
    """How the page at hand speaks."""
    asked = _clean(request.args.get(LANGUAGE) or request.args.get(FORMER))
    if stem_of(asked) in LANGUAGES:
        return Speech(language=stem_of(asked), asked=asked, wanted=(asked,))
    wanted = tuple(_wanted())
    found = (stem_of(tag) for tag in wanted)
    language = next((stem for stem in found if stem in LANGUAGES), i18n.ENGLISH)
    return Speech(language=language, asked=asked, wanted=(asked,) if asked else wanted)


def remember(response: Response, tag: str) -> Response:
    """Have this browser see the pages in the language; what is none of ours changes nothing."""
    language = stem_of(tag)
    if language in LANGUAGES:
        attributes = identity.Cookie(COOKIE, language, lifetime_seconds=COOKIE_SECONDS).attributes
        response.set_cookie(COOKIE, language, **attributes)
    return response


def _wanted() -> Iterator[str]:
    """Everything that speaks for the reader but the address, the strongest first."""
    kept = _clean(request.cookies.get(COOKIE))
    if kept:
        yield kept
    elif identity.cookie_name() in request.cookies and request.endpoint not in KEPT:
        with suppress(NotFound):
            person = find_person()
            if person is not None:
                yield person.locale
    for tag, _quality in list(request.accept_languages)[:MOST]:
        if _clean(tag):
            yield tag


def _begin() -> None:
    if not _is_for_machines():
        i18n.speak(chosen())


def _said(response: Response) -> Response:
    """Tell readers and caches which language it is, and what that depended on."""
    if response.mimetype == "text/html" and not _is_for_machines():
        spoken = i18n.speech()
        response.headers["Content-Language"] = spoken.language
        if not spoken.named:
            response.vary.update(("Accept-Language", "Cookie"))
    return response


def _end(_error: BaseException | None) -> None:
    i18n.speak(i18n.NOBODY)


def _is_for_machines() -> bool:
    request = current_request()
    return request.path.startswith(MACHINES) and request.endpoint != DOCUMENTATION


def _clean(text: str | None) -> str:
    """A language tag, or nothing for whatever else somebody sends."""
    return text if text and TAG.fullmatch(text) else ""


NOT_SHOWN: Final = ("/sign-out", "/account/language", "/api/v", "/hooks/")
"""Addresses that answer no page."""


class LanguagePage:
    @page("whoever reads the pages chooses their language")
    def language(self) -> Response:
        """Keep the choice in a cookie and go back; nothing else changes, so no token is asked."""
        count_request("write")
        if request.headers.get("Origin", "null") not in ("null", own_origin()):
            raise Forbidden("This request did not come from our own pages.")
        return remember(go_to(self._back()), typed(LANGUAGE))

    def _back(self) -> str:
        """The page the form stood on: with its query, where the browser says it came from there."""
        path = own_path(typed("next", longest=500), otherwise="/", closed=NOT_SHOWN)
        came_from, _mark, query = request.headers.get("Referer", "").partition("?")
        if came_from != own_origin() + path:
            return path
        kept = [
            (name, value)
            for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)
            if name not in (LANGUAGE, FORMER)
        ]
        return own_path(
            f"{path}?{urlencode(kept)}" if kept else path, otherwise=path, closed=NOT_SHOWN
        )


def add_to(app: Flask) -> None:
    pages = LanguagePage()
    app.add_url_rule("/account/language", "site.language", pages.language, methods=["POST"])


def with_sign_in(response: Response, signed_in: identity.SignedIn) -> Response:
    """The answer with the login's cookies; no form that was handed out before is good again."""
    viewer = find_signed_in(signed_in.refresh_token)
    if viewer is not None:
        locale = identity.get_me(viewer).locale
        if not _clean(request.cookies.get(COOKIE)):  # else the browser was told another before
            remember(response, locale)
    return csrf.renew(with_cookies(response, identity.cookies_of(signed_in)))
