"""The cookies of a login, described without HTTP: routes and pages set the same ones."""

from dataclasses import dataclass
from typing import Any, Final

from turnout.kernel import runtime
from turnout.modules.identity import rules
from turnout.modules.identity.types import SignedIn

LOGIN: Final = "login"
CSRF: Final = "csrf"
IS_SECRET: Final = {LOGIN: True, CSRF: False}
"""Whether scripts are kept from it; the CSRF token is for our own pages to read."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie to set; an empty value asks to forget it."""

    name: str
    value: str
    is_secret: bool = True
    lifetime_seconds: int | None = None
    """None: until the browser closes."""

    @property
    def attributes(self) -> dict[str, Any]:
        """What werkzeug's `set_cookie` takes beside name and value."""
        return {
            "max_age": self.lifetime_seconds if self.value else 0,
            "expires": None if self.value else 0,
            "path": "/",
            "secure": _is_https(),
            "httponly": self.is_secret,
            "samesite": "Lax",
        }


def cookie_name(kind: str = LOGIN) -> str:
    """`__Host-` ties the cookie to our host over https; plain http is for development."""
    return f"__Host-turnout_{kind}" if _is_https() else f"turnout_{kind}"


def cookies_of(signed_in: SignedIn) -> tuple[Cookie, ...]:
    lifetime = int(rules.REFRESH_LIFETIME.total_seconds())
    values = {LOGIN: signed_in.refresh_token, CSRF: signed_in.csrf_token}
    return tuple(
        Cookie(cookie_name(kind), value, IS_SECRET[kind], lifetime)
        for kind, value in values.items()
    )


def ended_cookies() -> tuple[Cookie, ...]:
    return tuple(Cookie(cookie_name(kind), "", is_secret) for kind, is_secret in IS_SECRET.items())


def _is_https() -> bool:
    return runtime.current().settings.public_url.startswith("https://")
