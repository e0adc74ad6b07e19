"""Payment plans and payment terms of an event, edited by its organizers."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.orders import policies
from turnout.modules.orders.errors import PlanInUse
from turnout.modules.orders.facts import PaymentPlanChanged, PaymentTermsChanged
from turnout.modules.orders.models import PaymentPlan, PaymentTerms
from turnout.modules.orders.plans import queries as stored
from turnout.modules.orders.plans.rules import InstalmentRule, PlanTerms
from turnout.modules.orders.types import InstalmentRuleView, PlanView, TermsView


def list_plans(ctx: OrganizationContext, event_id: UUID) -> list[PlanView]:
    policies.require_can_see_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return [to_plan_view(row) for row in stored.list_plans(tx, event_id)]


def create_plan(ctx: OrganizationContext, event_id: UUID, values: Mapping[str, Any]) -> PlanView:
    """Offer a plan to the event's next buyers."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = PaymentPlan(id=new_id(), event_id=event_id, version=1, created_at=tx.now)
        _apply(row, values)
        tx.add(row)
        return _published(tx, row)


def update_plan(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    plan_id: UUID,
    changes: Mapping[str, Any],
    version: int | None = None,
) -> PlanView:
    """Change or switch off a plan; orders that agreed on it keep what they agreed on."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        row = stored.lock_plan(tx, event_id, plan_id)
        _require_version(row, version)
        _apply(row, changes)
        row.version += 1
        return _published(tx, row)


def delete_plan(
    ctx: OrganizationContext, event_id: UUID, *, plan_id: UUID, version: int | None = None
) -> None:
    """Delete a plan that no order was placed by; PlanInUse otherwise."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        row = stored.lock_plan(tx, event_id, plan_id)
        _require_version(row, version)
        if stored.is_used(tx, plan_id):
            raise PlanInUse
        stored.delete_plan(tx, row)
        tx.publish(PaymentPlanChanged(event_id=event_id, plan_id=plan_id))


def get_payment_terms(ctx: OrganizationContext, event_id: UUID) -> TermsView:
    policies.require_can_see_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = stored.find_terms(tx, event_id)
    return TermsView(
        longest_pending_seconds=row.longest_pending_seconds if row else None,
        version=row.version if row else 0,
    )


def set_payment_terms(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    longest_pending_seconds: int | None,
    version: int | None = None,
) -> TermsView:
    """Say how long a pending payment may keep places; None: as long as the installation allows."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = stored.find_terms(tx, event_id, lock=True)
        if version is not None and version != (row.version if row else 0):
            raise PreconditionFailed
        if row is None:
            row = PaymentTerms(id=new_id(), event_id=event_id, version=0)
            tx.add(row)
        row.longest_pending_seconds = longest_pending_seconds
        row.version += 1
        tx.publish(PaymentTermsChanged(event_id=event_id))
        return TermsView(longest_pending_seconds=longest_pending_seconds, version=row.version)


def plan_terms(row: PaymentPlan) -> PlanTerms:
    return PlanTerms(
        currency=row.currency,
        deposit_bp=row.deposit_bp,
        deposit_minor=row.deposit_minor,
        instalments=tuple(
            InstalmentRule(
                days=each.get("days"), on=date.fromisoformat(each["on"]) if "on" in each else None
            )
            for each in row.instalments
        ),
        last_days_before=row.last_days_before,
        minimum_minor=row.minimum_minor,
    )


def to_plan_view(row: PaymentPlan) -> PlanView:
    return PlanView(
        id=row.id,
        event_id=row.event_id,
        name=row.name,
        currency=row.currency,
        deposit_bp=row.deposit_bp,
        deposit_minor=row.deposit_minor,
        instalments=[
            InstalmentRuleView(days=each.days, on=each.on) for each in plan_terms(row).instalments
        ],
        last_days_before=row.last_days_before,
        grace_days=row.grace_days,
        reminder_days=row.reminder_days,
        minimum_minor=row.minimum_minor,
        keeps_deposit=row.keeps_deposit,
        is_active=row.is_active,
        version=row.version,
    )


def _apply(row: PaymentPlan, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, _instalments_as_json(value) if name == "instalments" else value)
    if (row.deposit_bp is None) == (row.deposit_minor is None):
        raise Invalid(
            FieldError("/deposit_bp", "Give either `deposit_bp` or `deposit_minor`, one of both.")
        )


def _instalments_as_json(instalments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stored_ones: list[dict[str, Any]] = []
    for index, each in enumerate(instalments):
        days, on = each.get("days"), each.get("on")
        if (days is None) == (on is None):
            raise Invalid(
                FieldError(f"/instalments/{index}", "Give either `days` or `on`, one of both.")
            )
        stored_ones.append({"days": days} if on is None else {"on": on.isoformat()})
    return stored_ones


def _require_version(row: PaymentPlan, version: int | None) -> None:
    if version is not None and version != row.version:
        raise PreconditionFailed


def _published(tx: Transaction, row: PaymentPlan) -> PlanView:
    tx.flush()
    tx.publish(PaymentPlanChanged(event_id=row.event_id, plan_id=row.id))
    return to_plan_view(row)
