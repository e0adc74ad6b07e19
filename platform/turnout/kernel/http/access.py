"""Where HTTP meets a module: who is asking, may they, and under which context."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from flask import Flask, request
from structlog.contextvars import bind_contextvars

from turnout.kernel import clock, runtime
from turnout.kernel.context import (
    GUEST,
    Actor,
    OperatorContext,
    OrganizationContext,
    PersonContext,
    PublicContext,
    Visitor,
)
from turnout.kernel.errors import (
    ConfirmationNeeded,
    Forbidden,
    NotFound,
    OrganizationClosing,
    SecondFactorMissing,
    Unauthenticated,
)
from turnout.kernel.http import limits
from turnout.kernel.http.application import current_request, extension, remote_address
from turnout.kernel.http.headers import IDEMPOTENCY_KEY, Header
from turnout.kernel.http.idempotency import (
    IdempotentReplay,
    checked_key,
    restore,
)
from turnout.kernel.http.idempotent_requests import HELD, idempotency_of
from turnout.kernel.http.request_info import (
    count_refused_code,
    request_id,
    visitor,
)
from turnout.kernel.http.secret_tries import count_wrong_secret, counts_wrong_secrets, network
from turnout.kernel.security import permissions

V = TypeVar("V", bound=Callable[..., Any])
LOOKING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who a bearer token proves: a person at a login, or whom an API token stands for."""

    actor: Actor
    user_id: UUID | None = None
    login_id: UUID | None = None
    confirmed_at: datetime | None = None
    """When this login proved last who is at it: at its sign-in, or when it was asked since."""
    second_factor_at: datetime | None = None
    """When it did so by a second factor."""
    sso_organization_id: UUID | None = None
    organization_id: UUID | None = None
    """The one organization in which a token counts; None for a login, which has no such bound."""
    scopes: frozenset[str] | None = None
    """None: everything the person may; else at most these permissions."""
    event_ids: frozenset[UUID] | None = None
    """None: every event of their grant; else at most these."""
    operator_token_id: UUID | None = None
    """An operator's token: it opens what operators of the platform call, and nothing else."""
    prefetched: Any = field(default=None, repr=False, compare=False)
    """What the authenticator read ahead about the organization entered; for its own use."""


