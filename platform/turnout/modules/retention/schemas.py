"""Requests about retention."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import whole
from turnout.modules.retention.types import LONGEST_MONTHS

MONTHS = {"description": "After the end of an event", "example": 24}


class NewRetentionPolicySchema(Schema):
    component = "NewRetentionPolicy"
    months = whole(1, LONGEST_MONTHS, required=True, metadata=MONTHS)


class RetentionPreviewArguments(Schema):
    months = fields.Integer(
        required=True, validate=validate.Range(min=1, max=LONGEST_MONTHS), metadata=MONTHS
    )
