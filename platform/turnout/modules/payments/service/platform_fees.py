"""What the platform takes of an organization's sales."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import books, policies
from turnout.modules.payments.models import FeeRoute
from turnout.modules.payments.queries import platform_fees
from turnout.modules.payments.types import PlatformFeeRule
from turnout_sdk.money import Money


def platform_fee_for(tx: Transaction, amount: Money) -> Money:
    """The platform's share of a payment by the rule that the operator set; nothing without one."""
    rule = platform_fees.find_rule(tx)
    return Money(books.platform_fee(rule, amount) if rule else 0, amount.currency)


def route_of(fee: Money, connection: connections.PaymentConnection | None) -> FeeRoute:
    """Through the provider where it pays the organization as a connected account, else owed."""
    if fee.is_zero:
        return FeeRoute.NONE
    withholds = connection is not None and connection.pays_platform
    return FeeRoute.PROVIDER if withholds else FeeRoute.OWED


def read_platform_fee(ctx: OrganizationContext) -> PlatformFeeRule:
    """What the organization is charged; it cannot change it."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return platform_fees.find_rule(tx) or PlatformFeeRule(basis_points=0, fixed={})


def set_platform_fee(ctx: SystemContext, organization_id: UUID, rule: PlatformFeeRule) -> None:
    """Set what the platform takes of payments that are opened from now on; ValueError if absurd."""
    books.require_sensible(rule)
    with transaction(ctx) as tx:
        platform_fees.write_rule(tx, organization_id, rule)
