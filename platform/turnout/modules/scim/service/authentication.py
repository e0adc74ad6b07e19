"""Who calls as a directory: the token's organization, and what is noted of its requests."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.security.crypto import hash_token
from turnout.modules.organizations import api as organizations
from turnout.modules.scim import policies, rules
from turnout.modules.scim.errors import DirectoryClosed, ScimTokenEnded, ScimTokenNotGenuine
from turnout.modules.scim.metrics import REQUESTS
from turnout.modules.scim.queries import directory as queries
from turnout.modules.security_events import api as security_events

USE_EVERY: Final = timedelta(minutes=1)
ACTIVE: Final = "active"
LONGEST_PATH: Final = 300


def directory_of(organization_id: UUID, bearer: str, *, request_id: str) -> OrganizationContext:
    """The context of an organization's directory; a token of another organization is none here.

    A wrong token is recorded and counted, RateLimited when it is one too many from there.
    """
    known, is_open = None, False
    with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
        organization = organizations.find_organization(tx)
        if organization is not None and rules.is_shaped(bearer):
            known = queries.find_known(tx, hash_token(bearer))
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
