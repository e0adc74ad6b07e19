"""Bank statements: import the lines, and decide about the unmatched ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import typed_number
from turnout.kernel.observability.metrics import counter
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import policies, provider_reports, queries
from turnout.modules.reconciliation.errors import LineIsSettled, NoPaymentToAssign
from turnout.modules.reconciliation.facts import StatementImported
from turnout.modules.reconciliation.models import LineState, PaymentStatementLineRow
from turnout.modules.reconciliation.types import BankLine, NewLine, StatementReport, WrongSum
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.statements import Matching, StatementLine

LONGEST_TEXT: Final = 500
LINES = counter(
    "turnout_statement_lines",
    "Lines of imported bank statements by what became of them",
    outcome=("known", "matched", "unmatched", "assigned", "ignored"),
)


def import_statement(
    ctx: OrganizationContext, connection_id: UUID, content: bytes, *, is_dry_run: bool = False
) -> StatementReport:
    """Read a statement, keep its lines once, and tell payments what came in for them.

    The same line changes nothing the second time, in whatever statement it stands. Lines whose
    payment did not hear of them (a crash) are told by a job soon after.
    """
    policies.require_can_import(ctx)
    if is_dry_run:
        return _import(replace(ctx, idempotency=None), connection_id, content, is_dry_run=True)
    with idempotency.in_steps(ctx):
        report = _import(ctx, connection_id, content, is_dry_run=False)
    apply_waiting(ctx, connection_id)
    for outcome in ("known", "matched", "unmatched"):
        LINES.add(getattr(report, outcome), outcome=outcome)
    return report


def _import(
    ctx: OrganizationContext, connection_id: UUID, content: bytes, *, is_dry_run: bool
) -> StatementReport:
    read = provider_reports.read_statement(ctx, connection_id, content)
    port = provider_reports.open_statements(ctx, connection_id)
    with transaction(ctx) as tx:
        known = queries.known_lines(tx, connection_id, [each.line_id for each in read])
        new = [each for each in read if each.line_id not in known]
        awaited = _awaited(tx, connection_id, new)
    matching = port.match(new, [each.expected for each in awaited.values()])
    report = _report(read, new, matching, awaited, is_dry_run=is_dry_run)
    if not is_dry_run:
        with transaction(ctx) as tx:
            queries.insert_lines(tx, connection_id, _lines_to_insert(new, matching, awaited))
            counts = {"matched": report.matched, "unmatched": report.unmatched}
            tx.publish(StatementImported(connection_id=connection_id, **counts))
            idempotency.complete(tx, report)
    return report


def apply_waiting(ctx: OrganizationContext, connection_id: UUID) -> int:
    """Apply every matched line to its payment; how many there were."""
    policies.require_can_import(ctx)
    with transaction(ctx) as tx:
        waiting = queries.list_waiting_lines(tx, connection_id)
    for line_id in waiting:
        with transaction(ctx) as tx:
            _apply(tx, queries.get_line(tx, line_id))
    return len(waiting)


def list_waiting(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """List (organization, connection) whose lines an interrupted import left unapplied."""
    with transaction(ctx) as tx:
        return queries.list_waiting_connections(tx, limit=limit)


def list_lines(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    state: str | None = None,
    connection_id: UUID | None = None,
) -> Page[BankLine]:
    """Lines of statements, newest first."""
    policies.require_can_import(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_lines(tx, request, state=state, connection_id=connection_id)
        found = [BankLine.of(row) for row in rows]
    return page(found, request, key=lambda view: (view.imported_at.isoformat(), view.id))


def assign_line(
    ctx: OrganizationContext,
    line_id: UUID,
    *,
    payment_id: UUID | None = None,
    order_number: str | None = None,
) -> BankLine:
    """Say which payment an open line is for, by its id or by its order's number.

    Too much or another currency is held for review, too little is a part, as with any line.
    """
    policies.require_can_import(ctx)
    with transaction(ctx) as tx:
        idempotency.raise_answered(tx)
        row = queries.get_line(tx, line_id)
        _require_open(row)
        meant = _assigned_payment(tx, row, payment_id=payment_id, order_number=order_number)
        line = _line_of(row)
    update = provider_reports.open_statements(ctx, row.connection_id).assigned(line, meant.expected)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        payments.lock_for_line(tx, meant.payment_id)
        row = queries.get_line(tx, line_id, lock=True)
        _require_open(row)
        row.state = LineState.MATCHED.value
        row.payment_id = meant.payment_id
        row.fact_kind, row.object_id = update.kind.value, update.object_id
        _apply(tx, row)
        LINES.add(outcome="assigned")
        assigned = BankLine.of(row)
        idempotency.complete(tx, assigned)
        return assigned


def ignore_line(ctx: OrganizationContext, line_id: UUID, *, reason: str) -> BankLine:
    """Ignore an open line; its text and party are deleted, its amount is kept."""
    policies.require_can_import(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        row = queries.get_line(tx, line_id, lock=True)
        _require_open(row)
        row.state, row.reason, row.settled_at = LineState.IGNORED.value, reason, tx.now
        row.text = row.party = row.party_account = ""
        LINES.add(outcome="ignored")
        ignored = BankLine.of(row)
        idempotency.complete(tx, ignored)
        return ignored


def mark_refund_sent(
    ctx: OrganizationContext, payment_id: UUID, refund_id: UUID
) -> payments.RefundView:
    """Say that somebody sent a refund at the bank; it counts from now on, and only once.

    A line of a later statement that shows it is tied to it and adds nothing.
    """
    policies.require_can_import(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        sent = payments.mark_refund_sent(tx, payment_id, refund_id)
        idempotency.complete(tx, sent)
        return sent


def _awaited(
    tx: Transaction, connection_id: UUID, new: Iterable[StatementLine]
) -> dict[str, payments.PaymentToMatch]:
    """Payments that the lines name, without refunds that an earlier line has shown."""
    references = {each for line in new for each in line.references}
    found = payments.list_to_match(tx, connection_id, references)
    shown = queries.claimed_objects(tx, [each.payment_id for each in found])
    return {each.expected.provider_ref: payments.without_refunds(each, shown) for each in found}


def _lines_to_insert(
    new: Sequence[StatementLine],
    matching: Matching,
    awaited: dict[str, payments.PaymentToMatch],
) -> list[NewLine]:
    told = {each.delivery_id: each for each in matching.updates}
    open_ones = {each.line_id for each in matching.unmatched}
    return [
        _new_line(line, told.get(line.line_id), awaited)
        for line in new
        if line.line_id in told or line.line_id in open_ones
    ]


def _new_line(
    line: StatementLine, update: Update | None, awaited: dict[str, payments.PaymentToMatch]
) -> NewLine:
    return NewLine(
        line_id=line.line_id,
        booked_on=line.booked_on,
        amount=line.amount,
        text=line.text[:LONGEST_TEXT],
        party=(line.party or "")[:LONGEST_TEXT],
        party_account=_masked_account(line.party_iban or ""),
        payment_id=awaited[update.provider_ref].payment_id if update else None,
        fact_kind=update.kind.value if update else None,
        object_id=update.object_id if update else None,
    )


def _report(
    read: Sequence[StatementLine],
    new: Sequence[StatementLine],
    matching: Matching,
    awaited: dict[str, payments.PaymentToMatch],
    *,
    is_dry_run: bool,
) -> StatementReport:
    matched, unmatched = len(matching.updates), len(matching.unmatched)
    return StatementReport(
        lines=len(read),
        known=len(read) - len(new),
        matched=matched,
        unmatched=unmatched,
        passed_over=len(new) - matched - unmatched,
        wrong_sums=[
            WrongSum(
                payment_id=awaited[each.provider_ref].payment_id,
                asked_minor=each.asked.minor,
                received_minor=each.received.minor,
                currency=each.asked.currency,
                received_currency=each.received.currency,
            )
            for each in matching.differences
        ],
        is_dry_run=is_dry_run,
    )


def _assigned_payment(
    tx: Transaction,
    row: PaymentStatementLineRow,
    *,
    payment_id: UUID | None,
    order_number: str | None,
) -> payments.PaymentToMatch:
    """Find the payment to assign, of the line's connection; an open one before others."""
    if payment_id is None and order_number is not None:
        order_id = orders.find_id(tx, typed_number(order_number))
        views = payments.list_payments_of(tx, order_id) if order_id else []
        mine = [each for each in views if each.connection_id == row.connection_id]
        chosen = next((each for each in mine if each.is_open), next(iter(mine), None))
        payment_id = chosen.id if chosen else None
    found = payments.find_to_match(tx, payment_id) if payment_id else None
    if found is None or found.connection_id != row.connection_id:
        raise NoPaymentToAssign
    return payments.without_refunds(found, queries.claimed_objects(tx, [found.payment_id]))


