"""Requests about data requests."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.data_requests.rules import LONGEST_TEXT, OBJECTABLE
from turnout.modules.data_requests.types import (
    DataRequestKind,
    DataRequestState,
    NewDataRequest,
    RectifiedField,
)
from turnout.modules.orders.api import AnswerPlace
from turnout.modules.privacy.api import ProcessingPurpose

LONGEST_KEY = 100
READ_BY_PERSON = {"description": "The person reads it"}


class NewDataRequestSchema(Schema):
    component = "NewDataRequest"
    organization_id = fields.UUID(required=True)
    kind = one_of(DataRequestKind)
    field = one_of(
        RectifiedField, load_default=None, allow_none=True,
        metadata={"description": "What is wrong; of a rectification"},
    )  # fmt: skip
    purpose = one_of(
        OBJECTABLE, load_default=None, allow_none=True,
        metadata={"description": "What is objected to; of an objection"},
    )  # fmt: skip
    order_id = fields.UUID(load_default=None, allow_none=True)
    attendee_id = fields.UUID(load_default=None, allow_none=True)
    question = fields.String(load_default="", validate=validate.Length(max=LONGEST_KEY))
    wanted = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TEXT),
        metadata={"description": "What it should be; of a rectification"},
    )
    said = fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT))

    @post_load
    def to_request(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        place = None
        if data["order_id"] is not None and data["question"]:
            place = AnswerPlace(
                order_id=data["order_id"],
                attendee_id=data["attendee_id"],
                question=data["question"],
            )
        new = NewDataRequest(
            kind=DataRequestKind(data["kind"]),
            field=RectifiedField(data["field"]) if data["field"] else None,
            place=place,
            wanted=data["wanted"],
            purpose=ProcessingPurpose(data["purpose"]) if data["purpose"] else None,
            said=data["said"],
        )
        return {"organization_id": data["organization_id"], "new": new}


class AskedOrganizationArguments(Schema):
    organization_id = fields.UUID(required=True)


class DataRequestArguments(PageArguments):
    state = one_of(DataRequestState, load_default=None)


class GrantSchema(Schema):
    component = "DataRequestGrant"
    note = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TEXT),
        metadata={"description": "What was done by hand, where nothing happens by itself"},
    )


class DataRequestReasonSchema(Schema):
    component = "DataRequestReason"
    reason = fields.String(required=True, validate=not_blank(LONGEST_TEXT), metadata=READ_BY_PERSON)
