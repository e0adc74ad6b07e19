"""Reconciliation: compare the books, repair what is safe, store and announce the rest."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias, TypeVar
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.observability.metrics import counter
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import policies, queries, rules
from turnout.modules.reconciliation.errors import FindingIsClosed
from turnout.modules.reconciliation.facts import DifferencesFound
from turnout.modules.reconciliation.models import FindingState, ReconciliationRow
from turnout.modules.reconciliation.service import payouts
from turnout.modules.reconciliation.service.payouts import CHUNK, FIRST, reported_line
from turnout.modules.reconciliation.types import (
    Difference,
    Finding,
    Kind,
    ObjectSum,
    Report,
    Run,
)

log = structlog.get_logger(__name__)

DIFFERENCES: Final = counter(
    "turnout_accounting_differences", "Differences found between books", kind=tuple(Kind)
)
T = TypeVar("T", orders.OrderMoney, payments.BookedPayment)
Fees: TypeAlias = dict[tuple[UUID | None, str], ObjectSum]
NONE: Final = UUID(int=0)
OVERDUE: Final = timedelta(days=7)
"""What a report does not show after so long will not be in it any more."""
REFS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Counts of what was compared, the differences, and the reports' fees to repair them with."""

    orders: int
    payments: int
    items: int
    differences: list[Difference] = field(default_factory=list)
    fees: Fees = field(default_factory=dict)
    """Connection and name of a difference → the report's lines that know the fee."""


def reconcile(ctx: OrganizationContext, *, repair: bool, ask_provider: bool = False) -> Report:
    """Compare orders, payments, ledger and the providers' reports; name every difference.

    Repairing reads the reports anew, asks the provider again, follows payments as hearing a fact
    would, and books what facts and reports say; it never changes a fact. What is left is written
    down as findings, and announced when nobody has seen it before.
    """
    policies.require_can_reconcile(ctx)
    with idempotency.in_steps(ctx):
        return _reconcile(ctx, repair=repair, ask_provider=ask_provider)


def _reconcile(ctx: OrganizationContext, *, repair: bool, ask_provider: bool) -> Report:
    if repair or ask_provider:
        payouts.refresh_all(ctx)
    asked = _ask_all(ctx) if ask_provider else 0
    found = compare(ctx)
    seen = {_identity(each) for each in found.differences}
    tried: set[str] = set()
    while repair and _repair(ctx, found, tried):
        found = compare(ctx)
        seen |= {_identity(each) for each in found.differences}
    repaired = len(seen - {_identity(each) for each in found.differences}) if repair else 0
    report = from_attributes(Report, found, asked=asked, repaired=repaired)
    _record_run(ctx, report, is_repairing=repair)
    return report


def books(ctx: OrganizationContext) -> dict[str, Any]:
    """Orders, payments and ledger as plain values: for scripts that hold them against their own."""
    policies.require_can_export(ctx)
    found_orders = [asdict(each) for each in each_order(ctx)]
    found_payments = [asdict(each) for each in each_payment(ctx)]
    with transaction(ctx) as tx:
        ledger = [asdict(each) for each in payments.ledger_balance(tx)]
    return {"orders": found_orders, "payments": found_payments, "ledger": ledger}


def list_organizations(ctx: SystemContext) -> list[OrganizationContext]:
    """A context in every organization, for the daily job and for the operator."""
    return [
        system_in(each, "accounting.reconcile") for each in organizations.list_organization_ids(ctx)
    ]


def list_runs(ctx: OrganizationContext, request: PageRequest) -> Page[Run]:
    """Earlier reconciliations, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_runs(tx, request)
        found = [Run.of(row) for row in rows]
    return page(found, request, key=lambda view: (view.ran_at.isoformat(), view.id))


def list_findings(
    ctx: OrganizationContext, request: PageRequest, *, state: str | None = None
) -> Page[Finding]:
    """Differences that were left to a person, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = [Finding.of(row) for row in queries.list_findings(tx, request, state=state)]
    return page(found, request, key=lambda view: (view.first_seen_at.isoformat(), view.id))