def _apply(tx: Transaction, row: PaymentStatementLineRow) -> None:
    """Apply a line to its payment; the payment is locked first, then the line.

    A transfer that a person saw before is not counted twice: the line shows that one.
    """
    _show_received(tx, row)
    found = payments.find_to_match(tx, row.payment_id) if row.payment_id else None
    if found is None or row.fact_kind is None or row.object_id is None:
        raise NoPaymentToAssign
    update = Update(
        delivery_id=row.line_id,
        provider_ref=found.expected.provider_ref,
        kind=FactKind(row.fact_kind),
        object_id=row.object_id,
        amount=abs(Money(row.amount_minor, row.currency)),
        occurred_at=datetime.combine(row.booked_on, time(), UTC),
        reference=found.expected.reference,
    )
    payments.apply_line(tx, found.payment_id, update)
    row = queries.get_line(tx, row.id, lock=True)
    row.state, row.settled_at = LineState.APPLIED.value, tx.now


def _show_received(tx: Transaction, row: PaymentStatementLineRow) -> None:
    """Tie a line of money that came in to the payment that somebody recorded for it."""
    if row.payment_id is None or row.amount_minor <= 0:
        return
    payments.lock_for_line(tx, row.payment_id)
    amount = Money(row.amount_minor, row.currency)
    received = payments.list_received(tx, row.payment_id, amount)
    shown = queries.claimed_objects(tx, list(received))
    for payment_id, object_id in received.items():
        if object_id not in shown:
            row.payment_id, row.object_id = payment_id, object_id
            row.fact_kind = FactKind.PAYMENT_SUCCEEDED.value
            tx.flush()
            return


def _require_open(row: PaymentStatementLineRow) -> None:
    if row.state != LineState.UNMATCHED.value:
        raise LineIsSettled


def _line_of(row: PaymentStatementLineRow) -> StatementLine:
    return StatementLine(
        booked_on=row.booked_on,
        amount=Money(row.amount_minor, row.currency),
        text=row.text,
        line_id=row.line_id,
    )


def _masked_account(account: str) -> str:
    return f"{account[:4]}…{account[-4:]}" if len(account) > 8 else account  # noqa: PLR2004
