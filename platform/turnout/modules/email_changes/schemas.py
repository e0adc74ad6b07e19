"""Requests about changes of email addresses."""

from marshmallow import Schema, fields, validate

PASSWORD = validate.Length(min=1, max=1024)


class EmailLinkSchema(Schema):
    """The secret from the link of a mail."""

    token = fields.String(required=True, validate=validate.Length(min=1, max=200))


class NewAddressSchema(Schema):
    component = "IdentityAddressChange"
    email = fields.String(required=True, validate=validate.Length(min=1, max=320))
    present_password = fields.String(required=True, validate=PASSWORD, load_only=True)


class AskedAddressSchema(Schema):
    email = fields.String(required=True)
