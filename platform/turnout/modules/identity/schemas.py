"""Requests about accounts, logins and people."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.identity.types import PersonUpdate, SignUp

ADDRESS = validate.Length(min=1, max=320)
NAME = validate.Length(min=1, max=200)
TAG = validate.Length(max=64)
SECRET = validate.Length(min=1, max=200)
PASSWORD = validate.Length(min=1, max=1024)
"""Wide on purpose: the password's own rules answer, and nothing is cut off."""


class SignUpSchema(Schema):
    email = fields.String(required=True, validate=ADDRESS)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)
    display_name = fields.String(required=True, validate=NAME)
    locale = fields.String(validate=TAG)
    time_zone = fields.String(validate=TAG)

    @post_load
    def to_sign_up(self, data: dict[str, Any], **_: Any) -> SignUp:
        return SignUp(**data)


class AddressSchema(Schema):
    email = fields.String(required=True, validate=ADDRESS)


class LinkSchema(Schema):
    """The secret from the link of a mail."""

    token = fields.String(required=True, validate=SECRET)


class CredentialsSchema(Schema):
    email = fields.String(required=True, validate=ADDRESS)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class NewPasswordSchema(LinkSchema):
    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class PasswordUpdateSchema(Schema):
    component = "IdentityPasswordChange"
    present_password = fields.String(required=True, validate=PASSWORD, load_only=True)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class PersonUpdateSchema(Schema):
    component = "IdentityPersonChange"
    display_name = fields.String(validate=NAME)
    locale = fields.String(validate=TAG)
    time_zone = fields.String(validate=TAG)
    phone = fields.String(validate=TAG)

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> PersonUpdate:
        return PersonUpdate(**data)
