"""The gate of the application: from a bearer token to a person, and on into an organization."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, PersonContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.http.access import Authenticator, Principal
from turnout.modules.identity import rules
from turnout.modules.identity.errors import LoginEnded
from turnout.modules.identity.queries import logins as queries
from turnout.modules.identity.service import tokens
from turnout.modules.organizations import api as organizations

LIVE: Final = "live"
ENDED: Final = "ended"
LIVE_SECONDS: Final = 60
"""How long a living login is believed without asking PostgreSQL again."""


@dataclass(frozen=True, slots=True)
class _Prefetched:
    organization_id: UUID
    access: organizations.MembershipAccess


class _Authenticator:
    def authenticate(self, bearer: str, *, entering: UUID | None = None) -> Principal:
        """One trip to Redis tells whether the login lives and how they stand where they go."""
        claims = tokens.read(bearer)
        names = organizations.membership_names(entering, claims.user_id) if entering else ()
        state, found = cache.get_with(runtime.current().redis, _name(claims.login_id), *names)
        _require_alive(state, claims.login_id, claims.user_id)
        access = organizations.read_membership(*found) if entering else None
        return Principal(
            actor=Actor(ActorKind.USER, str(claims.user_id)),
            user_id=claims.user_id,
            login_id=claims.login_id,
            prefetched=_Prefetched(entering, access) if entering and access else None,
        )

    def authorize(
        self, principal: Principal, organization_id: UUID, *, request_id: str
    ) -> OrganizationContext | None:
        if principal.user_id is None:
            return None
        ctx = organizations.membership_of(
            organization_id,
            principal.user_id,
            actor=principal.actor,
            request_id=request_id,
            known=_prefetched(principal, organization_id),
        )
        if ctx is None or principal.scopes is None:
            return ctx
        return replace(ctx, permissions=ctx.permissions & principal.scopes)


def authenticator() -> Authenticator:
    """What app.py plugs into the kernel."""
    return _Authenticator()


def _prefetched(
    principal: Principal, organization_id: UUID
) -> organizations.MembershipAccess | None:
    """What was read along about this organization, if it was this one."""
    found: _Prefetched | None = principal.prefetched
    return found.access if found and found.organization_id == organization_id else None


def _require_alive(known: Any | None, login_id: UUID, user_id: UUID) -> None:
    """LoginEnded unless the login lives; what Redis knew counts, and PostgreSQL on a miss."""
    if known is None:
        actor = Actor(ActorKind.USER, str(user_id))
        with transaction(PersonContext(user_id=user_id, actor=actor)) as tx:
            is_alive = queries.is_alive(tx, login_id, user_id=user_id)
        known = LIVE if is_alive else ENDED
        _remember(login_id, known)
    if known != LIVE:
        raise LoginEnded


def remember_ended(login_ids: list[UUID]) -> None:
    """Tell every process at once; to be called after the commit that ended them.

    The mark outlives every access token of the login. With Redis away nobody believes a mark
    either, and PostgreSQL is asked.
    """
    link = runtime.current().redis
    for login_id in login_ids:
        cache.put(link, _name(login_id), ENDED, ttl_seconds=2 * rules.ACCESS_SECONDS)


def _remember(login_id: UUID, state: str) -> None:
    """Keep what PostgreSQL said, but never over the mark of an end that came in between."""
    raw = f'"{state}"'
    try:
        runtime.current().redis.ask(
            "logins", lambda redis: redis.set(_name(login_id), raw, ex=LIVE_SECONDS, nx=True)
        )
    except cache.RedisDown:
        return


def _name(login_id: UUID) -> str:
    return cache.key(None, "login", login_id)