class Authenticator(Protocol):
    """What app.py plugs in, so that the kernel knows no module."""

    def authenticate(self, bearer: str, *, entering: UUID | None = None) -> Principal:
        """The token's owner, or Unauthenticated; `entering` is the organization they go on to."""
        ...

    def authorize(
        self, principal: Principal, organization_id: UUID, *, request_id: str
    ) -> OrganizationContext | None:
        """The principal's context in an organization, or None for a stranger."""
        ...

    def operate(
        self, principal: Principal, *, address: str, request_id: str
    ) -> OperatorContext | None:
        """The principal's context as an operator of the platform, or None for anybody else."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """What a route declares: a permission, a person, or that it is public and why."""

    kind: str
    permission: str = ""
    reason: str = ""
    takes_cookie: bool = False
    """Whether the cookie of a login proves who asks."""
    confirmed: bool = False
    """Whether a login must have proved itself a short while ago."""
    is_personal: bool = False
    """Whether only a person at a login may: it is about themselves, or about rights."""
    has_own_bearer: bool = False
    """Whether bearer tokens that are no login's and no API token's prove who asks."""
    or_any: tuple[str, ...] = ()


def install(app: Flask, authenticator: Authenticator) -> None:
    app.extensions["turnout.authenticator"] = authenticator
    limits.install(app)


def requires(
    permission: str,
    *,
    or_any: tuple[str, ...] = (),
    limited: str | None = None,
    confirmed: bool = False,
    is_personal: bool = False,
    while_closing: bool = False,
) -> Callable[[V], V]:
    """A member's route under `/organizations/{organization_id}`; the view gets ctx first.

    A stranger to the organization sees 404, a member without the permission 403; so does a token
    where a route `is_personal`, which a route of a permission that no token carries is by itself.
    One of `or_any` does as well; the use case asks for the right one. With `confirmed` a login must
    besides have proved itself a short while ago; tokens of machines have their scopes. In an
    organization that its owners have closed nothing is changed but `while_closing`.
    """

    def decorate(view: V) -> V:
        def context(kwargs: dict[str, Any]) -> OrganizationContext:
            wanted = (permission, *or_any)
            ctx = _member(kwargs, wanted, limited, confirmed=confirmed, while_closing=while_closing)
            if is_personal:
                _require_login()
            return ctx

        access = Access("permission", permission, confirmed=confirmed, or_any=or_any)
        return _guard(view, replace(access, is_personal=is_personal), context)

    return decorate


def public(
    reason: str, *, limited: str | None = None, takes_cookie: bool = False
) -> Callable[[V], V]:
    """A route for anyone. Under an organization the view gets a PublicContext, else a Visitor.

    `limited="secret"`: the view judges a secret; only what it does not find is counted as a try.
    """
    by_secret = limited == "secret"

    def decorate(view: V) -> V:
        def context(kwargs: dict[str, Any]) -> PublicContext | Visitor:
            limits.count("holder" if by_secret else limited, f"address:{network()}")
            if "organization_id" not in kwargs:
                return visitor()
            return _public(kwargs)

        guarded = counts_wrong_secrets(view) if by_secret else view
        return _guard(guarded, Access("public", "", reason, takes_cookie), context)

    return decorate


def of_protocol(
    reason: str, *, proves: Callable[[UUID, str], OrganizationContext], limited: str
) -> Callable[[V], V]:
    """A route of a standard whose callers have bearer tokens of their own, for one organization.

    `proves` makes the view's context of the organization and the token, or refuses it. Each caller
    has a limit of their own: by whom the context acts for, else by who acts.
    """

    def decorate(view: V) -> V:
        def context(kwargs: dict[str, Any]) -> OrganizationContext:
            scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not bearer.strip():
                raise Unauthenticated("Send `Authorization: Bearer <token>`.")
            ctx = proves(kwargs.pop("organization_id"), bearer.strip())
            limits.count(limited, ctx.on_behalf_of or str(ctx.actor))
            return ctx

        return _guard(view, Access("public", reason=reason, has_own_bearer=True), context)

    return decorate


def personal(*, limited: str | None = None, confirmed: bool = False) -> Callable[[V], V]:
    """A person's own things, at a login, which with `confirmed` has proved itself lately."""

    def decorate(view: V) -> V:
        def context(_kwargs: dict[str, Any]) -> PersonContext:
            principal = _counted(limited)
            _require_login()
            if principal.user_id is None:
                raise Unauthenticated
            if confirmed:
                require_confirmed(principal.confirmed_at)
            return PersonContext(
                user_id=principal.user_id,
                actor=principal.actor,
                login_id=principal.login_id,
                confirmed_at=principal.confirmed_at,
                second_factor_at=principal.second_factor_at,
                sso_organization_id=principal.sso_organization_id,
                request_id=request_id(),
            )

        return _guard(view, Access("person", confirmed=confirmed, is_personal=True), context)

    return decorate


def operates(
    permission: str,
    *,
    limited: str | None = None,
    confirmed: bool = False,
    is_personal: bool = False,
) -> Callable[[V], V]:
    """A route for operators of the platform; the view gets an OperatorContext.

    To anybody else there is nothing here: 404. A login must have been proved by a second factor;
    with `confirmed` a short while ago. With `is_personal` no token opens it.
    """

    def decorate(view: V) -> V:
        def context(_kwargs: dict[str, Any]) -> OperatorContext:
            ctx = _operator(permission, limited, confirmed=confirmed)
            if is_personal:
                _require_login()
            return ctx

        access = Access("operator", permission, confirmed=confirmed, is_personal=is_personal)
        return _guard(view, access, context)

    return decorate


def _operator(permission: str, limited: str | None, *, confirmed: bool) -> OperatorContext:
    principal = _counted(limited)
    ctx = _authenticator().operate(principal, address=remote_address(), request_id=request_id())
    if ctx is None:
        raise NotFound
    if principal.login_id is not None and principal.second_factor_at is None:
        raise SecondFactorMissing
    _require_permission(ctx.permissions, permission)
    if confirmed and principal.login_id is not None:
        require_confirmed(principal.confirmed_at)
    return ctx


