"""Payment options, the chosen one, and what the buyer does next."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout.modules.orders.types import PlanOffer
from turnout.modules.payments import api as payments


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChoice:
    """How a buyer wants to pay; None leaves it to the first that fits.

    `keeps_plan` leaves the plan that was chosen before; else `plan_id` says it, and None is no
    plan. `everything` pays all that is left instead of the part that is due.
    """

    connection_id: UUID | None = None
    method: str | None = None
    country: str | None = None
    plan_id: UUID | None = None
    keeps_plan: bool = True
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line by which to pay, shown as it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What the buyer does next, by the `flow` of the method they chose."""

    flow: str
    redirect_url: str | None
    client_token: str | None = field(repr=False)
    client_options: dict[str, str]
    """Public values that the provider's fields want beside the token."""
    instructions: list[Instruction] = field(repr=False)
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStarted:
    """What the buyer does next; no `next_action`: nothing, or the provider is still asked."""

    order_id: UUID
    payment_id: UUID
    state: str
    amount_minor: int
    currency: str
    redirect_url: str | None
    next_action: NextAction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOptions:
    """What is due, what is left, and how it may be paid; minor units of `currency`."""

    currency: str
    due_minor: int
    left_minor: int
    items: list[payments.PaymentMethod]
    plans: list[PlanOffer]
    plan_id: UUID | None
    """The plan that was chosen or is in force."""
    under_way: PaymentStarted | None
    """The payment that is open now: its instructions or page are shown again."""
    last_attempt_failed: bool = False
    """The newest payment did not go through, and no other was opened since."""
