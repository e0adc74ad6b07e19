"""Logins: opened by a sign-in, kept by refresh tokens, ended, and checked at every request."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, runtime
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OperatorContext,
    OrganizationContext,
    PersonContext,
    SystemContext,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import Authenticator, Principal
from turnout.kernel.ids import new_id
from turnout.kernel.security.capability_links import is_genuine
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.settings import LONGEST_ACCESS_SECONDS
from turnout.modules.identity import derived_tokens, hooks, rules
from turnout.modules.identity.errors import LoginEnded
from turnout.modules.identity.queries import logins as login_queries
from turnout.modules.identity.service import access_tokens
from turnout.modules.identity.types import Client, Login, LoginProof, RefreshToken, SignedIn
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

JOB: Final = "identity.sessions"
REFRESH: Final = "refresh"
ENDED: Final = "ended"
CHANGED: Final = "changed"
"""Lies there for some seconds, so that nobody puts back what they read before the change."""
CHANGED_SECONDS: Final = 5
LIVE_SECONDS: Final = 60
"""How long a living login is believed without asking PostgreSQL again."""


@dataclass(frozen=True, slots=True)
class _Prefetched:
    organization_id: UUID
    access: roles.MembershipAccess


class _Authenticator:
    def authenticate(self, bearer: str, *, entering: UUID | None = None) -> Principal:
        """One trip to Redis tells whether the login lives and how they stand where they go."""
        claims = access_tokens.verify(bearer)
        names = roles.names_of_access(entering, claims.user_id) if entering else ()
        state, found = cache.get_with(runtime.current().redis, _cache_key(claims.login_id), *names)
        proof = _require_alive(state, claims.login_id, claims.user_id)
        access = roles.read_access(*found) if entering else None
        return Principal(
            actor=Actor(ActorKind.USER, str(claims.user_id)),
            user_id=claims.user_id,
            login_id=claims.login_id,
            confirmed_at=proof.confirmed_at,
            second_factor_at=proof.second_factor_at,
            sso_organization_id=proof.sso_organization_id,
            prefetched=_Prefetched(entering, access) if entering and access else None,
        )

    def authorize(
        self, principal: Principal, organization_id: UUID, *, request_id: str
    ) -> OrganizationContext | None:
        if principal.user_id is None:
            return None
        return organizations.membership_of(
            organization_id,
            principal.user_id,
            actor=principal.actor,
            request_id=request_id,
            known=_prefetched(principal, organization_id),
            second_factor_at=principal.second_factor_at,
            sso_organization_id=principal.sso_organization_id,
        )

    def operate(
        self, principal: Principal, *, address: str, request_id: str
    ) -> OperatorContext | None:
        """Nobody's: operators are judged above."""
        del principal, address, request_id
        return None


def authenticator() -> Authenticator:
    """What app.py plugs into the kernel."""
    return _Authenticator()


def _prefetched(principal: Principal, organization_id: UUID) -> roles.MembershipAccess | None:
    """What was read along about this organization, if it was this one."""
    found: _Prefetched | None = principal.prefetched
    return found.access if found and found.organization_id == organization_id else None


def _require_alive(known: Any | None, login_id: UUID, user_id: UUID) -> LoginProof:
    """LoginEnded unless the login lives; what Redis knew counts, and PostgreSQL on a miss."""
    if known == ENDED:
        raise LoginEnded
    if isinstance(known, list):  # [confirmed, with a second factor or null], seconds of Unix
        confirmed, strong, *sso = known
        return LoginProof(
            confirmed_at=datetime.fromtimestamp(confirmed, UTC),
            second_factor_at=None if strong is None else datetime.fromtimestamp(strong, UTC),
            sso_organization_id=UUID(sso[0]) if sso else None,
        )
    actor = Actor(ActorKind.USER, str(user_id))
    with transaction(PersonContext(user_id=user_id, actor=actor)) as tx:
        proof = login_queries.find_live_login(tx, login_id, user_id=user_id)
    _remember(login_id, proof)
    if proof is None:
        raise LoginEnded
    return proof


