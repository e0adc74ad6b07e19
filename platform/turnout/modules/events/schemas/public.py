"""Requests and answers about what visitors see: events, access codes, own fields."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.events.custom_fields import MOST_FIELDS
from turnout.modules.events.models import EventKind, State, Visibility
from turnout.modules.events.schemas.events import LanguageArguments, LocationSchema
from turnout.modules.events.types import CustomField, FieldType, NewAccessCode


class LookingArguments(LanguageArguments):
    at = fields.AwareDateTime(
        load_default=None,
        metadata={"description": "Look at another time; for members who may see drafts"},
    )


class ShownFieldSchema(Schema):
    key = fields.String(required=True)
    label = fields.String(required=True)
    value = fields.Raw(required=True)


class PublicEventSchema(Schema):
    id = fields.UUID(required=True)
    slug = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    description = fields.String(required=True)
    language = fields.String(required=True)
    languages = fields.List(fields.String(), required=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    visibility = fields.Enum(Visibility, by_value=True, required=True)
    state = fields.Enum(State, by_value=True, required=True)
    state_reason = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    starts_local = fields.NaiveDateTime(required=True, allow_none=True)
    ends_local = fields.NaiveDateTime(required=True, allow_none=True)
    time_zone = fields.String(required=True)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    cover_file_id = fields.UUID(required=True, allow_none=True)
    contact_name = fields.String(required=True)
    contact_email = fields.String(required=True, allow_none=True)
    contact_phone = fields.String(required=True)
    category = fields.String(required=True)
    tags = fields.List(fields.String(), required=True)
    fields_ = fields.List(
        fields.Nested(ShownFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    series_id = fields.UUID(required=True, allow_none=True)
    page_url = fields.String(required=True)
    version = fields.Integer(required=True)


class NewAccessCodeSchema(Schema):
    label = fields.String(validate=validate.Length(max=200))
    code = fields.String(
        validate=validate.Length(min=6, max=60),
        metadata={"description": "Drawn at random if left out"},
    )
    email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    expires_at = fields.AwareDateTime(allow_none=True)

    @post_load
    def to_code(self, data: dict[str, Any], **_: Any) -> NewAccessCode:
        return NewAccessCode(**data)


class AccessCodeSchema(Schema):
    id = fields.UUID(required=True)
    label = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    revoked_at = fields.AwareDateTime(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)


class MadeAccessCodeSchema(Schema):
    access = fields.Nested(AccessCodeSchema, required=True)
    code = fields.String(required=True, metadata={"description": "Told this once"})
    url = fields.String(required=True)


class AccessCodeListSchema(Schema):
    items = fields.List(fields.Nested(AccessCodeSchema), required=True)


class CustomFieldSchema(Schema):
    key = fields.String(required=True)
    label = fields.String(required=True, validate=not_blank(200))
    type = fields.Enum(FieldType, by_value=True, required=True)
    help = fields.String(validate=validate.Length(max=500))
    is_required = fields.Boolean()
    is_public = fields.Boolean()
    choices = fields.List(fields.String(validate=not_blank(200)), validate=validate.Length(max=200))

    @post_load
    def to_field(self, data: dict[str, Any], **_: Any) -> CustomField:
        return CustomField(**{**data, "choices": tuple(data.get("choices", ()))})


class FieldSchemaChangeSchema(Schema):
    fields_ = fields.List(
        fields.Nested(CustomFieldSchema),
        required=True,
        data_key="fields",
        validate=validate.Length(max=MOST_FIELDS),
    )


class FieldSchemaSchema(Schema):
    fields_ = fields.List(
        fields.Nested(CustomFieldSchema), required=True, data_key="fields", attribute="fields"
    )
    version = fields.Integer(required=True)


class ShareLinkSchema(Schema):
    url = fields.String(required=True)
