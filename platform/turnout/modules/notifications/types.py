"""Mails as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.identity.api import IdentityMail, Person
from turnout.modules.notifications.models import NotificationBatchRow, State
from turnout.modules.opt_outs.api import MailSubject, OptOutTopic
from turnout.modules.orders.api import Order
from turnout_sdk.email import ReportState


class Template(StrEnum):
    """The built-in mails; the value names the files in assets/mails."""

    ORDER_CONFIRMED = "order-confirmed"
    ORDER_CANCELLED = "order-cancelled"
    ORDER_REFUNDED = "order-refunded"
    ORDER_TO_PAY = "order-to-pay"
    ORDER_HOW_TO_PAY = "order-how-to-pay"
    ORDER_UNDER_REVIEW = "order-under-review"
    ORDER_DECLINED = "order-declined"
    ORDER_APPLICATION_SENT = "order-application-sent"
    ORDER_APPLICATION_APPROVED = "order-application-approved"
    ORDER_APPLICATION_DENIED = "order-application-denied"
    ORDER_APPLICATION_LAPSED = "order-application-lapsed"
    ORDER_PART_PAID = "order-part-paid"
    ORDER_PART_DUE = "order-part-due"
    ORDER_LAPSED = "order-lapsed"
    ORDER_EVENT_CHANGED = "order-event-changed"
    TICKETS_RETURNED = "order-tickets-returned"
    TICKETS_MOVED = "order-tickets-moved"
    ORDER_EMAIL_CORRECTED = "order-email-corrected"
    TICKET_OFFERED = "ticket-offered"
    TICKET_YOURS = "ticket-yours"
    TICKET_PASSED_ON = "ticket-passed-on"
    CERTIFICATE_READY = "certificate-ready"
    SALES_REPORT = "sales-report"
    EXPORT_READY = "export-ready"
    EXPORT_NOT_MADE = "export-not-made"
    TICKET_CHANGED = "ticket-changed"
    WAITLIST_JOINED = "waitlist-joined"
    WAITLIST_OFFERED = "waitlist-offered"
    WAITLIST_LAST_CHANCE = "waitlist-last-chance"
    WAITLIST_PASSED_ON = "waitlist-passed-on"
    SESSION_PLACE_OFFERED = "waitlist-session-offered"
    SESSION_PLACE_LAST_CHANCE = "waitlist-session-last-chance"
    SESSION_PLACE_PASSED_ON = "waitlist-session-passed-on"
    SESSION_PLACE_GIVEN = "waitlist-session-given"
    SESSION_NEWS = "session-news"
    SESSION_LEFT = "session-left"
    EVENT_NEWS = "event-news"
    NEW_EVENTS = "new-events"
    SAVED_SEARCH_ASKED = "saved-search-asked"
    SAVED_SEARCH_EVENTS = "saved-search-events"
    EVENT_INVITATION = "event-invitation"
    ANNOUNCEMENT = "announcement"
    INVITATION = "invitation"
    TICKET_LINKS = "ticket-links"
    VERIFY_EMAIL = "verify-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105  a mail's name
    ALREADY_REGISTERED = "already-registered"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  a mail's name
    CHANGE_EMAIL = "change-email"
    EMAIL_CHANGED = "email-changed"
    SECOND_FACTORS_CHANGED = "second-factors-changed"
    ORGANIZATION_OFFERED = "organization-offered"
    ORGANIZATION_HANDED_OVER = "organization-handed-over"
    ORGANIZATION_CLAIMED = "organization-claimed"
    ORGANIZATION_CLAIM_NOTICE = "organization-claim-notice"
    ORGANIZATION_SUSPENDED = "organization-suspended"
    ORGANIZATION_CLOSING = "organization-closing"
    ORGANIZATION_REOPENED = "organization-reopened"
    ORGANIZATION_CERTIFICATE_ENDING = "organization-certificate-ending"
    ORGANIZATION_DELETED = "organization-deleted"
    ORGANIZATION_WARNED = "organization-warned"
    ORGANIZATION_EVENT_UNPUBLISHED = "organization-event-unpublished"
    ORGANIZATION_EVENT_APPROVED = "organization-event-approved"
    ORGANIZATION_EVENT_DECLINED = "organization-event-declined"
    ORGANIZATION_DISPUTE_OPENED = "organization-dispute-opened"
    ORGANIZATION_DISPUTE_DUE = "organization-dispute-due"
    ORGANIZATION_SENDING_DOMAIN_FAILED = "organization-sending-domain-failed"
    ORGANIZATION_SENDING_DOMAIN_RESTORED = "organization-sending-domain-restored"
    ORGANIZATION_APPEAL_ANSWERED = "organization-appeal-answered"
    ORGANIZATION_VERIFICATION_APPROVED = "organization-verification-approved"
    ORGANIZATION_VERIFICATION_DECLINED = "organization-verification-declined"
    ORGANIZATION_VERIFICATION_ENDED = "organization-verification-ended"
    REPORT_UPHELD = "report-upheld"
    REPORT_DISMISSED = "report-dismissed"
    ORGANIZATION_DATA_REQUEST = "organization-data-request"
    ORGANIZATION_DATA_REQUEST_DUE = "organization-data-request-due"
    ORGANIZATION_RETENTION_PLANNED = "organization-retention-planned"
    DATA_REQUEST_GRANTED = "data-request-granted"
    DATA_REQUEST_REFUSED = "data-request-refused"
    DATA_REQUEST_EXTENDED = "data-request-extended"
    SIGN_IN_METHODS_CHANGED = "sign-in-methods-changed"
    ERASURE_ASKED = "erasure-asked"
    NEW_DEVICE = "new-device"
    APPROVE_EMAIL_CHANGE = "approve-email-change"
    ACCOUNTS_MERGED = "accounts-merged"
    PERSONAL_DATA_READY = "personal-data-ready"


OF_ORDERS = frozenset(each for each in Template if each.value.startswith("order-"))
RESENDABLE = OF_ORDERS - {Template.ORDER_EMAIL_CORRECTED} | {Template.CERTIFICATE_READY}
"""A notice to a former address is for nobody else."""
NOTICES = frozenset(each for each in Template if each.value.startswith("organization-"))
"""To an organization's owners, about the organization itself."""
OF_TICKETS = frozenset({
    Template.TICKET_OFFERED, Template.TICKET_YOURS, Template.TICKET_PASSED_ON,
    Template.TICKET_CHANGED,
})  # fmt: skip
"""About one ticket that changes hands, or that did."""
WITH_TICKETS = frozenset({Template.ORDER_CONFIRMED, Template.TICKETS_MOVED})
UNASKED = frozenset(
    {
        *(Template.SESSION_NEWS, Template.EVENT_NEWS, Template.NEW_EVENTS),
        Template.SESSION_LEFT,
        *(Template.EVENT_INVITATION, Template.ANNOUNCEMENT),
    }
)
"""Nobody bought or asked for these by themselves: each says how to get no more (RFC 8058)."""
OF_WAITLISTS = frozenset(each for each in Template if each.value.startswith("waitlist-"))
WITH_OWN_FORM = OF_ORDERS | OF_TICKETS | OF_WAITLISTS | UNASKED
WITH_OWN_FORM |= {Template.TICKET_LINKS, Template.CERTIFICATE_READY}
WITH_OWN_FORM |= {Template.SAVED_SEARCH_ASKED, Template.SAVED_SEARCH_EVENTS}
"""Templates of HTML and text; the others fill the form about accounts."""
ABOUT_STATE = {
    Template.ORDER_CONFIRMED: "confirmed",
    Template.ORDER_TO_PAY: "awaiting_payment",
    Template.ORDER_HOW_TO_PAY: "awaiting_payment",
    Template.ORDER_UNDER_REVIEW: "under_review",
    Template.ORDER_APPLICATION_SENT: "awaiting_approval",
    Template.ORDER_PART_PAID: "awaiting_payment",
    Template.ORDER_PART_DUE: "awaiting_payment",
    Template.ORDER_EVENT_CHANGED: "confirmed",
    Template.TICKETS_MOVED: "confirmed",
}
"""Mails that are not worth sending once the order has moved on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """What a mail says, to whom, and what caused it."""

    template: Template
    source_id: UUID
    recipient: str
    recipient_name: str = ""
    locale: str = "en"
    order_id: UUID | None = None
    event_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> MailSubject:
        """What somebody ends who wants no more mails like this one."""
        if self.template is Template.NEW_EVENTS:
            topic, event_id = None, None
        elif self.template is Template.EVENT_INVITATION:
            topic, event_id = OptOutTopic.INVITATIONS, None
        else:
            topic, event_id = OptOutTopic.EVENT, self.event_id
        return MailSubject(
            template=self.template.value,
            recipient=self.recipient,
            topic=topic,
            event_id=event_id,
            user_id=None if topic else UUID(self.details["user_id"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail(MailContent):
    """A mail to be written down. `source_id` with `serial` names its cause once and for all."""

    serial: int = 0

    @classmethod
    def to_buyer(
        cls,
        order: Order,
        template: Template,
        *,
        source_id: UUID,
        details: dict[str, Any] | None = None,
    ) -> "NewMail":
        """About an order, to its buyer in their language."""
        return cls(
            template=template, source_id=source_id, recipient=order.buyer_email,
            recipient_name=order.buyer_name, locale=order.locale, order_id=order.id,
            event_id=order.event_id, details=details or {},
        )  # fmt: skip

    @classmethod
    def to_person(
        cls,
        person: Person | IdentityMail,
        template: Template,
        *,
        source_id: UUID,
        serial: int = 0,
        details: dict[str, Any] | None = None,
    ) -> "NewMail":
        """To somebody with an account, in their language."""
        return cls(
            template=template,
            source_id=source_id,
            serial=serial,
            recipient=person.email,
            recipient_name=person.display_name,
            locale=person.locale,
            details=details or {},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedMail(MailContent):
    """A mail that this worker alone sends until `leased_until`."""

    id: UUID
    message_id: str
    attempts: int
    queued_at: datetime
    leased_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A line of the delivery log."""

    id: UUID
    message_id: Annotated[str, "The same however often the mail was tried."]
    template: Annotated[str, one_of(Template)]
    recipient: str
    order_id: UUID | None
    event_id: UUID | None
    state: Annotated[str, one_of(State)]
    reason: Annotated[str, "Why it has not arrived yet or never will; empty otherwise."]
    attempts: int
    queued_at: datetime
    due_at: Annotated[datetime, "The next attempt."]
    sent_at: datetime | None
    report: Annotated[
        str, one_of(["", *ReportState]), "What its provider tells of it; empty where nothing."
    ] = ""
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationBatch:
    """News under way, locked for the transaction that tells the next portion of people."""

    id: UUID
    template: Template
    event_id: UUID | None
    content: dict[str, Any]
    last_seen: str
    told: int

    @classmethod
    def of(cls, row: NotificationBatchRow) -> "NotificationBatch":
        return from_attributes(cls, row, template=Template(row.template))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody whom news concerns; of sessions, by which ones."""

    email: str
    name: str
    locale: str
    details: dict[str, Any] = field(default_factory=dict)