def settle_finding(ctx: OrganizationContext, finding_id: UUID, *, reason: str) -> Finding:
    """Say that a difference was dealt with, and how; it comes back when its amounts change.

    Money that was owed to a buyer is not asked back any more: whoever settles has seen to it.
    """
    policies.require_can_reconcile(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        row = queries.lock_finding(tx, finding_id)
        if row.state != FindingState.OPEN.value:
            raise FindingIsClosed
        row.state, row.reason = FindingState.SETTLED.value, reason
        row.settled_at, row.settled_by = tx.now, str(ctx.actor)
        kind = Kind(row.kind)
        if kind in rules.OWED and row.order_id is not None:
            return_id = rules.return_of(kind, row.subject)
            orders.settle_refunds(tx, row.order_id, return_id=return_id)
        settled = Finding.of(row)
        idempotency.complete(tx, settled)
        return settled


def _repair(ctx: OrganizationContext, found: Compared, tried: set[str]) -> bool:
    """Mend what is safe to mend and was not tried yet; whether anything was.

    Payments and ledger come first: no order follows a payment that is wrong itself. Stock comes
    last, since an order that follows takes places or gives them back.
    """
    fresh = [each for each in found.differences if _identity(each) not in tried]
    chosen = [each for each in fresh if each.kind in rules.FIRST]
    if not chosen:
        wrong = {each.order_id for each in found.differences if each.kind in rules.MENDS}
        chosen = [
            each for each in fresh if each.kind in rules.FOLLOWS and each.order_id not in wrong
        ] or [each for each in fresh if each.kind is Kind.STOCK]
    tried |= {_identity(each) for each in chosen}
    for payment_id in _ids(chosen, {Kind.PROVIDER_NOT_TOLD}, "payment_id"):
        payments.refresh_payment(ctx, payment_id)
    for payment_id in _ids(chosen, rules.MENDS, "payment_id"):
        _repair_ledger(ctx, payment_id)
    for each in chosen:
        if each.kind is Kind.PROVIDER_FEE:
            with transaction(ctx) as tx:
                _correct_fee(tx, each, found.fees[each.connection_id, each.name])
    for connection_id in _ids(chosen, {Kind.REPORT_NOT_BOOKED}, "connection_id"):
        payouts.book_report(ctx, connection_id)
    for order_id in _ids(chosen, rules.FOLLOWS, "order_id"):
        orders.sync_with_payments(ctx, order_id)
    pools = [UUID(each.name) for each in chosen if each.kind is Kind.STOCK]
    if pools:
        orders.repair_stock(ctx, pools)
    return bool(chosen)


def _repair_ledger(ctx: OrganizationContext, payment_id: UUID) -> None:
    """Repair one payment's ledger; if that fails, the difference stays and others go on."""
    try:
        with transaction(ctx) as tx:
            payments.repair_ledger(tx, payment_id)
    except Exception as error:  # noqa: BLE001  whatever it is, the difference is still there
        log.warning("payment not mended", payment_id=str(payment_id), why=type(error).__name__)


def _ids(chosen: Iterable[Difference], kinds: Container[Kind], name: str) -> list[UUID]:
    """The ids that differences of these kinds are about, each once, in order."""
    return sorted({getattr(each, name) for each in chosen if each.kind in kinds} - {None})


def _identity(difference: Difference) -> str:
    return f"{difference.kind}:{difference.subject}"


def _correct_fee(tx: Transaction, difference: Difference, told: ObjectSum) -> None:
    """Apply the report's fee to the payment as an update of the provider."""
    ref = told.provider_ref or ""
    if difference.connection_id is None:
        return
    ours = payments.list_reported(tx, difference.connection_id, [ref]).get(ref)
    update = rules.fee_update(told, ours) if ours else None
    if ours is not None and update is not None:
        payments.take_report(tx, ours.payment.id, [update])


def _ask_all(ctx: OrganizationContext) -> int:
    return sum(payments.refresh_payment(ctx, each.id) for each in list(each_payment(ctx)))


def _record_run(ctx: OrganizationContext, report: Report, *, is_repairing: bool) -> None:
    """Store the run; after a repair also the findings that are left, and publish new ones."""
    with transaction(ctx) as tx:
        counts = attributes_of(report) | {"differences": len(report.differences)}
        tx.add(ReconciliationRow(ran_at=tx.now, is_repairing=is_repairing, **counts))
        new = queries.upsert_findings(tx, report.differences) if is_repairing else 0
        if new:
            tx.publish(DifferencesFound(count=new))
        idempotency.complete(tx, report)
    for each in report.differences:
        DIFFERENCES.add(kind=each.kind)
        log.warning("books disagree", kind=each.kind, subject=each.subject,
                    expected=each.expected, found=each.found)  # fmt: skip


def compare(ctx: OrganizationContext) -> Compared:
    """Every difference between the four books, and of the stock; nothing is changed."""
    policies.require_can_reconcile(ctx)
    paid_by: dict[UUID, list[payments.BookedPayment]] = {}
    count = 0
    for payment in each_payment(ctx):
        count += 1
        paid_by.setdefault(payment.reference, []).append(payment)
    differences: list[Difference] = []
    known: set[UUID] = set()
    for order in each_order(ctx):
        known.add(order.id)
        differences += rules.of_order(order, paid_by.get(order.id, []))
    for reference, found in paid_by.items():
        for payment in found:
            differences += rules.of_payment(payment, has_order=reference in known)
    fees: Fees = {}
    items = 0
    with transaction(ctx) as tx:
        differences += [rules.of_stock(*each) for each in orders.list_stock_differences(tx)]
        reporting = queries.list_reporting(tx)
    for connection_id, since, until, lines in reporting:
        items += lines
        differences += _of_report(ctx, connection_id, fees)
        last = min(until, clock.now() - OVERDUE)
        differences += _missing(ctx, connection_id, since=since, until=last)
        differences += _unbooked(ctx, connection_id)
    return Compared(
        orders=len(known),
        payments=count,
        items=items,
        differences=[_with_known_order(each, known) for each in differences],
        fees=fees,
    )


def _with_known_order(difference: Difference, known: set[UUID]) -> Difference:
    """A payment may have been opened for what is no order here."""
    is_known = difference.order_id in known
    return difference if is_known else replace(difference, order_id=None)


def each_order(ctx: OrganizationContext) -> Iterator[orders.OrderMoney]:
    """All orders, a chunk per transaction: memory and snapshots stay small."""
    policies.require_can_reconcile(ctx)
    return _by_id(ctx, orders.list_money)


def each_payment(ctx: OrganizationContext) -> Iterator[payments.BookedPayment]:
    """All payments beside their ledger, a chunk per transaction."""
    policies.require_can_reconcile(ctx)
    return _by_id(ctx, payments.list_booked)


def _by_id(ctx: OrganizationContext, listed: Callable[..., list[T]]) -> Iterator[T]:
    after = NONE
    while True:
        with transaction(ctx) as tx:
            chunk = listed(tx, after=after, limit=CHUNK)
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].id


