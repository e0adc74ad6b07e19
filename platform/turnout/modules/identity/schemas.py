"""Requests and answers of identity."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.identity.types import NewAccount, PersonUpdate, SignUp

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


class PasswordChangeSchema(Schema):
    present_password = fields.String(required=True, validate=PASSWORD, load_only=True)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)


class AddressChangeSchema(AddressSchema):
    present_password = fields.String(required=True, validate=PASSWORD, load_only=True)


class AccessSchema(Schema):
    """The access token stays in memory; the refresh token is an HttpOnly cookie."""

    access_token = fields.String(required=True)
    token_type = fields.Constant("Bearer")
    expires_in = fields.Integer(required=True)
    csrf_token = fields.String(required=True)
    user_id = fields.UUID(required=True)


class JsonWebKeySchema(Schema):
    kty = fields.String(required=True)
    use = fields.String(required=True)
    alg = fields.String(required=True)
    kid = fields.String(required=True)
    n = fields.String(required=True)
    e = fields.String(required=True)


class JsonWebKeySetSchema(Schema):
    keys = fields.List(fields.Nested(JsonWebKeySchema), required=True)


class PersonSchema(Schema):
    id = fields.UUID(required=True)
    email = fields.String(required=True)
    display_name = fields.String(required=True)
    locale = fields.String(required=True)
    time_zone = fields.String(required=True)
    is_verified = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class PersonChangeSchema(Schema):
    display_name = fields.String(validate=NAME)
    locale = fields.String(validate=TAG)
    time_zone = fields.String(validate=TAG)

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> PersonUpdate:
        return PersonUpdate(**data)


class MyOrganizationSchema(Schema):
    id = fields.UUID(required=True)
    slug = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    role = fields.String(required=True)
    agency_id = fields.UUID(required=True, allow_none=True)


class MyOrganizationListSchema(Schema):
    items = fields.List(fields.Nested(MyOrganizationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class LoginSchema(Schema):
    id = fields.UUID(required=True)
    agent = fields.String(required=True)
    address = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    is_current = fields.Boolean(required=True)


class LoginListSchema(Schema):
    items = fields.List(fields.Nested(LoginSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class MemberPageArguments(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=None)


class MemberSchema(Schema):
    id = fields.UUID(required=True)
    user_id = fields.UUID(required=True)
    display_name = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True)
    event_ids = fields.List(fields.UUID(), required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class MemberPageSchema(Schema):
    items = fields.List(fields.Nested(MemberSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class OpenInvitationSchema(Schema):
    organization_name = fields.String(required=True)
    organization_slug = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    has_account = fields.Boolean(required=True)


class NewAccountSchema(LinkSchema):
    display_name = fields.String(required=True, validate=NAME)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)
    locale = fields.String(validate=TAG)
    time_zone = fields.String(validate=TAG)

    @post_load
    def to_account(self, data: dict[str, Any], **_: Any) -> NewAccount:
        return NewAccount(**data)


class AcceptedInvitationSchema(Schema):
    organization_id = fields.UUID(required=True)
    user_id = fields.UUID(required=True)
    member_id = fields.UUID(required=True)
