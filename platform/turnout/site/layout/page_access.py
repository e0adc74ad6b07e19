"""Pages and their addresses, who may see them, and who looks: access, counting, the login."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import Flask, Response, request

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.http.access import Access
from turnout.kernel.http.cookies import BrowserCookie
from turnout.kernel.http.request_info import request_id, visitor
from turnout.kernel.http.secret_tries import network
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso

V = TypeVar("V", bound=Callable[..., object])
Rules = Iterable[tuple[str, Callable[..., Any], tuple[str, ...]]]
LOOK: Final = ("GET",)
SEND: Final = ("POST",)
BOTH: Final = ("GET", "POST")
PERSON: Final = "Turnout-Person"
GUEST: Final = "guest"


def add_pages(app: Flask, rules: Rules, *, below: str = "", named: str = "") -> None:
    """Add views at their addresses, with the methods that each takes; `below` begins them all.

    `named` begins the names of views that stand at several addresses.
    """
    for rule, view, methods in rules:
        app.add_url_rule(
            below + rule,
            f"site.{named}{view.__name__}",
            view,
            methods=list(methods),
            strict_slashes=False,
        )


def page(reason: str) -> Callable[[V], V]:
    """Declare a public page. It is not counted by itself: a kept copy costs less than counting."""

    def declare(view: V) -> V:
        view.turnout_access = Access("public", reason=reason)  # type: ignore[attr-defined]
        return view

    return declare


def membership_of(viewer: PersonContext, organization_id: UUID) -> OrganizationContext | None:
    """What whoever looks may do in an organization by the login they came with; None for nobody.

    The proofs of the login count: its second factor, and whose identity provider opened it.
    """
    return organizations.membership_of(
        organization_id,
        viewer.user_id,
        request_id=request_id(),
        second_factor_at=viewer.second_factor_at,
        sso_organization_id=viewer.sso_organization_id,
    )


def count_request(route_class: str = "read") -> None:
    """Count a page that has to be made; RateLimited when the network asks for too many."""
    runtime.current().limiter.require(route_class, f"address:{network()}")


def count_holder(route_class: str = "holder") -> None:
    """Count a page that the secret in its address opens, whoever shares the holder's network."""
    secret = (request.view_args or {})["secret"]
    runtime.current().limiter.require(route_class, f"holder:{secret}")


_KNOWN = "turnout.viewer"


def find_viewer() -> PersonContext | None:
    """The signed-in person of this request, or None.

    The cookie alone shows pages; what changes something asks for the form's token as well.
    """
    if _KNOWN not in request.environ:
        secret = request.cookies.get(identity.cookie_name(), "")
        request.environ[_KNOWN] = find_signed_in(secret) if secret else None
    known: PersonContext | None = request.environ[_KNOWN]
    return known


def find_signed_in(login_secret: str) -> PersonContext | None:
    return identity.find_signed_in(login_secret, client=client(), request_id=request_id())


def find_person() -> identity.Person | None:
    """The same person with name and address."""
    viewer = find_viewer()
    return identity.get_me(viewer) if viewer else None


def forget_viewer() -> None:
    """The login of this request has ended: what is rendered from here on is for a guest."""
    request.environ[_KNOWN] = None


def has_dead_login() -> bool:
    """Whether the browser still sends the cookie of a login that is over."""
    return identity.cookie_name() in request.cookies and find_viewer() is None


def marked_person(response: Response) -> Response:
    """Tell the browser who looks: the same mark for an account on every page, and not who it is.

    When it changes, the worker of the site forgets the tickets that it kept for another person.
    So it is no key's: tickets that are kept for the door outlive a change of the master key.
    """
    viewer = find_viewer()
    response.headers[PERSON] = (
        hash_token(f"site.person-mark/{viewer.user_id}")[:8].hex() if viewer else GUEST
    )
    return response


def client() -> identity.Client:
    return identity.client_of(visitor())


ELSEWHERE: Final = BrowserCookie("turnout_elsewhere", lifetime_seconds=3600)
"""Binds sign-ins at other places to the browser that began them."""


def browser_secret() -> str:
    """What binds attempts to this browser; empty where it has none."""
    return ELSEWHERE.read(request.cookies)


def with_cookies(response: Response, cookies: Iterable[identity.Cookie]) -> Response:
    for each in cookies:
        response.set_cookie(each.name, each.value, **each.attributes)
    return response


def company_logout(viewer: PersonContext, browser: str) -> str:
    """Where the browser signs out at the provider that its login came from; empty for none."""
    ended = sso.take_session(viewer)
    if ended is None:
        return ""
    if ended.provider.kind == sso.ProviderKind.SAML:
        return saml.logout_address(ended, browser=browser)
    return sso.logout_address(ended)
