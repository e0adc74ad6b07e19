"""Requests about bank statements, payouts and reconciliations."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, YesOrNo
from turnout.modules.reconciliation.models import FindingState, LineState


class ImportArguments(Schema):
    connection_id = fields.UUID(required=True)
    dry_run = fields.Boolean(
        load_default=False,
        metadata={"description": "Say what would happen, and change nothing."},
    )


class LineArguments(PageArguments):
    connection_id = fields.UUID(load_default=None)
    state = one_of(LineState, load_default=None)


class NewAssignment(Schema):
    component = "AccountingAssignmentFields"
    payment_id = fields.UUID(load_default=None)
    order_number = fields.String(
        load_default=None, validate=validate.Length(min=1, max=40), allow_none=True
    )

    @validates_schema
    def _names_one(self, data: dict[str, object], **_: object) -> None:
        if (data["payment_id"] is None) == (data["order_number"] is None):
            raise ValidationError("Give the payment or the order's number.", "payment_id")


class NewReason(Schema):
    component = "AccountingReasonFields"
    reason = fields.String(required=True, validate=validate.Length(min=1, max=500))


class NewRefresh(Schema):
    component = "AccountingRefreshFields"
    connection_id = fields.UUID(required=True)
    since = fields.AwareDateTime(
        load_default=None,
        metadata={"description": "At most 90 days ago; where it was left without it."},
    )


class PayoutArguments(PageArguments):
    connection_id = fields.UUID(load_default=None)


class NewReconciliation(Schema):
    component = "AccountingReconciliationFields"
    repair = YesOrNo(load_default=False)
    ask_provider = YesOrNo(
        load_default=False,
        metadata={"description": "Ask the provider about every payment first; slow."},
    )


class FindingArguments(PageArguments):
    state = one_of(FindingState, load_default=None)
