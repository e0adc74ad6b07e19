"""Buyer terms, payment plans and payment terms: get, set, delete, copy, apply to orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.orders import policies, queries
from turnout.modules.orders.errors import PlanInForce, PlanInUse
from turnout.modules.orders.facts import BuyerTermsChanged, PaymentPlanChanged, PaymentTermsChanged
from turnout.modules.orders.models import (
    OrderInstalmentRow,
    OrderPlanRow,
    OrderRow,
    PaymentPlanRow,
    PaymentTermsRow,
    RefundKind,
)
from turnout.modules.orders.terms import queries as stored
from turnout.modules.orders.terms import rules
from turnout.modules.orders.terms.rules import ApplicableTerms, BuyerTerms, Instalment, TermsVersion
from turnout.modules.orders.terms.types import (
    BuyerTermsVersion,
    OfferedInstalment,
    PaymentPlan,
    PaymentTerms,
    PlanOffer,
)
from turnout_sdk.money import Money


def get_buyer_terms(ctx: OrganizationContext, event_id: UUID | None = None) -> BuyerTermsVersion:
    """The terms of an event, or (without one) what every event of the organization starts from."""
    policies.require_can_see_terms(ctx, event_id)
    with transaction(ctx) as tx:
        return _view_buyer_terms(tx, event_id)


def get_public_buyer_terms(
    ctx: PublicContext, event_id: UUID, *, code: str | None
) -> BuyerTermsVersion:
    """Return the terms of an event for visitors; a private event needs its code."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        return _view_buyer_terms(tx, event_id)


def set_buyer_terms(
    ctx: OrganizationContext,
    values: Mapping[str, Any],
    *,
    event_id: UUID | None = None,
    version: int | None = None,
) -> BuyerTermsVersion:
    """Say from now on what buyers may do; what was sold before keeps the better of both."""
    policies.require_can_set_buyer_terms(ctx, event_id)
    _require_consistent(values)
    with transaction(ctx) as tx:
        return _write_buyer_terms(tx, event_id, is_own=True, values=values, version=version)


def delete_buyer_terms(
    ctx: OrganizationContext, event_id: UUID, *, version: int | None = None
) -> BuyerTermsVersion:
    """Let an event follow its organization from now on."""
    policies.require_can_set_buyer_terms(ctx, event_id)
    values = stored.values_of(BuyerTerms(changes_close_hours=None, transfers_close_hours=None))
    with transaction(ctx) as tx:
        return _write_buyer_terms(tx, event_id, is_own=False, values=values, version=version)


def copy_buyer_terms(ctx: OrganizationContext, copied: EventCopied) -> None:
    """Give a copy the terms that its model has of its own, where tickets were copied."""
    with transaction(ctx) as tx:
        latest = stored.find_latest(tx, copied.from_event_id)
        is_wanted = "tickets" in copied.parts and latest is not None and latest.is_own
        if latest is None or not is_wanted or stored.find_latest(tx, copied.event_id):
            return
        if events.find_event(tx, copied.event_id) is None:
            return
        values = stored.values_of(latest.terms)
        stored.add_version(tx, copied.event_id, number=1, is_own=True, values=values)
        tx.publish(BuyerTermsChanged(event_id=copied.event_id))


