"""Forms that only our own pages can send: the sender's origin, and a token bound to a cookie.

The cookie is set with the form, before anybody is signed in: a page of somebody else can neither
read nor set it, so it cannot sign a visitor in to an account of its own choosing.
"""

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Final

from flask import Response, request

from turnout.kernel import clock, runtime
from turnout.kernel.http.own_hosts import own_origin
from turnout.kernel.http.request_info import require_same_origin
from turnout.kernel.security.crypto import NotGenuine, constant_time_equal
from turnout.modules.identity import api as identity
from turnout.site.layout.page_access import find_viewer, with_cookies

FIELD: Final = "form_token"
LIFETIME: Final = timedelta(hours=4)
SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
KEY: Final = "turnout.form_key"


class Stale(Exception):
    """The form was open for too long, was sent already, or is another browser's."""


def token_of(form: str) -> str:
    """The token of a form, good for this browser and whoever is signed in now."""
    return runtime.current().keys.sign(
        f"site/form/{form}", _bound(), expires_at=clock.now() + LIFETIME
    )


def require_own(form: str) -> None:
    """Forbidden for a request from elsewhere, Stale for a token that is not this form's."""
    require_same_origin(own_origin())
    text = request.form.get(FIELD, "")
    try:
        bound = runtime.current().keys.unsign(f"site/form/{form}", text, now=clock.now())
    except NotGenuine:
        raise Stale from None
    if not constant_time_equal(bound, _bound()):
        raise Stale


def renew(response: Response) -> Response:
    """After a form has done its work: no token that was handed out before is good again."""
    renew_key()
    return keep(response)


def renew_key() -> None:
    """The same before the answer is made, whose own forms are to be good."""
    request.environ[KEY] = secrets.token_urlsafe(32)


def keep(response: Response) -> Response:
    """Set the cookie that the page's tokens are bound to, where the browser has another."""
    name, key = identity.cookie_name("form"), _key()
    if request.cookies.get(name) != key:
        with_cookies(response, (identity.Cookie(name, key),))
    return response


def typed(name: str, *, longest: int = 320) -> str:
    """The value of a form field; empty where it holds characters that no field can."""
    text = request.form.get(name, "")
    return "" if "\x00" in text or len(text) > longest else text


def typed_version() -> int | None:
    """The version of what a form changes, in its hidden field; None for what is no number."""
    text = typed("version", longest=18)
    return int(text) if text.isascii() and text.isdecimal() else None


def _bound() -> bytes:
    viewer = find_viewer()
    login = str(viewer.login_id) if viewer else ""
    return hashlib.sha256(f"{_key()} {login}".encode()).digest()


def _key() -> str:
    if KEY not in request.environ:
        given = request.cookies.get(identity.cookie_name("form"), "")
        is_ours = SHAPE.fullmatch(given) is not None
        request.environ[KEY] = given if is_ours else secrets.token_urlsafe(32)
    key: str = request.environ[KEY]
    return key
