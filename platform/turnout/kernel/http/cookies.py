"""Cookies: described by a module without HTTP, set on the answer to the request at hand."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, after_this_request

from turnout.kernel import runtime


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie to set; an empty value asks to forget it."""

    name: str
    value: str
    is_secret: bool = True
    """Whether scripts are kept from it."""
    lifetime_seconds: int | None = None
    """None: until the browser closes."""

    @property
    def attributes(self) -> dict[str, Any]:
        """What werkzeug's `set_cookie` takes beside name and value."""
        return {
            "max_age": self.lifetime_seconds if self.value else 0,
            "expires": None if self.value else 0,
            "path": "/",
            "secure": is_https(),
            "httponly": self.is_secret,
            "samesite": "Lax",
        }


def is_https() -> bool:
    return runtime.current().settings.public_url.startswith("https://")


def host_cookie(name: str) -> str:
    """`__Host-` ties the cookie to our host over https; plain http is for development."""
    return f"__Host-{name}" if is_https() else name


@dataclass(frozen=True, slots=True)
class BrowserCookie:
    """A secret that binds what a browser began to that browser; scripts cannot read it."""

    name: str
    lifetime_seconds: int

    def read(self, cookies: Mapping[str, str]) -> str:
        """The browser's secret; empty when it brought none of ours."""
        given = cookies.get(host_cookie(self.name), "")
        return given if BROWSER_SECRET.fullmatch(given) else ""

    def read_or_make(self, cookies: Mapping[str, str]) -> str:
        """The same, or a new secret.

        One that is there is kept, so that what began in another window stays good.
        """
        return self.read(cookies) or secrets.token_urlsafe(32)

    def holding(self, secret: str) -> Cookie:
        """The cookie to set."""
        return Cookie(host_cookie(self.name), secret, lifetime_seconds=self.lifetime_seconds)


BROWSER_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def answer_with(cookies: Iterable[Cookie]) -> None:
    """Set cookies on the answer to this request, which no cache keeps."""

    def set_cookies(answer: Response) -> Response:
        for each in cookies:
            answer.set_cookie(each.name, each.value, **each.attributes)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    after_this_request(set_cookies)
