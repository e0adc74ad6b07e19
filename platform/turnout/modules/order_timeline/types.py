"""What happened to an order, as it crosses the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.http.answers import one_of


class TimelineKind(StrEnum):
    """Codes that stay; a screen has words for each."""

    ORDER_PLACED = "order.placed"
    ORDER_AWAITING_APPROVAL = "order.awaiting-approval"
    ORDER_AWAITING_PAYMENT = "order.awaiting-payment"
    ORDER_UNDER_REVIEW = "order.under-review"
    ORDER_CONFIRMED = "order.confirmed"
    ORDER_EXPIRED = "order.expired"
    ORDER_CANCELLED = "order.cancelled"
    ORDER_BUYER_CHANGED = "order.buyer-changed"
    ORDER_DEADLINE_CHANGED = "order.deadline-changed"
    ORDER_MOVED = "order.moved"
    ORDER_TICKETS_RETURNED = "order.tickets-returned"
    ATTENDEE_CHANGED = "attendee.changed"
    ANSWERS_CHANGED = "answers.changed"
    TICKET_VOIDED = "ticket.voided"
    TICKET_REFUNDED = "ticket.refunded"
    TICKET_MOVED = "ticket.moved"
    TICKET_PASSED_ON = "ticket.passed-on"
    TICKET_RENAMED = "ticket.renamed"
    TICKET_CODE_RENEWED = "ticket.code-renewed"
    FILE_SENT = "file.sent"
    PAYMENT_OPENED = "payment.opened"
    PAYMENT_PENDING = "payment.pending"
    PAYMENT_UNKNOWN = "payment.unknown"
    PAYMENT_NEEDS_ACTION = "payment.needs-action"
    PAYMENT_PROCESSING = "payment.processing"
    PAYMENT_AUTHORIZED = "payment.authorized"
    PAYMENT_SUCCEEDED = "payment.succeeded"
    PAYMENT_PART_REFUNDED = "payment.part-refunded"
    PAYMENT_REFUNDED = "payment.refunded"
    PAYMENT_FAILED = "payment.failed"
    PAYMENT_CANCELLED = "payment.cancelled"
    PAYMENT_DISPUTED = "payment.disputed"
    PAYMENT_REVIEWED = "payment.reviewed"
    REFUND_REQUESTED = "refund.requested"
    REFUND_SUCCEEDED = "refund.succeeded"
    REFUND_FAILED = "refund.failed"
    REFUND_SETTLED = "refund.settled"
    INVOICE_ISSUED = "invoice.issued"
    CREDIT_NOTE_ISSUED = "credit-note.issued"
    CHECKIN_ADMITTED = "checkin.admitted"
    CHECKIN_UNDONE = "checkin.undone"
    BADGE_PRINTED = "badge.printed"
    TRANSFER_OFFERED = "transfer.offered"
    TRANSFER_ACCEPTED = "transfer.accepted"
    TRANSFER_DECLINED = "transfer.declined"
    TRANSFER_WITHDRAWN = "transfer.withdrawn"
    TRANSFER_EXPIRED = "transfer.expired"
    NOTE_WRITTEN = "note.written"
    NOTE_EDITED = "note.edited"
    NOTE_DELETED = "note.deleted"
    TAG_ADDED = "tag.added"
    TAG_REMOVED = "tag.removed"
    MAIL_QUEUED = "mail.queued"
    MAIL_SENDING = "mail.sending"
    MAIL_SENT = "mail.sent"
    MAIL_FAILED = "mail.failed"


class TimelineActorKind(StrEnum):
    PERSON = "person"
    SERVICE_ACCOUNT = "service-account"
    AGENCY = "agency"
    OPERATOR = "operator"
    DEVICE = "device"
    BUYER = "buyer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineActor:
    """Who did it."""

    kind: Annotated[str, one_of(TimelineActorKind)]
    id: Annotated[
        str, "Of the person or token; of the system the name of the job; empty for a guest."
    ]
    name: Annotated[str, "Of the person, token or service account; empty where nobody is named."]
    on_behalf_of: Annotated[str, "`agency:<id>`, `operator:<id>`; empty: for themselves"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened to an order."""

    id: UUID
    at: datetime
    kind: Annotated[str, one_of(TimelineKind)]
    actor: TimelineActor
    resource: Annotated[str, "What it happened to: `order`, `payment`, `ticket` …"]
    resource_id: UUID
    values: Annotated[dict[str, Any], "What there is to say of it, by the kind."]
    before: Annotated[dict[str, Any], "The former of the values that changed."]