def export_terms(tx: Transaction, event_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """The terms that an event has of its own, for another organization."""
    latest = stored.find_latest(tx, event_id)
    is_own = latest is not None and latest.is_own
    terms = stored.values_of(latest.terms) if latest is not None and is_own else None
    return {"buyer_terms": [{"event_id": str(event_id), "terms": terms}] if terms else []}


def import_terms(tx: Transaction, copy: events.EventCopy) -> None:
    """Give an event the terms of another organization's, where tickets were chosen."""
    if events.CopiedPart.TICKETS not in copy.parts:
        return
    for each in copy.list_rows(tx, "buyer_terms", "event_id", [copy.source_id]):
        stored.add_version(tx, copy.copy_id, number=1, is_own=True, values=each["terms"])
        tx.publish(BuyerTermsChanged(event_id=copy.copy_id))


def applicable_terms(tx: Transaction, order: OrderRow) -> ApplicableTerms:
    """Return the terms that hold for an order: those when it was placed, and those of now."""
    return ApplicableTerms(
        then=stored.terms_at(tx, order.event_id, order.placed_at),
        now=stored.terms_at(tx, order.event_id, tx.now),
    )


def applicable_terms_of(tx: Transaction, order_id: UUID) -> ApplicableTerms:
    """Return the terms that hold for an order, by the order's id."""
    return applicable_terms(tx, queries.find_order(tx, order_id))


def terms_of_event(tx: Transaction, event_id: UUID) -> BuyerTerms:
    """Return the terms that an event has now."""
    return _current(tx, event_id).terms


def _write_buyer_terms(
    tx: Transaction,
    event_id: UUID | None,
    *,
    is_own: bool,
    values: Mapping[str, Any],
    version: int | None,
) -> BuyerTermsVersion:
    present = _view_buyer_terms(tx, event_id)
    require_version(version, present.version)
    number = present.version + 1
    stored.add_version(tx, event_id, number=number, is_own=is_own, values=values)
    tx.publish(BuyerTermsChanged(event_id=event_id))
    return _view_buyer_terms(tx, event_id)


def _view_buyer_terms(tx: Transaction, event_id: UUID | None) -> BuyerTermsVersion:
    return BuyerTermsVersion.of(_current(tx, event_id))


def _current(tx: Transaction, event_id: UUID | None) -> TermsVersion:
    """The terms in force, with the number of the newest version of the event's own."""
    if event_id is not None:
        events.get_event(tx, event_id)
    latest = stored.find_latest(tx, event_id)
    if latest is not None and latest.is_own:
        return latest
    general = stored.find_latest(tx, None) if event_id is not None else None
    terms = general.terms if general else rules.DEFAULT
    return TermsVersion(terms, is_own=False, number=latest.number if latest else 0)


def _require_consistent(values: Mapping[str, Any]) -> None:
    faults = []
    is_tiered = values["refund"] == RefundKind.TIERS.value
    if is_tiered != bool(values["tiers"]):
        says = "Say how much comes back until when." if is_tiered else "Only tiers have tiers."
        faults.append(FieldError("/tiers", says))
    days = [each["days_before"] for each in values["tiers"]]
    faults += [
        FieldError(f"/tiers/{index}/days_before", "Say each number of days once.")
        for index, day in enumerate(days)
        if day in days[:index]
    ]
    if (values["fee_currency"] is None) == bool(values["fee_minor"]):
        faults.append(FieldError("/fee_currency", "A fee and its currency go together."))
    elif values["fee_minor"] and values["fee_minor"] % rules.smallest_step(values["fee_currency"]):
        faults.append(FieldError("/fee_minor", "Amounts of this currency end in 0."))
    if faults:
        raise Invalid(*faults)


def list_plans(ctx: OrganizationContext, event_id: UUID) -> list[PaymentPlan]:
    policies.require_can_see_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return [PaymentPlan.of(row) for row in stored.list_plans(tx, event_id)]


def create_plan(ctx: OrganizationContext, event_id: UUID, values: Mapping[str, Any]) -> PaymentPlan:
    """Offer a plan to the event's next buyers."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = PaymentPlanRow(id=new_id(), event_id=event_id, version=1, created_at=tx.now)
        _apply_to_plan(row, values)
        tx.add(row)
        return _publish_plan(tx, row)


def update_plan(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    plan_id: UUID,
    changes: Mapping[str, Any],
    version: int | None = None,
) -> PaymentPlan:
    """Change or switch off a plan; orders that agreed on it keep what they agreed on."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        row = stored.lock_plan(tx, event_id, plan_id)
        _require_version(version, row.version)
        _apply_to_plan(row, changes)
        row.version += 1
        return _publish_plan(tx, row)


def delete_plan(
    ctx: OrganizationContext, event_id: UUID, *, plan_id: UUID, version: int | None = None
) -> None:
    """Delete a plan that no order was placed by; PlanInUse otherwise."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        row = stored.lock_plan(tx, event_id, plan_id)
        _require_version(version, row.version)
        if stored.is_used(tx, plan_id):
            raise PlanInUse
        stored.delete_plan(tx, row)
        tx.publish(PaymentPlanChanged(event_id=event_id, plan_id=plan_id))


def get_payment_terms(ctx: OrganizationContext, event_id: UUID) -> PaymentTerms:
    policies.require_can_see_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = stored.find_terms(tx, event_id)
    if row is None:
        return PaymentTerms(longest_pending_seconds=None, version=0)
    return from_attributes(PaymentTerms, row)


def set_payment_terms(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    longest_pending_seconds: int | None,
    version: int | None = None,
) -> PaymentTerms:
    """Say how long a pending payment may keep places; None: as long as the installation allows."""
    policies.require_can_set_terms(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        row = stored.find_terms(tx, event_id, lock=True)
        _require_version(version, row.version if row else 0)
        if row is None:
            row = PaymentTermsRow(id=new_id(), event_id=event_id, version=0)
            tx.add(row)
        row.longest_pending_seconds = longest_pending_seconds
        row.version += 1
        tx.publish(PaymentTermsChanged(event_id=event_id))
        return from_attributes(PaymentTerms, row)


def _apply_to_plan(row: PaymentPlanRow, values: Mapping[str, Any]) -> None:
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


def _require_version(seen: int | None, present: int) -> None:
    if seen is not None and seen != present:
        raise PreconditionFailed


def _publish_plan(tx: Transaction, row: PaymentPlanRow) -> PaymentPlan:
    tx.flush()
    tx.publish(PaymentPlanChanged(event_id=row.event_id, plan_id=row.id))
    return PaymentPlan.of(row)


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """A plan as an order chose it."""

    plan: OrderPlanRow
    parts: tuple[Instalment, ...]

    @property
    def is_in_force(self) -> bool:
        return self.plan.in_force_since is not None

    @property
    def grace(self) -> timedelta:
        return timedelta(days=self.plan.grace_days)

    def forfeited_deposit(self, paid_minor: int) -> int:
        """The deposit that an overdue order loses, at most what was paid."""
        keeps = self.plan.keeps_deposit and self.is_in_force
        return min(self.parts[0].amount_minor, paid_minor) if keeps else 0


def find_agreed_plan(tx: Transaction, order_id: UUID) -> AgreedPlan | None:
    plan = stored.find_order_plan(tx, order_id)
    if plan is None:
        return None
    rows = stored.list_instalments(tx, order_id)
    return AgreedPlan(plan, tuple(Instalment(row.amount_minor, row.due_at) for row in rows))


def choose_plan(
    tx: Transaction, order: OrderRow, *, plan_id: UUID | None, keeps_choice: bool
) -> AgreedPlan | None:
    """Write down the buyer's choice; PlanInForce once its deposit was paid.

    `keeps_choice` leaves what was chosen before; else `plan_id` None is paying all at once.
    """
    found = find_agreed_plan(tx, order.id)
    if keeps_choice or (found is not None and found.plan.plan_id == plan_id):
        return found
    if found is not None and found.is_in_force:
        raise PlanInForce
    stored.delete_choice(tx, order.id)
    if plan_id is None:
        return None
    rows = stored.list_plans(tx, order.event_id, active_only=True)
    row = next((each for each in rows if each.id == plan_id), None)
    parts = _instalments(tx, order, row) if row is not None else ()
    if row is None or not parts:
        raise Invalid(FieldError("/plan_id", "This order cannot be paid by this plan."))
    return _save_choice(tx, order, row, parts)


def list_plan_offers(tx: Transaction, order: OrderRow) -> list[PlanOffer]:
    """The plans that fit an order, or the one that is in force."""
    found = find_agreed_plan(tx, order.id)
    if found is not None and found.is_in_force:
        return [_to_plan_offer(found.plan.plan_id, found.plan, found.parts, order=order)]
    rows = stored.list_plans(tx, order.event_id, active_only=True)
    cut = [(row, _instalments(tx, order, row)) for row in rows]
    return [_to_plan_offer(row.id, row, parts, order=order) for row, parts in cut if parts]


def activate(tx: Transaction, agreed: AgreedPlan) -> None:
    if agreed.plan.in_force_since is None:
        agreed.plan.in_force_since = tx.now


def _instalments(tx: Transaction, order: OrderRow, row: PaymentPlanRow) -> tuple[Instalment, ...]:
    event = events.get_event(tx, order.event_id)
    each_due = tuple(rules.InstalmentRule.of(each) for each in row.instalments)
    return rules.instalments_for(
        from_attributes(rules.PlanTerms, row, instalments=each_due),
        Money(order.total_minor, order.currency),
        now=tx.now,
        zone=ZoneInfo(event.time_zone),
        starts_at=event.starts_at,
    )


def _save_choice(
    tx: Transaction, order: OrderRow, row: PaymentPlanRow, parts: tuple[Instalment, ...]
) -> AgreedPlan:
    plan = OrderPlanRow(
        id=new_id(),
        order_id=order.id,
        plan_id=row.id,
        name=row.name,
        keeps_deposit=row.keeps_deposit,
        grace_days=row.grace_days,
        chosen_at=tx.now,
    )
    tx.add(plan)
    for position, part in enumerate(parts):
        tx.add(
            OrderInstalmentRow(
                id=new_id(),
                order_id=order.id,
                position=position,
                amount_minor=part.amount_minor,
                due_at=part.due_at,
                remind_at=_remind_at(part, row.reminder_days, tx.now) if position else None,
            )
        )
    tx.flush()
    return AgreedPlan(plan, parts)


def _remind_at(part: Instalment, days: int, now: datetime) -> datetime | None:
    """Return when to remind: `days` before it is due, or halfway there when it is due sooner."""
    if not days:
        return None
    return max(part.due_at - timedelta(days=days), now + (part.due_at - now) / 2)


def _to_plan_offer(
    plan_id: UUID,
    said: OrderPlanRow | PaymentPlanRow,
    parts: tuple[Instalment, ...],
    *,
    order: OrderRow,
) -> PlanOffer:
    paid = order.paid_minor - order.refunded_minor
    reached = accumulate(part.amount_minor for part in parts)
    return from_attributes(
        PlanOffer,
        said,
        plan_id=plan_id,
        is_in_force=isinstance(said, OrderPlanRow) and said.in_force_since is not None,
        parts=[
            from_attributes(OfferedInstalment, part, is_paid=total <= paid)
            for part, total in zip(parts, reached, strict=True)
        ],
    )
