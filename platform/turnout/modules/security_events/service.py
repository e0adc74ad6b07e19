"""Security events: recorded beside what they tell of, read by owners and the platform's operator.

Whoever refuses a request records that in a transaction of its own, for what was refused rolls back.
What strangers can cause at will is bounded by place and minute; beyond that it is only counted.
"""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page, place_in_numbers
from turnout.kernel.db.tx import Transaction, as_json, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.security_events import policies, queries
from turnout.modules.security_events.metrics import DROPPED, RECORDED
from turnout.modules.security_events.queries import Log
from turnout.modules.security_events.types import (
    NumberedEvent,
    SecurityEvent,
    SecurityEventKind,
    SecurityEventSearch,
)

BATCH: Final = 2_000
JOB: Final = "security_events.record"


def record_security_event(
    tx: Transaction,
    kind: SecurityEventKind,
    *,
    user_id: UUID | None = None,
    address: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Record what happened with the caller's commit: one row, in the log of the context.

    A job's without an organization goes to the platform's log. Neither secrets nor names belong
    into `details`; ids do.
    """
    values = {
        "id": new_id(),
        "kind": kind.value,
        "actor": str(tx.ctx.actor),
        "on_behalf_of": tx.ctx.on_behalf_of,
        "request_id": tx.ctx.request_id,
        "user_id": user_id,
        "address": address[:64],
        "details": as_json(details or {}),
    }
    if isinstance(tx.ctx, SystemContext):
        queries.insert_platform_event(tx, values)
    else:
        queries.insert_event(tx, values)
    tx.after_commit.append(lambda: RECORDED.add(kind=kind.value))


def record_export(tx: Transaction, what: str, *, user_id: UUID | None, **details: Any) -> None:
    """Record that data left as a file: what they are, whom it was given, and which by their ids."""
    told = {"what": what, **details}
    record_security_event(tx, SecurityEventKind.EXPORTED, user_id=user_id, details=told)


def record_in_organization(
    organization_id: UUID,
    kind: SecurityEventKind,
    *,
    user_id: UUID | None = None,
    address: str = "",
    request_id: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Record what was refused, in an organization's log and a transaction of its own."""
    if _has_room(kind, f"{organization_id}/{address}"):
        with transaction(system_in(organization_id, JOB, request_id=request_id)) as tx:
            record_security_event(tx, kind, user_id=user_id, address=address, details=details)


def record_on_platform(
    kind: SecurityEventKind,
    *,
    user_id: UUID | None = None,
    address: str = "",
    request_id: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Record what was refused before an organization was known, in a transaction of its own."""
    if _has_room(kind, address):
        with transaction(SystemContext(job=JOB, request_id=request_id)) as tx:
            record_security_event(tx, kind, user_id=user_id, address=address, details=details)


def record_operator_act(
    ctx: OperatorContext,
    act: str,
    *,
    reason: str,
    user_id: UUID | None = None,
    organization_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Record what an operator is about to do, before it is done: no act goes unrecorded.

    What concerns an organization stands in its own log as well.
    """
    told = {"act": act, "reason": reason, "role": ctx.role, **(details or {})}
    if organization_id is not None:
        told["organization_id"] = organization_id
        with transaction(ctx.job_in(organization_id, JOB)) as tx:
            record_security_event(tx, SecurityEventKind.OPERATOR_ACT, user_id=user_id, details=told)
    with transaction(ctx.job(JOB)) as tx:
        record_security_event(
            tx,
            SecurityEventKind.OPERATOR_ACT,
            user_id=user_id,
            address=ctx.address,
            details=told,
        )


def _has_room(kind: SecurityEventKind, place: str) -> bool:
    verdict = runtime.current().limiter.take("security-event", f"{kind} {place}")
    if not verdict.allowed:
        DROPPED.add(kind=kind.value)
    return verdict.allowed


def list_events(
    ctx: OrganizationContext, wanted: SecurityEventSearch, request: PageRequest
) -> Page[SecurityEvent]:
    """Return a page of this organization's security events, the newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = _list(tx, Log.ORGANIZATION, wanted, request, organization_id=ctx.organization_id)
    return page(rows, request, key=lambda each: (each.seq, each.id))


def list_platform_events(
    ctx: OperatorContext, wanted: SecurityEventSearch, request: PageRequest
) -> Page[SecurityEvent]:
    """Return a page of those that concern no organization, and of operators' acts."""
    policies.require_can_read_platform(ctx)
    with transaction(ctx.job("security_events.list")) as tx:
        rows = _list(tx, Log.PLATFORM, wanted, request, organization_id=None)
    return page(rows, request, key=lambda each: (each.seq, each.id))


def _list(
    tx: Transaction,
    log: str,
    wanted: SecurityEventSearch,
    request: PageRequest,
    *,
    organization_id: UUID | None,
) -> list[SecurityEvent]:
    if wanted.since and wanted.until and wanted.until <= wanted.since:
        raise Invalid(FieldError("?until", "The end must be later than the start."))
    after = place_in_numbers(request)
    filters = attributes_of(wanted) | {"after": after and after[0]}
    return queries.list_events(
        tx, log, filters, organization_id=organization_id, limit=request.limit + 1
    )


def number_events(ctx: SystemContext) -> int:
    """Give what was committed since the last time its place in the log; how many records."""
    with transaction(ctx) as tx:
        return queries.number_events(tx, most=BATCH)


def list_numbered(
    tx: Transaction, *, organization_id: UUID | None, after: int, limit: int
) -> list[NumberedEvent]:
    """Records after a place in the log, oldest first; without an organization the platform's."""
    return queries.list_numbered(tx, organization_id=organization_id, after=after, limit=limit)


def last_log_position(tx: Transaction, *, organization_id: UUID | None) -> int:
    """The newest record's place in the log; without an organization the platform's."""
    return queries.last_position(tx, organization_id=organization_id)


def forget_old_events(ctx: SystemContext) -> int:
    """Delete records whose time is over (TURNOUT_SECURITY_EVENT_DAYS); how many."""
    kept = timedelta(days=runtime.current().settings.security_event_days)
    with transaction(ctx) as tx:
        return queries.forget_events(tx, before=tx.now - kept)
