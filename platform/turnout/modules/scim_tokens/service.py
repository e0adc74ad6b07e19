"""Tokens of directories: made, rotated, ended; who calls by one, and what is noted of it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.security import crypto
from turnout.modules.organizations import api as organizations
from turnout.modules.scim_tokens import policies, queries, rules
from turnout.modules.scim_tokens.errors import (
    DirectoryClosed,
    ScimTokenEnded,
    ScimTokenNotFound,
    ScimTokenNotGenuine,
    ScimTokenOver,
)
from turnout.modules.scim_tokens.metrics import REQUESTS
from turnout.modules.scim_tokens.types import (
    IssuedScimToken,
    NewScimToken,
    ScimRequest,
    ScimToken,
)
from turnout.modules.security_events import api as security_events

USE_EVERY: Final = timedelta(minutes=1)
ACTIVE: Final = "active"
LONGEST_PATH: Final = 300


def list_tokens(ctx: OrganizationContext) -> list[ScimToken]:
    """The tokens of the directory, the newest first, those that ended too."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return queries.list_tokens(tx)


def create_token(ctx: OrganizationContext, new: NewScimToken) -> IssuedScimToken:
    """Make a token; its secret is in this answer and nowhere else."""
    person_id = policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        if new.expires_at is not None and new.expires_at <= tx.now:
            raise Invalid(FieldError("/expires_at", "Choose a time to come, or leave this out."))
        token_id = queries.insert_token(tx, new, created_by=person_id)
        secret = _issue(tx, token_id)
        return IssuedScimToken(token=_there(queries.find_token(tx, token_id)), secret=secret)


def rotate_token(
    ctx: OrganizationContext, token_id: UUID, *, overlap_seconds: int
) -> IssuedScimToken:
    """Give a token a new secret; the one before is good for the overlap."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        token = _there(queries.lock_token(tx, token_id))
        if token.is_over(tx.now):
            raise ScimTokenOver
        ends_at = tx.now + timedelta(seconds=overlap_seconds)
        queries.end_secrets(tx, token_id, ends_at=ends_at)
        secret = _issue(tx, token_id)
        return IssuedScimToken(token=_there(queries.find_token(tx, token_id)), secret=secret)


def revoke_token(ctx: OrganizationContext, token_id: UUID) -> None:
    """End a token; its next request is refused."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _there(queries.lock_token(tx, token_id))
        queries.revoke_token(tx, token_id)


def list_requests(
    ctx: OrganizationContext, request: PageRequest, *, is_refused: bool
) -> Page[ScimRequest]:
    """The last changes and refusals, the newest first; with `is_refused` the refusals only."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_requests(tx, request, is_refused=is_refused)
    return page(rows, request, key=lambda each: ("", each.id))


def directory_of(organization_id: UUID, bearer: str, *, request_id: str) -> OrganizationContext:
    """The context of an organization's directory; a token of another organization is none here.

    A wrong token is recorded and counted, RateLimited when it is one too many from there.
    """
    known, is_open = None, False
    with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
        organization = organizations.find_organization(tx)
        if organization is not None and rules.is_shaped(bearer):
            known = queries.find_known(tx, crypto.hash_token(bearer))
            is_open = organization.state == ACTIVE
        reason = "unknown" if known is None else rules.refusal(known, tx.now)
        if known is not None and (known.used_at is None or known.used_at < tx.now - USE_EVERY):
            queries.note_use(tx, known.token_id)
    if known is None or reason:
        _record(organization_id if organization else None, reason, request_id=request_id)
        count_wrong_token()
        raise ScimTokenNotGenuine if known is None else ScimTokenEnded(reason=reason)
    ctx = policies.directory_context(organization_id, known.token_id, request_id=request_id)
    if not is_open:
        raise DirectoryClosed
    return ctx


def note_done(ctx: OrganizationContext, *, method: str, path: str, status: int) -> None:
    """Write a change that was made to the log of requests."""
    policies.require_directory(ctx)
    REQUESTS.add(outcome="done")
    with transaction(ctx) as tx:
        said = {"method": method, "path": path[:LONGEST_PATH], "status": status}
        queries.insert_request(tx, policies.token_of(ctx), reason="", detail="", **said)


def note_refused(
    ctx: OrganizationContext, *, method: str, path: str, status: int, reason: str, detail: str
) -> None:
    """Write a refusal to the log of requests and the security events, as far as there is room."""
    policies.require_directory(ctx)
    REQUESTS.add(outcome="refused")
    token_id = policies.token_of(ctx)
    if runtime.current().limiter.take("security-event", f"scim {ctx.organization_id}").allowed:
        with transaction(ctx) as tx:
            said = {"method": method, "path": path[:LONGEST_PATH], "status": status}
            queries.insert_request(tx, token_id, reason=reason, detail=detail[:500], **said)
    security_events.record_in_organization(
        ctx.organization_id,
        security_events.SecurityEventKind.SCIM_REFUSED,
        address=network(),
        request_id=ctx.request_id,
        details={"token_id": str(token_id), "reason": reason, "status": status},
    )


def forget_old(ctx: SystemContext, *, kept: timedelta) -> None:
    """Drop lines of the log that are older than this."""
    with transaction(ctx) as tx:
        queries.forget_requests(tx, clock.now() - kept)


def _record(organization_id: UUID | None, reason: str, *, request_id: str) -> None:
    """A token that opens nothing; where there is no such organization, in the platform's log."""
    REQUESTS.add(outcome="refused")
    kind, said = security_events.SecurityEventKind.SCIM_REFUSED, {"reason": f"token-{reason}"}
    if organization_id is None:
        security_events.record_on_platform(
            kind, address=network(), request_id=request_id, details=dict(said)
        )
        return
    if runtime.current().limiter.take("security-event", f"scim {organization_id}").allowed:
        with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
            queries.insert_request(
                tx, None, method="", path="", status=401, reason=said["reason"], detail=""
            )
    security_events.record_in_organization(
        organization_id, kind, address=network(), request_id=request_id, details=dict(said)
    )


def _issue(tx: Transaction, token_id: UUID) -> str:
    secret = crypto.token(rules.PREFIX)
    queries.insert_secret(tx, token_id, secret_hash=crypto.hash_token(secret))
    return secret


def _there(found: ScimToken | None) -> ScimToken:
    if found is None:
        raise ScimTokenNotFound
    return found