def is_confirmed(confirmed_at: datetime | None) -> bool:
    """Whether a login proved a short while ago who is at it (TURNOUT_CONFIRMED_SECONDS)."""
    lifetime = timedelta(seconds=runtime.current().settings.confirmed_seconds)
    return confirmed_at is not None and clock.now() - confirmed_at < lifetime


def require_confirmed(confirmed_at: datetime | None) -> None:
    """ConfirmationNeeded unless it did; for what would be dangerous in a stolen login."""
    if not is_confirmed(confirmed_at):
        raise ConfirmationNeeded


def requires_or_secret(
    permission: str,
    *,
    header: Header,
    path_id: str,
    proves: Callable[[PublicContext, UUID, str], bool],
) -> Callable[[V], V]:
    """A thing that its holder opens by a secret in a header, and a member by a permission.

    With the right secret the view gets a PublicContext; a wrong one answers 404. Without the
    header it is as `requires`.
    """

    def decorate(view: V) -> V:
        def context(kwargs: dict[str, Any]) -> OrganizationContext | PublicContext:
            secret = request.headers.get(header)
            if secret is None:
                return _member(kwargs, (permission,), None)
            organization_id, held = kwargs.pop("organization_id"), kwargs[path_id]
            ctx = PublicContext(organization_id=organization_id, request_id=request_id())
            _require_proof(held, secret, is_right=proves(ctx, held, secret))
            return ctx

        return _guard(view, Access("permission", permission, "or its holder's secret"), context)

    return decorate


def idempotent(result: type[Any], *, required: bool = False) -> Callable[[V], V]:
    """Honour `Idempotency-Key`; stands innermost. The view answers a `result` dataclass.

    Scope is organization + route + (user | token | the browser's checkout cookie | nobody). Of
    nobody, the key is the only proof that the same one asks again: it has to be unguessable.
    """
    header = IDEMPOTENCY_KEY.required if required else IDEMPOTENCY_KEY

    def decorate(view: V) -> V:
        @wraps(view)
        def wrapped(self: Any, ctx: Any, *args: Any, **kwargs: Any) -> Any:
            key = checked_key(current_request().headers.get(header), required=required)
            if key is not None:
                ctx = replace(ctx, idempotency=idempotency_of(ctx, key))
            try:
                return view(self, ctx, *args, **kwargs)
            except IdempotentReplay as earlier:
                return restore(earlier.answer, result)

        return cast("V", wrapped)

    return decorate


def current_principal(*, entering: UUID | None = None) -> Principal | None:
    """Whoever the Authorization header proves; a wrong token raises rather than counts as none."""
    request = current_request()
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    known = request.environ.get("turnout.principal")
    if known is None:
        scheme, _, bearer = header.partition(" ")
        if scheme.lower() != "bearer" or not bearer:
            raise Unauthenticated("Send `Authorization: Bearer <token>`.")
        known = _authenticator().authenticate(bearer.strip(), entering=entering)
        request.environ["turnout.principal"] = known
    return cast("Principal", known)


def _counted(limited: str | None, *, entering: UUID | None = None) -> Principal:
    """Whoever asks, with the request counted as theirs; Unauthenticated for nobody."""
    principal = current_principal(entering=entering)
    if principal is None:
        raise Unauthenticated
    limits.count(limited, str(principal.actor))
    return principal


def _member(
    kwargs: dict[str, Any],
    wanted: tuple[str, ...],
    limited: str | None,
    *,
    confirmed: bool = False,
    while_closing: bool = False,
) -> OrganizationContext:
    organization_id = kwargs.pop("organization_id")
    principal = _counted(limited, entering=organization_id)
    ctx = _authenticator().authorize(principal, organization_id, request_id=request_id())
    if ctx is None:
        raise NotFound
    limits.count_for(organization_id)
    ctx = _narrowed(ctx, principal)
    _require_permission(ctx.permissions, *wanted)
    if confirmed and principal.login_id is not None:
        require_confirmed(principal.confirmed_at)
    if not while_closing:
        require_not_closing(ctx)
    return ctx


