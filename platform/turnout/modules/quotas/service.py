"""Quotas: set by the platform, asked before something is added, shown as a meter."""

from collections.abc import Callable
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid
from turnout.modules.quotas import policies, queries, request_limits, rules
from turnout.modules.quotas.errors import QuotaReached
from turnout.modules.quotas.facts import QuotasChanged
from turnout.modules.quotas.hooks import METERS
from turnout.modules.quotas.metrics import REFUSED
from turnout.modules.quotas.types import Meter, QuotaKind, Quotas, QuotaUse


def set_quotas(ctx: SystemContext, organization_id: UUID, quotas: Quotas) -> None:
    """Give an organization a plan and limits of its own; what is above them stays."""
    policies.require_platform(ctx)
    errors = rules.quota_errors(quotas, plans=runtime.current().settings.plans)
    if errors:
        raise Invalid(*errors)
    with transaction(system_in(organization_id, ctx.job, request_id=ctx.request_id)) as tx:
        queries.save_quotas(tx, quotas)
        tx.publish(QuotasChanged(plan=quotas.plan))
        tx.after_commit.append(lambda: request_limits.forget(organization_id))


def get_meter(ctx: OrganizationContext) -> Meter:
    """What the plan allows and how much of it is used."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        quotas = queries.find_quotas(tx)
        used = dict(ask(tx) for ask in METERS)
    used[QuotaKind.REQUESTS_A_MINUTE] = request_limits.count_used(
        ctx.organization_id, _limit(quotas, QuotaKind.REQUESTS_A_MINUTE)
    )
    return Meter(
        plan=quotas.plan,
        quotas=tuple(
            QuotaUse(kind=kind.value, limit=_limit(quotas, kind), used=used.get(kind, 0))
            for kind in QuotaKind
        ),
    )


def count_request(organization_id: UUID) -> dict[str, str] | None:
    """Count a request of a member or token against the plan; its headers, None without a limit.

    RequestsReached when it is one too many. How many there may be is asked of PostgreSQL once in
    half a minute and process; the counting is Redis', as all limits are.
    """
    limit = request_limits.find(organization_id, otherwise=_find_request_limit)
    return None if limit is None else request_limits.count(organization_id, limit)


def _find_request_limit(organization_id: UUID) -> int | None:
    with transaction(system_in(organization_id, "quotas.find-request-limit")) as tx:
        return limit_of(tx, QuotaKind.REQUESTS_A_MINUTE)


def limit_of(tx: Transaction, kind: QuotaKind) -> int | None:
    """How much of this kind the organization may have; None: no limit."""
    return _limit(queries.find_quotas(tx), kind)


def storage_bytes(tx: Transaction) -> int:
    """How many bytes of files the organization may have."""
    limit = limit_of(tx, QuotaKind.STORAGE_BYTES)
    return runtime.current().settings.storage_quota_bytes if limit is None else limit


def require_room(tx: Transaction, kind: QuotaKind, count: Callable[[Transaction], int]) -> None:
    """QuotaReached where one more would be too many; `count` says how many there are.

    Of two that ask at once for the last place one waits for the other's commit and then counts.
    Where there is no limit nothing is counted.
    """
    limit = limit_of(tx, kind)
    if limit is None:
        return
    queries.hold(tx, kind)
    used = count(tx)
    if used >= limit:
        REFUSED.add(kind=kind.value)
        says = rules.refusal_of(kind, limit=limit, used=used)
        raise QuotaReached(says, kind=kind.value, limit=limit, used=used)


def list_limited(ctx: SystemContext) -> list[UUID]:
    """Organizations with a plan or limits of their own."""
    with transaction(ctx) as tx:
        return queries.list_organizations(tx)


def _limit(quotas: Quotas, kind: QuotaKind) -> int | None:
    settings = runtime.current().settings
    return rules.limit_of(
        quotas, kind, plans=settings.plans, storage_bytes=settings.storage_quota_bytes
    )
