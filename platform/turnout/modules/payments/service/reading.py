"""Looking at payments and the ledger."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import transaction
from turnout.modules.payments import policies
from turnout.modules.payments.queries import ledger, paying
from turnout.modules.payments.types import Balance, LedgerEntryView, PaymentDetails, PaymentView
from turnout.modules.payments.views import fact_view, operation_view, refund_view, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    balances: list[Balance]
    items: list[LedgerEntryView]
    next_cursor: str | None


def list_payments(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    reference: UUID | None = None,
    state: str | None = None,
    is_held: bool = False,
) -> Page[PaymentView]:
    """Newest first; `is_held`: only those that wait for a person's decision."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = paying.list_payments(tx, request, reference=reference, state=state, is_held=is_held)
        found = [view_of(row, now=tx.now) for row in rows]
    return page(found, request, key=lambda view: (view.opened_at.isoformat(), view.id))


def get_payment(ctx: OrganizationContext, payment_id: UUID) -> PaymentDetails:
    """A payment with its refunds and everything that the provider told."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        payment = paying.get_payment(tx, payment_id)
        facts = zip(paying.list_facts(tx, payment_id), paying.told(tx, payment), strict=True)
        return PaymentDetails(
            payment=view_of(payment, now=tx.now),
            refunds=[refund_view(row) for row in paying.list_refunds(tx, payment_id)],
            facts=[fact_view(row, fault=told.fault) for row, told in facts],
            operations=[operation_view(row) for row in paying.list_operations(tx, payment_id)],
        )


def read_ledger(ctx: OrganizationContext, request: PageRequest) -> LedgerPage:
    """All balances, and the entries from the newest on."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        balances = ledger.ledger_balance(tx)
        entries = ledger.list_entries(tx, request)
    found = page(entries, request, key=lambda entry: (entry.recorded_at.isoformat(), entry.id))
    return LedgerPage(balances=balances, items=found.items, next_cursor=found.next_cursor)