def _require_permission(held: frozenset[str], permission: str, *or_any: str) -> None:
    if held.isdisjoint((permission, *or_any)):
        raise Forbidden(f"This needs the permission {permission}.", permission=permission)


def require_not_closing(ctx: OrganizationContext) -> None:
    """OrganizationClosing for a change in an organization that its owners have closed."""
    if ctx.is_closing and request.method not in LOOKING:
        raise OrganizationClosing


def _narrowed(ctx: OrganizationContext, principal: Principal) -> OrganizationContext:
    """A token's rights: those of whoever it stands for, within its scopes and its events."""
    if principal.scopes is None:
        return ctx
    event_ids = ctx.event_ids
    if principal.event_ids is not None:
        named = principal.event_ids
        event_ids = named if event_ids is None else named & event_ids
    scopes = permissions.for_tokens(principal.scopes)
    return replace(ctx, permissions=ctx.permissions & scopes, event_ids=event_ids)


def _require_login() -> None:
    """Forbidden for a token: it acts in its organization only, and never for the person alone."""
    principal = current_principal()
    if principal is not None and (principal.organization_id or principal.operator_token_id):
        raise Forbidden("An API token does not open this; sign in as a person.")


def _authenticator() -> Authenticator:
    return cast("Authenticator", extension("turnout.authenticator"))


def _guard(view: V, access: Access, context: Callable[[dict[str, Any]], Any]) -> V:
    @wraps(view)
    def guarded(self: Any, **kwargs: Any) -> Any:
        if "organization_id" in kwargs:
            bind_contextvars(organization_id=str(kwargs["organization_id"]))
        ctx = context(kwargs)
        try:
            return view(self, ctx, **kwargs)
        except NotFound:
            count_refused_code()
            raise

    guarded.turnout_access = access  # type: ignore[attr-defined]  # read by the URL-map test
    return cast("V", guarded)


def requires_secret(
    *, header: Header, path_id: str, proves: Callable[[UUID, str], bool]
) -> Callable[[V], V]:
    """A route for whoever has the secret of what its path names, members or not.

    Without it 401, with a wrong one 404; wrong ones are counted. The view gets a PublicContext,
    with the person if they are signed in besides.
    """
    needed = header.required

    def decorate(view: V) -> V:
        def context(kwargs: dict[str, Any]) -> PublicContext:
            held, secret = kwargs[path_id], secret_in(needed)
            _require_proof(held, secret, is_right=proves(held, secret))
            return _public(kwargs)

        return _guard(view, Access("public", reason=f"whoever has its secret ({header})"), context)

    return decorate


def secret_in(header: Header) -> str:
    """The secret that a request carries; Unauthenticated if it carries none."""
    secret = request.headers.get(header)
    if secret is None:
        raise Unauthenticated(f"Send the secret in the header {header}.")
    return secret


def _require_proof(held: UUID, secret: str, *, is_right: bool) -> None:
    """NotFound for a wrong secret, which is counted; a right one is counted as its holder's."""
    if not is_right:
        count_wrong_secret(held)
        raise NotFound
    request.environ[HELD] = True
    limits.count("holder", f"holder:{secret}")


def _public(kwargs: dict[str, Any]) -> PublicContext:
    # A provider may send credentials of its own with a webhook: they prove nothing here.
    organization_id = kwargs.pop("organization_id")
    is_webhook = current_request().path.startswith("/hooks/")
    principal = None if is_webhook else current_principal()
    bound = principal.organization_id if principal else None
    if bound not in (None, organization_id) or (principal and principal.operator_token_id):
        raise NotFound
    return PublicContext(
        organization_id=organization_id,
        actor=principal.actor if principal else GUEST,
        # What a token buys is not its owner's: whoever is named in the order has it.
        user_id=principal.user_id if principal and bound is None else None,
        request_id=request_id(),
    )
