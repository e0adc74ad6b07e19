"""Requests about closures."""

from marshmallow import Schema, fields, validate


class NewClosureSchema(Schema):
    slug = fields.String(
        required=True,
        validate=validate.Length(max=63),
        metadata={"description": "The organization's address name, typed by hand"},
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=1000),
        metadata={"description": "Why it is closed; for the other owners and the platform"},
    )
