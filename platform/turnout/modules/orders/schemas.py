"""Requests about orders, attendees, payment, cancellation, refunds, buyer terms and plans.

`BasketSchema` and `BasketShape` say the same: the first names every fault and draws the document,
the second is what the hot route decodes with.
"""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    EMAIL_MESSAGE,
    EMAIL_PATTERN,
    LOCALE_PATTERN,
    NAME_PATTERN,
    PageArguments,
    YesOrNo,
    email_field,
    locale_field,
    name_field,
    whole,
)
from turnout.kernel.typed_addresses import mailable_address
from turnout.modules.discounts import api as discounts
from turnout.modules.embeds import api as embeds
from turnout.modules.orders.models import OrderState, RefundKind
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.ticket_prices.schemas import currency_field, partner_field
from turnout.modules.visits.schemas import SourceSchema, SourceShape
from turnout_sdk.currencies import EXPONENTS

CURRENCY_PATTERN = r"^(?:[A-Z]{3})?$(?!\n)"
COUNTRY_PATTERN = r"^[A-Z]{2}$(?!\n)"
LONGEST_CODE = 40
LONGEST_NUMBER = 60
"""With the blanks and dashes that people write for reading."""
LONGEST_OFFER = 100
MOST_ANSWERS = 200
MOST_LINES = 20
MOST_ATTENDEES = 100
MOST_QUANTITY = 100
MOST_MINOR = 10**12
MOST_TIERS = 10
MOST_TICKETS = 100
MOST_INSTALMENTS = 12
LONGEST_DAYS = 730
LONGEST_HOURS = LONGEST_DAYS * 24
YEAR_SECONDS = 365 * 24 * 3600
CURRENCIES = sorted(EXPONENTS)
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
AS_LISTED = "As listed by payment-methods; without it the first that fits."
SHARE_OF_TOTAL = "Share of the total in hundredths of a percent."

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_CODE)]
Name = Annotated[str, msgspec.Meta(max_length=200, pattern=NAME_PATTERN)]
Email = Annotated[str, msgspec.Meta(max_length=254, pattern=EMAIL_PATTERN)]


def described(text: str) -> dict[str, str]:
    return {"description": text}


def number(least: int, most: int, says: str, **options: Any) -> fields.Integer:
    return whole(least, most, metadata=described(says), **options)


def answers_field() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        validate=validate.Length(max=MOST_ANSWERS),
        metadata=described("Question key → answer, as the event's form asks."),
    )


def terms_field(**options: Any) -> fields.Integer:
    says = (
        "The version of the organization's terms that the buyer was shown and agrees to; needed"
        " with the buyer's address where the organization has terms."
    )
    return number(1, MOST_MINOR, says, **options)


class LineShape(msgspec.Struct, forbid_unknown_fields=True):
    ticket_type_id: UUID
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MOST_QUANTITY)]
    amount_minor: Annotated[int, msgspec.Meta(ge=0, le=MOST_MINOR)] | None = None


class BuyerShape(msgspec.Struct, forbid_unknown_fields=True):
    email: Email
    name: Name = ""
    locale: Annotated[str, msgspec.Meta(max_length=35, pattern=LOCALE_PATTERN)] = "en"

    def __post_init__(self) -> None:
        self.email = _mailable(self.email)


class AttendeeShape(msgspec.Struct, forbid_unknown_fields=True):
    ticket_type_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NAME_PATTERN)]
    email: Email | None = None

    def __post_init__(self) -> None:
        if self.email is not None:
            self.email = _mailable(self.email)


def _mailable(text: str) -> str:
    """The address with its domain in ASCII; ValueError where no mail can be sent to it."""
    address = mailable_address(text)
    if address is None:
        raise ValueError(EMAIL_MESSAGE)
    return address


