"""Values of reconciliation: statement lines, payouts, runs and findings."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line of a statement as it will be kept; with the payment that it is certainly for."""

    line_id: str
    booked_on: date
    amount: Money
    text: str
    party: str
    party_account: str
    payment_id: UUID | None = None
    fact_kind: str | None = None
    object_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A movement at the bank; money in is positive, minor units of `currency`."""

    id: UUID
    connection_id: UUID
    line_id: str
    booked_on: date
    amount_minor: int
    currency: str
    text: str = field(repr=False)
    party: str = field(repr=False)
    party_account: str = field(repr=False)
    state: str
    payment_id: UUID | None
    reason: str
    imported_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSum:
    """Another sum came in by this statement than was asked; None missing: another currency."""

    payment_id: UUID
    asked_minor: int
    received_minor: int
    currency: str
    received_currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What a statement held; counts of lines."""

    lines: int
    known: int
    """Told by an earlier statement: nothing happened again."""
    matched: int
    unmatched: int
    passed_over: int
    """Money out that is nothing to do with payments; it is not kept."""
    wrong_sums: list[WrongSum]
    is_dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutView:
    """Money that a provider sent to the bank; minor units of `currency`."""

    id: UUID
    connection_id: UUID
    provider_ref: str
    currency: str
    amount_minor: int
    fee_minor: int
    paid_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A line of the provider's report, and what of ours it is about."""

    line_id: str
    kind: str
    gross_minor: int
    fee_minor: int
    net_minor: int
    currency: str
    occurred_at: datetime
    provider_ref: str | None
    object_id: str | None
    payment_id: UUID | None
    difference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutDetails:
    payout: PayoutView
    items: list[ItemView]
    items_net_minor: int
    """What the items add up to; the payout's own amount where the report is complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What reading a provider's report brought."""

    items: int
    payouts: int
    booked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    id: UUID
    ran_at: datetime
    is_repairing: bool
    orders: int
    payments: int
    items: int
    asked: int
    repaired: int
    differences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    id: UUID
    kind: str
    says: str
    subject: str
    order_id: UUID | None
    payment_id: UUID | None
    connection_id: UUID | None
    currency: str
    expected: int
    found: int
    state: str
    first_seen_at: datetime
    last_seen_at: datetime
    settled_at: datetime | None
    settled_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """A line of a provider's report as it was kept."""

    line_id: str
    connection_id: UUID
    payout_ref: str | None
    kind: str
    gross_minor: int
    fee_minor: int
    currency: str
    occurred_at: datetime
    provider_ref: str | None
    object_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectSum:
    """What the report says of one object, all its lines together."""

    kind: str
    provider_ref: str | None
    object_id: str | None
    currency: str
    gross_minor: int
    fee_minor: int
    line_id: str
    """The first of its lines, to name it by."""
    last_at: datetime
