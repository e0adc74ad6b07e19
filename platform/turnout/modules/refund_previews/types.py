"""What a refund would do, as it crosses the module's border."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.invoices.api import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPlaces:
    """Places that a pool of capacity gets back."""

    pool_id: UUID
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEffect:
    """What is booked on an account; debits are positive, and all of them sum to zero."""

    account: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEffect:
    """A document that is issued; numbers are given when it is."""

    kind: Annotated[str, one_of(DocumentKind)]
    corrects: Annotated[str, "The number of the invoice that a credit note corrects, or empty."]
    net_minor: int
    tax_minor: int
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """What a refund comes to once the provider has carried it out."""

    order_id: UUID
    amount_minor: int
    currency: str
    order_state: Annotated[str, "Of the order afterwards."]
    money_state: str
    payment_id: Annotated[UUID, "The payment through which the money goes back."]
    connection_id: Annotated[UUID | None, "Null: a person took the money and gives it back."]
    method: Annotated[str | None, "How the buyer had paid: the money goes there."]
    ticket_ids: Annotated[list[UUID], "Tickets that are void afterwards."]
    places: Annotated[list[ReturnedPlaces], "What can be sold again."]
    ledger: list[LedgerEffect]
    platform_fee_minor: Annotated[int, "The part of the platform's fee that comes back."]
    documents: list[DocumentEffect]
    preview_token: Annotated[str, "Send it with the refund: it is refused once this is outdated."]
