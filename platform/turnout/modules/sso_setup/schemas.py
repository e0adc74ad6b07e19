"""Requests about set-up links."""

from typing import Final

from marshmallow import Schema, fields, validate

USUAL_DAYS: Final = 7
MOST_DAYS: Final = 30


class NewSetupLinkSchema(Schema):
    component = "SsoNewSetupLink"
    days = fields.Integer(
        load_default=USUAL_DAYS,
        validate=validate.Range(min=1, max=MOST_DAYS),
        metadata={"description": "How long the link is good"},
    )