def remember_ended(login_ids: list[UUID]) -> None:
    """Tell every process at once; to be called after the commit that ended them.

    The mark outlives every access token of the login. With Redis away nobody believes a mark
    either, and PostgreSQL is asked.
    """
    link = runtime.current().redis
    for login_id in login_ids:
        cache.put(link, _cache_key(login_id), ENDED, ttl_seconds=2 * LONGEST_ACCESS_SECONDS)


def _remember(login_id: UUID, proof: LoginProof | None) -> None:
    """Keep what PostgreSQL said, but never over the mark of an end that came in between."""
    strong = proof.second_factor_at.timestamp() if proof and proof.second_factor_at else None
    sso = [str(proof.sso_organization_id)] if proof and proof.sso_organization_id else []
    state = [proof.confirmed_at.timestamp(), strong, *sso] if proof else ENDED
    key, raw = _cache_key(login_id), msgspec.json.encode(state)
    with suppress(cache.RedisDown):
        redis = runtime.current().redis
        redis.ask("logins", lambda redis: redis.set(key, raw, ex=LIVE_SECONDS, nx=True), at=key)
        redis.forget(key)


def _remember_changed(login_ids: Iterable[UUID]) -> None:
    """After the commit that changed how logins proved themselves: PostgreSQL is asked again."""
    link = runtime.current().redis
    for login_id in login_ids:
        cache.put(link, _cache_key(login_id), CHANGED, ttl_seconds=CHANGED_SECONDS)


@lru_cache(maxsize=10_000)
def _cache_key(login_id: UUID) -> str:
    return cache.key(None, "login", login_id)


def mint_access_token(user_id: UUID, *, agent: str = "command line") -> str:
    """An access token of a new login, without a password: for tests and the command line."""
    client = Client(address="local", agent=agent)
    with transaction(SystemContext(job="identity.mint-access-token")) as tx:
        login_id, _ = _insert_login(tx, user_id, client=client)
    return access_tokens.mint(user_id, login_id)


def open_login(
    ctx: SystemContext,
    user_id: UUID,
    *,
    client: Client,
    proved_at: datetime | None = None,
    has_second_factor: bool = False,
    sso_organization_id: UUID | None = None,
) -> SignedIn:
    """Begin a login with its first refresh token; always a new one, whatever came along.

    `proved_at` is when a first step was done: LoginEnded when the password was changed since, or
    the person disabled. `sso_organization_id` is whose own provider signed the person in.
    """
    with transaction(ctx) as tx:
        login_id, expires_at = _insert_login(
            tx,
            user_id,
            client=client,
            proved_at=proved_at,
            has_second_factor=has_second_factor,
            sso_organization_id=sso_organization_id,
        )
        refresh_token = _issue(tx, new_id(), login_id=login_id, until=expires_at)
        known = replace(client, device=client.device or secrets.token_urlsafe(32))
        for opened in hooks.LOGIN_OPENED:
            opened(tx, user_id, login_id, known)
        told = {"login_id": login_id, "second_factor": has_second_factor}
        address = client.address
        record_security_event(
            tx, SecurityEventKind.SIGNED_IN, user_id=user_id, address=address, details=told
        )
    return replace(_signed_in(user_id, login_id, refresh_token), device=known.device)


def _insert_login(
    tx: Transaction,
    user_id: UUID,
    *,
    client: Client,
    proved_at: datetime | None = None,
    has_second_factor: bool = False,
    sso_organization_id: UUID | None = None,
) -> tuple[UUID, datetime]:
    """A new login, and when it ends however often it is refreshed."""
    expires_at = tx.now + timedelta(days=runtime.current().settings.login_days)
    login_id = login_queries.insert_login(
        tx,
        user_id,
        client=client,
        expires_at=expires_at,
        proved_at=proved_at or tx.now,
        has_second_factor=has_second_factor,
        sso_organization_id=sso_organization_id,
    )
    if login_id is None:
        raise LoginEnded
    return login_id, expires_at


