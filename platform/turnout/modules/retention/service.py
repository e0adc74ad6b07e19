"""Use cases of retention: set for how long, tried first, carried out in portions."""

import time
from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.privacy import api as privacy
from turnout.modules.retention import policies, queries, rules
from turnout.modules.retention.facts import PersonalDataExpired, RetentionPolicyChanged
from turnout.modules.retention.metrics import ORDERS
from turnout.modules.retention.types import (
    DuePortion,
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
)

PORTION: Final = 100
"""Orders of one transaction."""
STRETCH_SECONDS: Final = 60
"""So long a worker takes out before others have their turn."""
ANSWERS: Final = ("order_answers", "order_files")
ONLY: Final = {RetentionKind.PEOPLE: None, RetentionKind.ANSWERS: ANSWERS}
"""The tables in which something changes, by kind; None: all that name somebody."""


def list_policies(ctx: OrganizationContext) -> list[RetentionPolicy]:
    """One of each kind, also where nothing is set."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_policies(tx)
    return [found.get(kind.value) or queries.unset(kind) for kind in RetentionKind]


def put_policy(
    ctx: OrganizationContext, kind: RetentionKind, *, months: int, version: int | None = None
) -> RetentionPolicy:
    """Keep this kind for so many months after an event ends, and no longer.

    A first or a shorter time counts after seven days; until then nothing more goes.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_policy(tx, kind)
        require_version(version, before.version)
        begins_at = rules.begins_at(before, months, now=tx.now)
        policy = queries.put_policy(tx, kind, months=months, begins_at=begins_at)
        tx.publish(RetentionPolicyChanged(kind=kind.value, months=months))
        return policy


def delete_policy(
    ctx: OrganizationContext, kind: RetentionKind, *, version: int | None = None
) -> None:
    """Keep this kind without an end again; what went does not come back."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_policy(tx, kind)
        require_version(version, before.version)
        if before.months is not None:
            queries.delete_policy(tx, kind)
            tx.publish(RetentionPolicyChanged(kind=kind.value, months=None))


def preview(ctx: OrganizationContext, kind: RetentionKind, *, months: int) -> RetentionPreview:
    """What a policy would take if it counted now."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        until = cadences.months_after(tx.now, -months)
        found = queries.list_past_events(tx, kind, until)
    concerned = [event for event, _ in found if event.order_count]
    return RetentionPreview(
        kind=kind.value,
        months=months,
        until=until,
        event_count=len(concerned),
        order_count=sum(each.order_count for each in concerned),
        attendee_count=sum(each.attendee_count for each in concerned),
        owed_count=sum(owed for _, owed in found),
        items=concerned[: queries.MOST_EVENTS],
    )


def list_runs(ctx: OrganizationContext, request: PageRequest) -> Page[RetentionRun]:
    """What went, by event, the latest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_runs(tx, request)
    return page(found, request, key=lambda each: (each.last_at.isoformat(), each.id))


def list_due(ctx: SystemContext) -> list[tuple[UUID, RetentionKind]]:
    """The organizations and kinds whose policies count."""
    with transaction(ctx) as tx:
        return [(place, RetentionKind(kind)) for place, kind in queries.list_due_policies(tx)]


def carry_out(ctx: SystemContext, organization_id: UUID, kind: RetentionKind) -> bool:
    """Take out what is over, portion by portion, for a minute; False when nothing is left.

    Each portion commits together with the list of its rows; then the log forgets what they said. A
    worker that stops in between is followed by one that begins with that list.
    """
    ends_at = time.monotonic() + STRETCH_SECONDS
    with transaction(ctx) as tx:
        columns = privacy.columns_of_tables(tx)
    _empty_log(ctx, organization_id, kind)
    while time.monotonic() < ends_at:
        with transaction(system_in(organization_id, ctx.job)) as tx:
            if not _take_portion(tx, kind, columns):
                return False
        _empty_log(ctx, organization_id, kind)
    return True


def _take_portion(tx: Transaction, kind: RetentionKind, columns: privacy.Columns) -> bool:
    months = queries.claim_months(tx, kind)
    if months is None:
        return False
    portion = _due_portion(tx, kind, months)
    if portion is None:
        return False
    run = queries.begin_run(tx, kind, portion.event_id)
    known = {"orders": portion.order_ids} if portion.order_ids else {"events": [portion.event_id]}
    taken = privacy.take_out_along(tx, known, columns=columns, only=ONLY[kind])
    counted = replace(
        run,
        deleted=rules.added(run.deleted, taken.deleted),
        anonymised=rules.added(run.anonymised, taken.anonymised),
    )
    queries.note_run(tx, counted, portion, file_count=taken.files, pending=taken.ids)
    if portion.order_ids:
        fact = PersonalDataExpired(
            event_id=portion.event_id, kind=kind.value, order_ids=portion.order_ids
        )
        tx.publish(fact)
        count = len(portion.order_ids)
        tx.after_commit.append(lambda: ORDERS.add(count, kind=kind.value))
    return True


def _due_portion(tx: Transaction, kind: RetentionKind, months: int) -> DuePortion | None:
    until = cadences.months_after(tx.now, -months)
    found = queries.find_due_orders(tx, kind, until, limit=PORTION)
    if found is None and ONLY[kind] is None:
        return queries.find_due_event(tx, kind, until)
    return found


def _empty_log(ctx: SystemContext, organization_id: UUID, kind: RetentionKind) -> None:
    """Have the audit log forget what the rows of the last portion said."""
    inside = system_in(organization_id, ctx.job)
    with transaction(inside) as tx:
        run = queries.find_pending(tx, kind)
    if run is None:
        return
    erased = privacy.erase_entries(ctx, organization_id, [UUID(each) for each in run.pending or ()])
    with transaction(inside) as tx:
        queries.settle_run(tx, run.id, log_entry_count=erased)
