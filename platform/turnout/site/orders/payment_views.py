"""What the templates show of paying an order, and of the papers about it."""

from dataclasses import dataclass, field
from datetime import datetime

from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWay:
    """One way to pay, by the words of whoever offers it."""

    value: str
    title: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    amount: Money
    due_at: datetime | None
    """Where the event is; None for what is paid at once."""
    is_paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """All at once, or a deposit with its instalments."""

    value: str
    title: str
    now: Money
    parts: tuple[PartLine, ...] = ()
    warning: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingView:
    """Where the payment of an order stands, and what its buyer can do about it."""

    action_url: str
    due: Money
    left: Money
    paid: Money
    is_complete: bool
    """Whether buyer and attendees are named: nothing is paid before."""
    ways: tuple[PayWay, ...] = ()
    has_fields: bool = False
    """The checkout can show a provider's own fields for it."""
    plans: tuple[PlanChoice, ...] = ()
    agreed: PlanChoice | None = None
    """The plan that is in force."""
    asked: Money | None = None
    """What the payment that is open asks for."""
    instructions: tuple[Instruction, ...] = ()
    page_url: str | None = None
    """The provider's page that is open for it."""
    is_being_worked_on: bool = False
    has_failed: bool = False
    """The last payment did not go through, and no other was begun since."""
    kept_until: datetime | None = None
    zone: str = ""

    @property
    def can_choose(self) -> bool:
        return bool(self.ways) and not self.is_being_worked_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLink:
    """An invoice or a credit note."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingLine:
    name: str
    label: str
    value: str
    longest: int
    autocomplete: str
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingForm:
    """Whom the order is billed to; open until its invoice is issued."""

    action_url: str
    lines: tuple[BillingLine, ...]
    is_filled: bool
    is_wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    links: tuple[PaperLink, ...] = field(default_factory=tuple)
    billing: BillingForm | None = None
