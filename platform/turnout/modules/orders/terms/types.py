"""Payment plans and terms as they cross the module's border: frozen and complete."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Self
from uuid import UUID

from turnout.kernel.values import from_attributes
from turnout.modules.orders.models import PaymentPlanRow, RefundKind
from turnout.modules.orders.terms.rules import InstalmentRule, TermsVersion, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPlan:
    """A payment plan as its organizers wrote it; amounts are minor units of `currency`."""

    component: ClassVar[str] = "OrdersPlan"
    id: UUID
    event_id: UUID
    name: str
    currency: str
    deposit_bp: int | None
    deposit_minor: int | None
    instalments: list[InstalmentRule]
    last_days_before: int
    grace_days: int
    reminder_days: int
    minimum_minor: int
    keeps_deposit: bool
    is_active: bool
    version: int

    @classmethod
    def of(cls, row: PaymentPlanRow) -> Self:
        instalments = [InstalmentRule.of(each) for each in row.instalments]
        return from_attributes(cls, row, instalments=instalments)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerms:
    component: ClassVar[str] = "OrdersTerms"
    longest_pending_seconds: int | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedInstalment:
    """One part of a price; the first is the deposit."""

    component: ClassVar[str] = "OrdersPart"
    amount_minor: int
    due_at: datetime
    is_paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """A plan as it would be, or is, for one order."""

    plan_id: UUID
    name: str
    keeps_deposit: Annotated[bool, "An order that becomes overdue loses its first part."]
    grace_days: int
    is_in_force: bool
    parts: list[OfferedInstalment]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerTermsVersion:
    """The terms in force for an event or organization; `fee_minor` in units of `fee_currency`."""

    component: ClassVar[str] = "OrdersBuyerTerms"
    refund: RefundKind
    tiers: tuple[Tier, ...]
    fee_minor: int
    fee_currency: str | None
    changes_close_hours: int | None
    transfers_close_hours: int | None
    is_own: Annotated[bool, "False: an event follows its organization, which may say nothing."]
    version: int

    @classmethod
    def of(cls, written: TermsVersion) -> Self:
        return from_attributes(cls, written.terms, is_own=written.is_own, version=written.number)