def confirm_login(ctx: PersonContext, *, has_second_factor: bool) -> None:
    """Note that whoever is at this login has just proved once more who they are."""
    if ctx.login_id is None:
        return
    with transaction(ctx) as tx:
        login_queries.confirm_login(
            tx, ctx.login_id, user_id=ctx.user_id, has_second_factor=has_second_factor
        )
    _remember_changed([ctx.login_id])


def weaken_logins(tx: Transaction, user_id: UUID) -> None:
    """Have no login of a person count as one with a second factor, from this commit on."""
    weakened = login_queries.weaken_logins(tx, user_id)
    tx.after_commit.append(lambda: _remember_changed(weakened))


def find_signed_in(
    refresh_token: str, *, client: Client, request_id: str = ""
) -> PersonContext | None:
    """Whose login the cookie proves, for a page that is made on the server; None for nobody's.

    The token stays as it is: only `refresh` uses one up, and one that was used counts for some
    seconds in the browser that used it. A page that changes something must prove in a way of its
    own that the person asked for it.
    """
    token_id = derived_tokens.row_id_of(refresh_token)
    if token_id is None:
        return None
    with transaction(SystemContext(job=JOB, request_id=request_id)) as tx:
        token = login_queries.find_refresh_token(tx, token_id)
        if token is None or not _is_good(token, refresh_token, now=tx.now):
            return None
        if token.used_at is not None and not rules.is_double_submit(
            used_at=token.used_at, used_by=token.used_by, client=_hash_of(client), now=tx.now
        ):
            return None
    actor = Actor(ActorKind.USER, str(token.user_id))
    return PersonContext(
        user_id=token.user_id,
        actor=actor,
        login_id=token.login_id,
        confirmed_at=token.confirmed_at,
        second_factor_at=token.second_factor_at,
        sso_organization_id=token.sso_organization_id,
        request_id=request_id,
    )


def refresh(refresh_token: str, *, csrf_token: str, client: Client) -> SignedIn:
    """Exchange a refresh token for its successor and a new access token.

    A token that was used before ends the whole login, except when the same browser sends it
    twice within seconds: then it gets the successor that it already has. CrossSite, with nothing
    changed, when the page that asks does not know the login's CSRF token.
    """
    token_id = derived_tokens.row_id_of(refresh_token)
    if token_id is None:
        raise LoginEnded
    client_hash = _hash_of(client)
    with transaction(SystemContext(job=JOB)) as tx:
        token = login_queries.lock_refresh_token(tx, token_id)
        if token is None or not _is_good(token, refresh_token, now=tx.now):
            raise LoginEnded
        derived_tokens.require_csrf(token, csrf_token)
        successor = _next(tx, token, client_hash=client_hash)
        if successor is None:
            reason = "refresh token used twice"
            login_queries.end_login(tx, token.login_id, user_id=token.user_id, reason=reason)
            record_security_event(
                tx,
                SecurityEventKind.LOGIN_COPIED,
                user_id=token.user_id,
                address=client.address,
                details={"login_id": token.login_id},
            )
        else:
            login_queries.touch_login(tx, token.login_id, client=client)
    if successor is None:
        remember_ended([token.login_id])
        raise LoginEnded
    return _signed_in(token.user_id, token.login_id, successor)


def sign_out(refresh_token: str, *, csrf_token: str) -> None:
    """End the login of this browser; a token that ended already needs nothing more."""
    token_id = derived_tokens.row_id_of(refresh_token)
    if token_id is None:
        return
    with transaction(SystemContext(job=JOB)) as tx:
        token = login_queries.lock_refresh_token(tx, token_id)
        if token is None or not is_genuine(refresh_token, token.token_hash):
            return
        derived_tokens.require_csrf(token, csrf_token)
        login_queries.end_login(tx, token.login_id, user_id=token.user_id, reason="signed out")
    remember_ended([token.login_id])


def sign_out_everywhere(ctx: PersonContext) -> int:
    """End every login of the person, this one too; how many there were."""
    with transaction(ctx) as tx:
        ended = login_queries.end_logins(tx, ctx.user_id, reason="signed out everywhere")
    remember_ended(ended)
    return len(ended)


