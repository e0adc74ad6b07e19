"""Requests about second factors."""

from marshmallow import Schema, fields, validate

CODE = validate.Length(min=1, max=40)
"""Six digits of the app, or a recovery code with its dashes."""
SECRET = validate.Length(min=1, max=200)
PASSWORD = validate.Length(min=1, max=1024)


class CodeSchema(Schema):
    code = fields.String(required=True, validate=CODE, load_only=True)


class SecondStepSchema(CodeSchema):
    sign_in_token = fields.String(required=True, validate=SECRET, load_only=True)


class ConfirmationSchema(Schema):
    """The code where a second factor is set up, else the password."""

    code = fields.String(validate=CODE, load_default=None, load_only=True)
    present_password = fields.String(validate=PASSWORD, load_default=None, load_only=True)