def _of_report(ctx: OrganizationContext, connection_id: UUID, fees: Fees) -> list[Difference]:
    """The report's objects, a few hundred payments at a time; those that name none come first."""
    differences: list[Difference] = []
    refs = [""]
    while refs:
        with transaction(ctx) as tx:
            ours = payments.list_reported(tx, connection_id, refs)
            sums = queries.sums_of(tx, connection_id, refs)
            refs = queries.list_refs(tx, connection_id, after=refs[-1], limit=REFS)
        for told in sums:
            found = rules.of_sum(told, ours.get(told.provider_ref or ""), connection_id)
            if found is not None:
                differences.append(found)
                if found.kind is Kind.PROVIDER_FEE:
                    fees[connection_id, found.name] = told
    return differences


def _missing(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime, until: datetime
) -> list[Difference]:
    differences: list[Difference] = []
    after = ""
    while True:
        with transaction(ctx) as tx:
            moved = payments.list_moved(
                tx, connection_id, since=since, until=until, after=after, limit=REFS
            )
            shown = rules.by_ref(queries.sums_of(tx, connection_id, moved))
        for ref, ours in moved.items():
            differences += rules.missing(
                ours, shown.get(ref, []), connection_id, since=since, until=until
            )
        if len(moved) < REFS:
            return differences
        after = max(moved)


def _unbooked(ctx: OrganizationContext, connection_id: UUID) -> list[Difference]:
    differences: list[Difference] = []
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            chunk = queries.list_bookable(tx, connection_id, after=after, limit=CHUNK)
            lines = [reported_line(each) for each in chunk]
            differences += [
                Difference(
                    kind=Kind.REPORT_NOT_BOOKED,
                    expected=line.gross.minor,
                    found=0,
                    currency=line.gross.currency,
                    name=f"{line.kind}:{line.line_id}",
                    connection_id=connection_id,
                )
                for line in payments.list_unbooked(tx, connection_id, lines)
            ]
        if len(chunk) < CHUNK:
            return differences
        after = chunk[-1].occurred_at, chunk[-1].line_id
