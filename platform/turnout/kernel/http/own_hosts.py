"""Hosts of organizations' own: an organization's pages, checkout, orders and tickets stand there.

What belongs to a person or to the platform stays at the platform's own host: sign-in, accounts,
settings, webhooks. Cookies name no domain, so no login ever reaches an organization's host.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from uuid import UUID

from flask import Flask, redirect, request

from turnout.kernel import runtime
from turnout.kernel.errors import TurnoutError
from turnout.kernel.settings import Settings

HOST_FINDER: Final = "turnout.host_finder"
"""What says whose pages stand at a host that is not the platform's; app.py plugs it in."""
HOST_SECONDS: Final = 30
MOST_HOSTS: Final = 1_000
LOOKING: Final = ("GET", "HEAD")
EVERYWHERE: Final = frozenset({
    "adapters", "assets", "embed", "favicon.ico", "healthz", "oembed", "robots.txt", "sitemap.xml",
    "ticket-worker.js",
})  # fmt: skip
"""First parts of paths that answer at every host, each for the host that was asked."""
SITEMAP_PARTS: Final = "sitemap-"
OF_BUYERS: Final = frozenset({"orders", "tickets", "transfers"})
"""Pages that a secret opens; they name their organization."""
FOR_MACHINES: Final = frozenset({"api", "hooks", "saml", "scim", "sso"})
LANGUAGE: Final = "/account/language"
HOME: Final = "turnout.home"


class WrongHost(TurnoutError):
    status = 400
    code = "wrong-host"
    title = "This address does not belong to this site"


@dataclass(frozen=True, slots=True)
class Home:
    """The organization whose pages stand at a host."""

    organization_id: UUID
    slug: str
    host: str
    """The one host of its pages; others that lead there are redirected to it."""


def home_of_request() -> Home | None:
    """Whose host was asked; None for the platform's own."""
    home: Home | None = request.environ.get(HOME)
    return home


def own_origin() -> str:
    """Scheme and host of this request's own pages: what a browser calls their origin."""
    home = home_of_request()
    return runtime.current().settings.origin_of(home.host if home else "")


class HomeFinder:
    """Whose pages stand at a host, remembered for half a minute in each process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._homes: dict[str, tuple[float, Home | None]] = {}

    def find(self, host: str) -> Home | None:
        now = monotonic()
        until, home = self._homes.get(host, (0.0, None))
        if until < now:
            if len(self._homes) >= MOST_HOSTS:
                self._homes.clear()
            home = self._app.extensions[HOST_FINDER](host)
            self._homes[host] = (now + HOST_SECONDS, home)
        return home


def answer_at(home: Home, settings: Settings) -> Any:
    """None where the request goes on; else where it is led, or WrongHost."""
    request.environ[HOME] = home
    origin, here = settings.origin_of(home.host), request.path
    if origin.partition("://")[2] != request.host:
        return _lead(origin + here)
    args, first = request.view_args or {}, here.split("/")[1]
    if first in EVERYWHERE or first.startswith(SITEMAP_PARTS) or first == home.slug:
        return None
    if here == LANGUAGE:
        return None
    is_theirs = args.get("organization_id") == home.organization_id
    if is_theirs and (first in OF_BUYERS or here.startswith("/api/v1/organizations/")):
        return None
    if first in FOR_MACHINES:
        raise WrongHost
    rule = request.url_rule.rule if request.url_rule else ""
    if rule and not rule.startswith("/<organization>") and here != "/":
        return _lead(settings.origin_of("") + here)
    return _lead(f"{origin}/{home.slug}{here}".rstrip("/"))


def _lead(address: str) -> Any:
    """Lead whoever looks, with their query; anything else belongs to no page of this host."""
    if request.method not in LOOKING:
        raise WrongHost
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, 302)
