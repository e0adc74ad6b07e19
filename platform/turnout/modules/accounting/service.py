"""Use cases of accounting: reconcile, repair what is safe, print and export the books."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.metrics import counter
from turnout.kernel.tx import transaction
from turnout.modules.accounting import policies, rules
from turnout.modules.accounting.facts import DifferencesFound
from turnout.modules.accounting.rules import Difference
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments

log = structlog.get_logger(__name__)

CHUNK: Final = 500
FIRST: Final = UUID(int=0)
DIFFERENCES: Final = counter(
    "turnout_accounting_differences", "Differences found between books", kind=tuple(rules.Kind)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was compared, what disagreed, and how much of it was mended."""

    orders: int
    payments: int
    asked: int
    """Payments about which the provider was asked."""
    repaired: int
    differences: list[Difference] = field(default_factory=list)


def reconcile(ctx: OrganizationContext, *, repair: bool, ask_provider: bool = False) -> Report:
    """Compare orders, payments and ledger (and the provider, if asked); name every difference.

    Repairing looks at the payments again, as hearing a fact would; it never books money by
    itself. What is left is announced.
    """
    policies.require_can_reconcile(ctx)
    asked = _ask_all(ctx) if ask_provider else 0
    report = _compare(ctx, asked=asked)
    if not repair:
        return report
    mended = _repair(ctx, report.differences)
    if mended:
        left = _compare(ctx, asked=asked).differences
        repaired = len(report.differences) - len(left)
        report = Report(
            orders=report.orders,
            payments=report.payments,
            asked=asked,
            repaired=repaired,
            differences=left,
        )
    if report.differences:
        _announce(ctx, report.differences)
    return report


def books(ctx: OrganizationContext) -> dict[str, Any]:
    """Orders, payments and ledger as plain values: for scripts that hold them against their own."""
    policies.require_can_export(ctx)
    found_orders = [asdict(each) for each in _orders(ctx)]
    found_payments = [asdict(each) for each in _payments(ctx)]
    with transaction(ctx) as tx:
        ledger = [asdict(each) for each in payments.ledger_balance(tx)]
    return {"orders": found_orders, "payments": found_payments, "ledger": ledger}


def list_organizations(ctx: SystemContext) -> list[OrganizationContext]:
    """A context in every organization, for the daily job and for the operator."""
    return [
        system_in(each, "accounting.reconcile") for each in organizations.list_organization_ids(ctx)
    ]


def _compare(ctx: OrganizationContext, *, asked: int) -> Report:
    paid_by: dict[UUID, list[payments.BookedPayment]] = {}
    count = 0
    for payment in _payments(ctx):
        count += 1
        paid_by.setdefault(payment.reference, []).append(payment)
    differences: list[Difference] = []
    known: set[UUID] = set()
    for order in _orders(ctx):
        known.add(order.id)
        differences += rules.of_order(order, paid_by.get(order.id, []))
    for reference, found in paid_by.items():
        for payment in found:
            differences += rules.of_payment(payment, has_order=reference in known)
    return Report(
        orders=len(known), payments=count, asked=asked, repaired=0, differences=differences
    )


def _repair(ctx: OrganizationContext, differences: list[Difference]) -> int:
    wanted = {each.order_id for each in differences if each.kind in rules.FOLLOWS and each.order_id}
    for order_id in sorted(wanted):
        orders.follow_payments(ctx, order_id)
    return len(wanted)


def _ask_all(ctx: OrganizationContext) -> int:
    return sum(payments.refresh_payment(ctx, each.id) for each in list(_payments(ctx)))


def _announce(ctx: OrganizationContext, differences: list[Difference]) -> None:
    for each in differences:
        DIFFERENCES.add(kind=each.kind)
        log.warning(
            "books disagree",
            kind=each.kind,
            order_id=str(each.order_id),
            payment_id=str(each.payment_id),
            expected=each.expected,
            found=each.found,
        )
    with transaction(ctx) as tx:
        tx.record(DifferencesFound(count=len(differences)))


def _orders(ctx: OrganizationContext) -> Iterator[orders.OrderMoney]:
    """All orders, a chunk per transaction: memory and snapshots stay small."""
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            chunk = orders.list_money(tx, after=after, limit=CHUNK)
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].id


def _payments(ctx: OrganizationContext) -> Iterator[payments.BookedPayment]:
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            chunk = payments.list_booked(tx, after=after, limit=CHUNK)
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].id
