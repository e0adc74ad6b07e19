"""Shapes of buyer terms and of cancellation."""

from marshmallow import Schema, fields, validate

from turnout.modules.orders.models import RefundKind
from turnout_sdk.currencies import EXPONENTS

MOST_TIERS = 10
MOST_TICKETS = 100
YEAR_DAYS = 730
YEAR_HOURS = YEAR_DAYS * 24
MOST_MINOR = 10**12


class TierSchema(Schema):
    days_before = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, YEAR_DAYS),
        metadata={"description": "Until the end of the day that lies so many days before."},
    )  # fmt: skip
    share_bp = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, 10_000),
        metadata={"description": "Share of the price in hundredths of a percent."},
    )  # fmt: skip


def _hours(says: str) -> fields.Integer:
    return fields.Integer(
        load_default=0,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, YEAR_HOURS),
        metadata={"description": f"{says}, so many hours before the start; null: never."},
    )


class BuyerTermsFields(Schema):
    refund = fields.String(
        required=True,
        validate=validate.OneOf([each.value for each in RefundKind]),
        metadata={"description": "What comes back when a buyer cancels: none, full, by tiers."},
    )
    tiers = fields.List(
        fields.Nested(TierSchema), load_default=list, validate=validate.Length(max=MOST_TIERS)
    )
    fee_minor = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, MOST_MINOR),
        metadata={"description": "Kept of each ticket that is given back."},
    )  # fmt: skip
    fee_currency = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(sorted(EXPONENTS))
    )
    changes_close_hours = _hours("Until when names and answers may be changed")
    transfers_close_hours = _hours("Until when tickets may be passed on")


class TierShownSchema(Schema):
    days_before = fields.Integer()
    share_bp = fields.Integer()


class BuyerTermsSchema(Schema):
    refund = fields.String(attribute="terms.refund.value")
    tiers = fields.List(fields.Nested(TierShownSchema), attribute="terms.tiers")
    fee_minor = fields.Integer(attribute="terms.fee_minor")
    fee_currency = fields.String(attribute="terms.fee_currency", allow_none=True)
    changes_close_hours = fields.Integer(attribute="terms.changes_close_hours", allow_none=True)
    transfers_close_hours = fields.Integer(attribute="terms.transfers_close_hours", allow_none=True)
    is_own = fields.Boolean(
        metadata={"description": "False: an event follows its organization, which may say nothing."}
    )
    version = fields.Integer()


class TicketArguments(Schema):
    ticket_id = fields.List(
        fields.UUID(), load_default=None, validate=validate.Length(1, MOST_TICKETS)
    )


class PieceSchema(Schema):
    ticket_ids = fields.List(fields.UUID())
    amount_minor = fields.Integer()
    refusal = fields.String(allow_none=True)


class QuoteSchema(Schema):
    order_id = fields.UUID()
    currency = fields.String()
    ticket_ids = fields.List(fields.UUID())
    is_whole = fields.Boolean()
    amount_minor = fields.Integer(metadata={"description": "Comes back, exactly."})
    kept_minor = fields.Integer(metadata={"description": "Was paid for it and does not."})
    refusal = fields.String(
        allow_none=True,
        metadata={"description": "state, begun, inside, passed-on, nothing-left or no-refund"},
    )
    pieces = fields.List(
        fields.Nested(PieceSchema),
        metadata={"description": "What can be given back by itself; some tickets go together."},
    )


class CancellationFields(Schema):
    ticket_ids = fields.List(
        fields.UUID(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, MOST_TICKETS),
        metadata={"description": "Everything that the buyer still has without it."},
    )
    amount_minor = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, MOST_MINOR),
        metadata={"description": "What the buyer was shown to come back; another amount is 409."},
    )  # fmt: skip


class CancelledSchema(Schema):
    order_id = fields.UUID()
    state = fields.String()
    ticket_ids = fields.List(fields.UUID())
    amount_minor = fields.Integer()
    currency = fields.String()