class BasketShape(msgspec.Struct, forbid_unknown_fields=True):
    event_id: UUID
    lines: Annotated[list[LineShape], msgspec.Meta(min_length=1, max_length=MOST_LINES)]
    buyer: BuyerShape | None = None
    attendees: Annotated[list[AttendeeShape], msgspec.Meta(max_length=MOST_ATTENDEES)] = []
    accepted_terms: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINOR)] | None = None
    codes: Annotated[list[Code], msgspec.Meta(max_length=discounts.MOST_CODES)] = []
    waitlist_offer: Annotated[str, msgspec.Meta(max_length=LONGEST_OFFER)] = ""
    partner: Annotated[str, msgspec.Meta(max_length=sales_partners.LONGEST_CODE)] = ""
    member_number: Annotated[str, msgspec.Meta(max_length=LONGEST_NUMBER)] = ""
    currency: Annotated[str, msgspec.Meta(pattern=CURRENCY_PATTERN)] = ""
    is_embedded: bool = False
    embedding_origin: Annotated[str, msgspec.Meta(max_length=embeds.LONGEST_ORIGIN)] = ""
    source: SourceShape | None = None


class BasketLineSchema(Schema):
    component = "OrdersLine"

    ticket_type_id = fields.UUID(required=True)
    quantity = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, MOST_QUANTITY, error="Please select 1 to {max} tickets"),
    )
    amount_minor = number(
        0, MOST_MINOR, "What a donor gives for each, minor units; else the price.", **OPTIONAL
    )


class ComplimentaryLineSchema(BasketLineSchema):
    component = "OrdersComplimentaryLine"

    class Meta:
        exclude = ("amount_minor",)


class BuyerSchema(Schema):
    email = email_field(required=True)
    name = name_field(load_default="")
    locale = locale_field(load_default="en")


class NewAttendeeSchema(Schema):
    component = "OrdersAttendee"

    ticket_type_id = fields.UUID(required=True)
    name = name_field(required=True, least=1)
    email = email_field(**OPTIONAL)


class BasketSchema(Schema):
    compiled: ClassVar[type[msgspec.Struct]] = BasketShape

    event_id = fields.UUID(required=True)
    lines = fields.List(
        fields.Nested(BasketLineSchema), required=True, validate=validate.Length(1, MOST_LINES)
    )
    buyer = fields.Nested(
        BuyerSchema,
        load_default=None,
        allow_none=True,
        metadata=described("May follow by PATCH; needed before paying or confirming."),
    )
    attendees = fields.List(
        fields.Nested(NewAttendeeSchema),
        load_default=list,
        validate=validate.Length(max=MOST_ATTENDEES),
    )
    accepted_terms = terms_field(**OPTIONAL)
    codes = fields.List(
        fields.String(validate=validate.Length(1, LONGEST_CODE)),
        load_default=list,
        validate=validate.Length(max=discounts.MOST_CODES),
        metadata=described("Codes of discounts, as check-codes explains them."),
    )
    waitlist_offer = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_OFFER),
        metadata=described("From a waitlist: the place's id, a dot and its secret."),
    )
    partner = partner_field()
    member_number = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NUMBER),
        metadata=described("Of a member list, as check-member-price explains it."),
    )
    currency = currency_field("In which the buyer pays; the event's own without it.")
    is_embedded = YesOrNo(
        load_default=False,
        metadata=described("The checkout stands in another site's page: the channel is `embed`."),
    )
    embedding_origin = fields.String(
        load_default="",
        validate=validate.Length(max=embeds.LONGEST_ORIGIN),
        metadata=described("The site of that page; one that the organization allows."),
    )
    source = fields.Nested(
        SourceSchema,
        **OPTIONAL,
        metadata=described("Where the buyer came from, as the checkout's page says; cleaned."),
    )


class ComplimentaryOrderSchema(Schema):
    component = "OrdersComplimentaryFields"

    event_id = fields.UUID(required=True)
    lines = fields.List(
        fields.Nested(ComplimentaryLineSchema),
        required=True,
        validate=validate.Length(1, MOST_LINES),
    )
    buyer = fields.Nested(BuyerSchema, required=True, metadata=described("Whose the tickets are."))
    attendees = fields.List(
        fields.Nested(NewAttendeeSchema),
        required=True,
        validate=validate.Length(1, MOST_ATTENDEES),
        metadata=described("One for each ticket."),
    )
    sends_mail = YesOrNo(
        load_default=True, metadata=described("Whether the tickets are mailed to the buyer.")
    )


