"""The cookies of a login, described without HTTP: routes and pages set the same ones.

Scripts cannot read the one that keeps people signed in.
"""

from typing import Final

from turnout.kernel import runtime
from turnout.kernel.http.cookies import Cookie, host_cookie
from turnout.modules.identity.types import DEVICE, SignedIn

DAY_SECONDS: Final = 24 * 3600
LOGIN: Final = "login"
CSRF: Final = "csrf"
IS_SECRET: Final = {
    LOGIN: True,
    CSRF: False,
}
"""Whether scripts are kept from it; the CSRF token is for our own pages to read."""


def cookie_name(kind: str = LOGIN) -> str:
    """The name of a cookie of ours; over https it is tied to our host."""
    return host_cookie(f"turnout_{kind}")


def cookies_of(signed_in: SignedIn) -> tuple[Cookie, ...]:
    """The cookies that a sign-in or a refresh sets: what to refresh with, and the CSRF token.

    Both live as long as the refresh token. What the browser is known by at the next sign-in stays
    when the login has ended.
    """
    lifetime = runtime.current().settings.login_idle_days * DAY_SECONDS
    values = {LOGIN: signed_in.refresh_token, CSRF: signed_in.csrf_token}
    of_login = tuple(
        Cookie(cookie_name(kind), value, IS_SECRET[kind], lifetime)
        for kind, value in values.items()
    )
    return (*of_login, DEVICE.holding(signed_in.device)) if signed_in.device else of_login


def ended_cookies() -> tuple[Cookie, ...]:
    """The same cookies, to be forgotten by the browser of a login that is over."""
    return tuple(Cookie(cookie_name(kind), "", is_secret) for kind, is_secret in IS_SECRET.items())
