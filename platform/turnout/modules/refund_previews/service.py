"""The use case of refund previews: the refund itself, in a transaction that is rolled back."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, rehearse
from turnout.modules.inventory import api as inventory
from turnout.modules.invoices import api as invoices
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.refund_previews import policies
from turnout.modules.refund_previews.types import (
    DocumentEffect,
    LedgerEffect,
    RefundPreview,
    ReturnedPlaces,
)
from turnout.modules.tickets import api as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a refund changes, at one instant."""

    ticket_ids: list[UUID]
    """The valid ones."""
    left: dict[UUID, int]
    """Pool → places that can be sold."""
    documents: list[invoices.InvoiceView]
    booked: dict[tuple[str, str], int]
    """(currency, account) → minor units."""

    @classmethod
    def of(cls, tx: Transaction, order_id: UUID, *, pools: list[UUID]) -> Self:
        return cls(
            ticket_ids=[each.id for each in tickets.list_of(tx, order_id) if each.is_valid],
            left=inventory.remaining(tx, pools),
            documents=invoices.list_of_order(tx, order_id),
            booked=payments.payment_balances(tx, payments.list_ids_of_reference(tx, order_id)),
        )


def preview_refund(
    ctx: OrganizationContext,
    order_id: UUID,
    *,
    amount_minor: int | None,
    reason: str,
    return_id: UUID | None = None,
) -> RefundPreview:
    """What the same refund would do, once its provider has carried it out; nothing is written.

    It is refused as the refund would be. The provider's own fee for it is not known before.
    """
    policies.require_can_preview(ctx)

    def work(tx: Transaction) -> RefundPreview:
        token = orders.preview_token_of(
            tx, order_id, amount_minor=amount_minor, return_id=return_id
        )
        pools = list(orders.places_of(tx, order_id))
        before = Seen.of(tx, order_id, pools=pools)
        asked = orders.refund_in(
            tx, order_id, amount_minor=amount_minor, reason=reason, return_id=return_id
        )
        payment_id = payments.assume_refunded(tx, asked.refund_id)
        orders.sync_in(tx, order_id, refund_id=asked.refund_id)
        invoices.follow_order_in(tx, order_id, refund_id=asked.refund_id)
        after = Seen.of(tx, order_id, pools=pools)
        return _preview(tx, asked, payment_id, before=before, after=after, token=token)

    return rehearse(ctx, work)


def _preview(
    tx: Transaction,
    asked: orders.RefundRequested,
    payment_id: UUID,
    *,
    before: Seen,
    after: Seen,
    token: str,
) -> RefundPreview:
    order = orders.get_summary(tx, asked.order_id)
    [payment] = [
        each for each in payments.list_payments_of(tx, asked.order_id) if each.id == payment_id
    ]
    ledger = _ledger(before, after)
    return RefundPreview(
        order_id=asked.order_id,
        amount_minor=asked.amount_minor,
        currency=asked.currency,
        order_state=order.state,
        money_state=order.money_state,
        payment_id=payment.id,
        connection_id=payment.connection_id,
        method=payment.method,
        ticket_ids=[each for each in before.ticket_ids if each not in after.ticket_ids],
        places=[
            ReturnedPlaces(pool_id=pool_id, places=left - before.left[pool_id])
            for pool_id, left in after.left.items()
            if left > before.left[pool_id]
        ],
        ledger=ledger,
        platform_fee_minor=-sum(
            each.amount_minor for each in ledger if each.account == payments.Account.PLATFORM_FEES
        ),
        documents=_documents(before, after),
        preview_token=token,
    )


def _ledger(before: Seen, after: Seen) -> list[LedgerEffect]:
    effects = []
    for (currency, account), minor in sorted(after.booked.items()):
        effect = minor - before.booked.get((currency, account), 0)
        if effect:
            effects.append(LedgerEffect(account=account, amount_minor=effect, currency=currency))
    return effects


def _documents(before: Seen, after: Seen) -> list[DocumentEffect]:
    known = {each.id: each.number for each in before.documents}
    return [
        DocumentEffect(
            kind=each.kind,
            corrects=known.get(each.corrects_id, "") if each.corrects_id else "",
            net_minor=each.net_minor,
            tax_minor=each.tax_minor,
            total_minor=each.total_minor,
            currency=each.currency,
        )
        for each in after.documents
        if each.id not in known
    ]
