"""Requests about erasures."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import YesOrNo

ADDRESS = validate.Length(min=1, max=320)
REASON = validate.Length(min=1, max=1000)


class NewErasureSchema(Schema):
    email = fields.String(
        required=True,
        validate=ADDRESS,
        metadata={"description": "The address of the account, typed by hand"},
    )


class PersonErasureSchema(Schema):
    email = fields.String(
        required=True,
        validate=ADDRESS,
        metadata={"description": "Of the account, or under which somebody without one bought"},
    )
    reason = fields.String(required=True, validate=REASON)
    at_once = YesOrNo(
        load_default=False,
        metadata={"description": "Leave out the time in which it could be cancelled"},
    )


class ErasureReasonSchema(Schema):
    reason = fields.String(required=True, validate=REASON)
