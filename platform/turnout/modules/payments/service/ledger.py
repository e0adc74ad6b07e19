"""The ledger: book a payment, read balances and entries; the platform's fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import ledger_rules, policies
from turnout.modules.payments.enums import Decision, FeeRoute
from turnout.modules.payments.ledger_rules import Booked, Share
from turnout.modules.payments.metrics import CORRECTIONS
from turnout.modules.payments.models import PaymentRow
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.queries import ledger
from turnout.modules.payments.types import Balance, LedgerEntryView, PlatformFeeRule
from turnout_sdk.money import Money


def book(tx: Transaction, payment: PaymentRow, every: Sequence[Observation]) -> None:
    """Write the entries that are missing; the payment is locked by the caller."""
    wanted = ledger_rules.targets(
        every,
        asked=Money(payment.amount_minor, payment.currency),
        share=share_of(payment),
        is_refused=payment.review_decision == Decision.REFUSED.value,
    )
    there = ledger.list_booked_objects(tx, payment.id)
    for entry in ledger_rules.differences(wanted, there, now=tx.now):
        earlier = there.get((entry.subject, entry.currency), Booked()).entries
        ledger.insert_posting(tx, payment.id, entry, earlier=earlier)
        family, _, what = entry.kind.partition(".")
        if what == "corrected":
            CORRECTIONS.add(family=family)


def share_of(payment: PaymentRow) -> Share:
    return Share(minor=payment.platform_fee_minor, route=FeeRoute(payment.platform_fee_route))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    balances: list[Balance]
    items: list[LedgerEntryView]
    next_cursor: str | None


def get_ledger(ctx: OrganizationContext, request: PageRequest) -> LedgerPage:
    """All balances, and the entries from the newest on."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        balances = ledger.ledger_balance(tx)
        entries = ledger.list_entries(tx, request)
    found = page(entries, request, key=lambda entry: (entry.recorded_at.isoformat(), entry.id))
    return LedgerPage(balances=balances, items=found.items, next_cursor=found.next_cursor)


def platform_fee_for(tx: Transaction, amount: Money) -> Money:
    """The platform's share of a payment by the rule that the operator set; nothing without one."""
    rule = ledger.find_platform_fee(tx)
    return Money(ledger_rules.platform_fee(rule, amount) if rule else 0, amount.currency)


def route_of(fee: Money, connection: connections.PaymentConnection | None) -> FeeRoute:
    """Through the provider where it pays the organization as a connected account, else owed."""
    if fee.is_zero:
        return FeeRoute.NONE
    withholds = connection is not None and connection.pays_platform
    return FeeRoute.PROVIDER if withholds else FeeRoute.OWED


def get_platform_fee(ctx: OrganizationContext) -> PlatformFeeRule:
    """Read the platform's fee of an organization, which cannot change it itself."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return ledger.find_platform_fee(tx) or PlatformFeeRule(basis_points=0, fixed={})


def set_platform_fee(ctx: SystemContext, organization_id: UUID, rule: PlatformFeeRule) -> None:
    """Set what the platform takes of payments that are opened from now on; ValueError if absurd."""
    ledger_rules.require_sensible(rule)
    with transaction(ctx) as tx:
        ledger.save_platform_fee(tx, organization_id, rule)
