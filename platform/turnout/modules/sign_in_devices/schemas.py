"""Requests about sign-in devices."""

from marshmallow import Schema, fields, validate


class SignInLinkSchema(Schema):
    """The secret from the link of a mail."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=200))
