"""The payment plan of an order: offer plans, choose one, activate it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.orders.errors import PlanInForce
from turnout.modules.orders.models import OrderInstalmentRow, OrderPlanRow, OrderRow, PaymentPlanRow
from turnout.modules.orders.terms import queries as stored
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms.rules import Instalment
from turnout.modules.orders.terms.service import plan_terms
from turnout.modules.orders.types import OfferedInstalment, PlanOffer
from turnout_sdk.money import Money


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
    return _save(tx, order, row, parts)


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
    return terms_rules.instalments_for(
        plan_terms(row),
        Money(order.total_minor, order.currency),
        now=tx.now,
        zone=ZoneInfo(event.time_zone),
        starts_at=event.starts_at,
    )


def _save(
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
    paid, reached = order.paid_minor - order.refunded_minor, 0
    shown: list[OfferedInstalment] = []
    for part in parts:
        reached += part.amount_minor
        shown.append(
            OfferedInstalment(
                amount_minor=part.amount_minor, due_at=part.due_at, is_paid=reached <= paid
            )
        )
    return PlanOffer(
        plan_id=plan_id,
        name=said.name,
        keeps_deposit=said.keeps_deposit,
        grace_days=said.grace_days,
        is_in_force=isinstance(said, OrderPlanRow) and said.in_force_since is not None,
        parts=shown,
    )
