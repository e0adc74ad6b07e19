"""Payment links as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaymentLink:
    """What the team asks for; without `pay_until` the buyer's time stays as it is."""

    pay_until: datetime | None = None
    sends_mail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLink:
    """Until when an order may be paid by its link. The link itself is kept nowhere."""

    order_id: UUID
    pay_until: Annotated[datetime | None, "Its places are kept until then."]
    due_minor: int
    currency: str
    is_mailed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLinkAnswer(PaymentLink):
    """The same as the API answers it; the address is derived again each time."""

    component: ClassVar[str] = "PaymentLinksLink"
    url: Annotated[str, "Opens the order to whoever has it: for its buyer alone."]