def list_logins(ctx: PersonContext) -> list[Login]:
    """Where the person is signed in, latest use first."""
    with transaction(ctx) as tx:
        found = login_queries.list_logins(tx, ctx.user_id)
    return [replace(each, is_current=each.id == ctx.login_id) for each in found]


def list_logins_of(tx: Transaction, user_id: UUID) -> list[Login]:
    """Where a person is signed in, for an operator who may see it."""
    return login_queries.list_logins(tx, user_id)


def is_login_alive(user_id: UUID, login_id: UUID) -> bool:
    """Whether a login has neither ended nor lapsed, and its person may sign in."""
    actor = Actor(ActorKind.USER, str(user_id))
    with transaction(PersonContext(user_id=user_id, actor=actor)) as tx:
        return login_queries.find_live_login(tx, login_id, user_id=user_id) is not None


def end_login(ctx: PersonContext, login_id: UUID) -> None:
    """End one login of the person; NotFound for anything else."""
    with transaction(ctx) as tx:
        if not login_queries.end_login(
            tx, login_id, user_id=ctx.user_id, reason="ended by the person"
        ):
            raise NotFound
    remember_ended([login_id])


def end_login_of(tx: Transaction, login_id: UUID, *, user_id: UUID, reason: str) -> None:
    """End one login of a person with this commit, if it has not ended."""
    if login_queries.end_login(tx, login_id, user_id=user_id, reason=reason):
        tx.after_commit.append(lambda: remember_ended([login_id]))


def forget_old_logins(ctx: SystemContext) -> int:
    """Drop logins that ended or lapsed a login's lifetime ago, with their tokens; how many."""
    with transaction(ctx) as tx:
        kept = timedelta(days=runtime.current().settings.login_days)
        return login_queries.forget_logins(tx, tx.now - kept)


def _is_good(token: RefreshToken, secret: str, *, now: datetime) -> bool:
    """Whether the secret is the token's and its login lives; says nothing about an earlier use."""
    return (
        is_genuine(secret, token.token_hash)
        and token.login_ended_at is None
        and not token.is_disabled
        and min(token.expires_at, token.login_expires_at) > now
    )


def _next(tx: Transaction, token: RefreshToken, *, client_hash: bytes) -> str | None:
    """The successor's secret; None when this use is somebody else's copy."""
    if token.used_at is None:
        successor_id = new_id()
        login_queries.use_refresh_token(
            tx, token.id, used_by=client_hash, successor_id=successor_id
        )
        return _issue(tx, successor_id, login_id=token.login_id, until=token.login_expires_at)
    if token.successor_id is None or not rules.is_double_submit(
        used_at=token.used_at, used_by=token.used_by, client=client_hash, now=tx.now
    ):
        return None
    successor = login_queries.lock_refresh_token(tx, token.successor_id)
    if successor is None or successor.used_at is not None:
        return None
    return derived_tokens.derive(REFRESH, successor.id, key_id=successor.key_id)


def _issue(tx: Transaction, token_id: UUID, *, login_id: UUID, until: datetime) -> str:
    secret, key_id, token_hash = derived_tokens.derive_with_hash(REFRESH, token_id)
    idle = timedelta(days=runtime.current().settings.login_idle_days)
    login_queries.insert_refresh_token(
        tx,
        token_id,
        login_id=login_id,
        key_id=key_id,
        token_hash=token_hash,
        expires_at=min(tx.now + idle, until),
    )
    return secret


def _hash_of(client: Client) -> bytes:
    return hash_token(f"{client.address}\n{client.agent}")


def _signed_in(user_id: UUID, login_id: UUID, refresh_token: str) -> SignedIn:
    return SignedIn(
        login_id=login_id,
        user_id=user_id,
        access_token=access_tokens.mint(user_id, login_id),
        expires_in=runtime.current().settings.access_token_seconds,
        refresh_token=refresh_token,
        csrf_token=derived_tokens.csrf_token(login_id),
    )