class BuyerUpdateSchema(Schema):
    component = "OrdersBuyerChanges"

    email = email_field()
    name = name_field()
    locale = locale_field()


class AnsweringAttendeeSchema(NewAttendeeSchema):
    component = "OrdersAttendeeChanges"

    answers = answers_field()


class OrderUpdateSchema(Schema):
    component = "OrdersChanges"

    buyer = fields.Nested(BuyerUpdateSchema)
    attendees = fields.List(
        fields.Nested(AnsweringAttendeeSchema), validate=validate.Length(max=MOST_ATTENDEES)
    )
    answers = answers_field()
    accepted_terms = terms_field()


class EmailCorrectionSchema(Schema):
    component = "OrdersEmailCorrection"

    email = email_field(required=True)


class AttendeeUpdateSchema(Schema):
    component = "OrdersAttendeeFields"

    name = name_field(least=1)
    email = email_field()
    answers = answers_field()


class AttendeeChangeSchema(AttendeeUpdateSchema):
    component = "OrdersAttendeeChange"

    is_other_person = YesOrNo(
        load_default=False,
        metadata=described(
            "Somebody else comes: `name` is needed, the former person's address and answers go, "
            "and the tickets have new codes."
        ),
    )


class OrderArguments(PageArguments):
    event_id = fields.UUID(
        load_default=None,
        metadata=described("The event that sold it, or to which a pass in it admits."),
    )
    state = one_of(OrderState, load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=200))


class AttendeeArguments(PageArguments):
    state = one_of(("valid", "void", "refunded"), load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=200))


class NewRefundSchema(Schema):
    component = "OrdersRefundFields"

    return_id = fields.UUID(
        **OPTIONAL,
        metadata=described(
            "The tickets given back that it pays for, as a finding "
            "`return_not_paid` or `refund_refused` names them; at most what is missing of them."
        ),
    )
    amount_minor = number(
        1, MOST_MINOR, "Minor units; everything that is left without it.", **OPTIONAL
    )
    reason = fields.String(load_default="", validate=validate.Length(max=500))
    preview_token = fields.String(
        **OPTIONAL,
        validate=validate.Length(max=200),
        metadata=described("Of a preview: refused with 409 when the order is another by now."),
    )


class NewPaymentSchema(Schema):
    component = "OrdersPaymentFields"

    connection_id = fields.UUID(**OPTIONAL, metadata=described(AS_LISTED))
    method = fields.String(
        **OPTIONAL, validate=validate.Length(1, 60), metadata=described(AS_LISTED)
    )
    country = fields.String(
        **OPTIONAL,
        validate=validate.Regexp(COUNTRY_PATTERN),
        metadata=described("The buyer's, ISO 3166; some methods are for some countries."),
    )
    plan_id = fields.UUID(
        allow_none=True,
        metadata=described("A payment plan, or null for none; as chosen before without it."),
    )
    everything = YesOrNo(
        load_default=False,
        metadata=described("Pay all that is left, not the part that is due by the plan."),
    )
    return_path = fields.String(
        **OPTIONAL,
        validate=[
            validate.Length(max=500),
            validate.Regexp(
                r"^/(?![/\\])[^\\\s]*$(?!\n)", error="Give a path on this site that starts with /."
            ),
        ],
        metadata=described("Where the buyer comes back to; the order's page without it."),
    )


class CountryArguments(Schema):
    country = fields.String(load_default=None, validate=validate.Regexp(COUNTRY_PATTERN))


class DecisionSchema(Schema):
    component = "OrdersDecisionFields"

    reason = name_field(load_default="")


class TicketArguments(Schema):
    ticket_id = fields.List(
        fields.UUID(), load_default=None, validate=validate.Length(1, MOST_TICKETS)
    )


