"""Requests about second factors."""

from marshmallow import Schema, fields, validate

from turnout.modules.passkeys.api import UsedCredentialSchema

CODE = validate.Length(min=1, max=40)
"""Six digits of the app, or a recovery code with its dashes."""
SECRET = validate.Length(min=1, max=200)
PASSWORD = validate.Length(min=1, max=1024)


class CodeSchema(Schema):
    code = fields.String(required=True, validate=CODE, load_only=True)


class ProofSchema(Schema):
    """A code, or what a passkey made of `POST …/auth/passkeys/options`."""

    code = fields.String(validate=CODE, load_default=None, load_only=True)
    credential = fields.Nested(UsedCredentialSchema, load_default=None, load_only=True)


class SecondStepSchema(ProofSchema):
    sign_in_token = fields.String(required=True, validate=SECRET, load_only=True)


class ConfirmationSchema(ProofSchema):
    """A second factor where one is set up, else the password."""

    present_password = fields.String(validate=PASSWORD, load_default=None, load_only=True)
