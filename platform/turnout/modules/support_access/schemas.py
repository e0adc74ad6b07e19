"""Requests about support access."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of
from turnout.modules.support_access.rules import LONGEST_HOURS
from turnout.modules.support_access.types import Level


class NewSupportAccessSchema(Schema):
    level = one_of(Level, required=True)
    hours = fields.Integer(
        strict=True, load_default=24, validate=validate.Range(min=1, max=LONGEST_HOURS)
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "What support is to look at"},
    )