class NewCancellationSchema(Schema):
    component = "OrdersCancellationFields"

    ticket_ids = fields.List(
        fields.UUID(),
        **OPTIONAL,
        validate=validate.Length(1, MOST_TICKETS),
        metadata=described("Everything that the buyer still has without it."),
    )
    amount_minor = number(
        0,
        MOST_MINOR,
        "What the buyer was shown to come back; another amount is 409.",
        required=True,
    )


class TierSchema(Schema):
    days_before = number(
        0, LONGEST_DAYS, "Until the end of the day that lies so many days before.", required=True
    )
    share_bp = number(0, 10_000, "Share of the price in hundredths of a percent.", required=True)


def _hours(says: str) -> fields.Integer:
    return number(
        0,
        LONGEST_HOURS,
        f"{says}, so many hours before the start; null: never.",
        load_default=0,
        allow_none=True,
    )


class BuyerTermsUpdateSchema(Schema):
    component = "OrdersBuyerTermsFields"

    refund = one_of(
        RefundKind,
        metadata=described("What comes back when a buyer cancels: none, full, by tiers."),
    )
    tiers = fields.List(
        fields.Nested(TierSchema), load_default=list, validate=validate.Length(max=MOST_TIERS)
    )
    fee_minor = number(0, MOST_MINOR, "Kept of each ticket that is given back.", load_default=0)
    fee_currency = one_of(CURRENCIES, **OPTIONAL)
    changes_close_hours = _hours("Until when names and answers may be changed")
    transfers_close_hours = _hours("Until when tickets may be passed on")


class PlanInstalmentSchema(Schema):
    component = "OrdersInstalmentFields"

    days = number(1, LONGEST_DAYS, "Days after the order; or `on`.", allow_none=True)
    on = fields.Date(allow_none=True, metadata=described("A date; or `days`."))


def _instalments(*, required: bool) -> fields.Field[Any]:
    return fields.List(
        fields.Nested(PlanInstalmentSchema),
        required=required,
        validate=validate.Length(1, MOST_INSTALMENTS),
        metadata=described("The rest after the deposit, in equal parts."),
    )


class PlanUpdateSchema(Schema):
    component = "OrdersPlanChanges"

    name = name_field(least=1)
    currency = one_of(CURRENCIES, required=False)
    deposit_bp = number(1, 9999, SHARE_OF_TOTAL, allow_none=True)
    deposit_minor = whole(1, MOST_MINOR, allow_none=True)
    instalments = _instalments(required=False)
    last_days_before = number(
        0, LONGEST_DAYS, "Everything is due so many days before the event starts."
    )
    grace_days = number(0, 60, "How long an overdue order still keeps its places.")
    reminder_days = number(0, 60, "The buyer is reminded so many days before; 0 never.")
    minimum_minor = whole(0, MOST_MINOR)
    keeps_deposit = YesOrNo(
        metadata=described("An overdue order loses its deposit; the buyer is told before.")
    )
    is_active = YesOrNo()


class NewPlanSchema(PlanUpdateSchema):
    component = "OrdersPlanFields"

    name = name_field(least=1, required=True)
    currency = one_of(CURRENCIES)
    instalments = _instalments(required=True)
    deposit_bp = number(1, 9999, SHARE_OF_TOTAL, **OPTIONAL)
    deposit_minor = whole(1, MOST_MINOR, **OPTIONAL)
    last_days_before = whole(0, LONGEST_DAYS, load_default=0)
    grace_days = whole(0, 60, load_default=3)
    reminder_days = whole(0, 60, load_default=7)
    minimum_minor = whole(0, MOST_MINOR, load_default=0)
    keeps_deposit = YesOrNo(load_default=False)
    is_active = YesOrNo(load_default=True)


class PaymentTermsUpdateSchema(Schema):
    component = "OrdersTermsFields"

    longest_pending_seconds = number(
        0,
        YEAR_SECONDS,
        "How long a pending payment may keep places; null: no own cap.",
        required=True,
        allow_none=True,
    )
