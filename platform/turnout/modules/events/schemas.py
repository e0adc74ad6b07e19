"""Requests and answers of events."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.request_fields import (
    RICH,
    PageArguments,
    YesOrNo,
    not_blank,
    percent_from,
    web_address,
)
from turnout.modules.events.custom_fields import MOST_FIELDS
from turnout.modules.events.models import EventKind, OrderHandling, State, Visibility
from turnout.modules.events.types import (
    CopiedPart,
    CustomField,
    FieldType,
    InvitationState,
    Invitee,
    Location,
    NewAccessCode,
    NewCopy,
    NewEvent,
    Texts,
)


def whole(pattern: str, error: str) -> validate.Regexp:
    """The whole text, in words that Python and JavaScript read alike (`$` alone differs)."""
    return validate.Regexp(rf"^(?:{pattern})$(?!\n)", error=error)


LANGUAGE = whole("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "Use a language tag such as en or pt-BR.")


class EventPageArguments(PageArguments):
    q = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Part of the title or of the address"},
    )
    state = fields.List(
        fields.Enum(State, by_value=True),
        load_default=(),
        metadata={"description": "Named again, events in either state are listed"},
    )
    templates = fields.Boolean(load_default=False)


class LanguageArguments(Schema):
    language = fields.String(
        load_default=None,
        validate=LANGUAGE,
        metadata={"description": "Show texts in this language where there are any"},
    )


class LocationSchema(Schema):
    component = "EventsLocationFields"
    name = fields.String(validate=validate.Length(max=200))
    street = fields.String(validate=validate.Length(max=200))
    postal_code = fields.String(validate=validate.Length(max=20))
    city = fields.String(validate=validate.Length(max=200))
    region = fields.String(validate=validate.Length(max=200))
    country = fields.String(
        allow_none=True,
        validate=whole("[A-Z]{2}", "Two capital letters (ISO 3166-1)."),
    )
    latitude = fields.Float(allow_none=True, validate=validate.Range(min=-90, max=90))
    longitude = fields.Float(allow_none=True, validate=validate.Range(min=-180, max=180))

    @validates_schema
    def check_point(self, data: dict[str, Any], **_: Any) -> None:
        """A point has both of its numbers."""
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            raise ValidationError("Latitude and longitude go together.", "longitude")

    @post_load
    def to_location(self, data: dict[str, Any], **_: Any) -> Location:
        return Location(**data)


class TextsSchema(Schema):
    component = "EventsTextsFields"
    title = fields.String(validate=validate.Length(max=300))
    summary = fields.String(validate=validate.Length(max=500))
    description = fields.String(validate=RICH)

    @post_load
    def to_texts(self, data: dict[str, Any], **_: Any) -> Texts:
        return Texts(**data)


class EventFields(Schema):
    summary = fields.String(validate=validate.Length(max=500))
    description = fields.String(validate=RICH, metadata={"description": "HTML or plain text"})
    kind = fields.Enum(EventKind, by_value=True)
    visibility = fields.Enum(Visibility, by_value=True)
    starts_at = fields.DateTime(
        allow_none=True,
        metadata={"description": "Without an offset it is local time in `time_zone`"},
    )
    ends_at = fields.DateTime(allow_none=True)
    time_zone = fields.String(metadata={"description": "IANA name, such as Europe/Brussels"})
    venue_id = fields.UUID(allow_none=True)
    location = fields.Nested(LocationSchema, allow_none=True)
    online_url = web_address(allow_none=True)
    language = fields.String(validate=LANGUAGE)
    cover_file_id = fields.UUID(allow_none=True)
    cover_focus_x = percent_from("left")
    cover_focus_y = percent_from("top")
    contact_email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    contact_name = fields.String(validate=validate.Length(max=200))
    contact_phone = fields.String(
        validate=whole("|[+]?[0-9 ()/.-]{3,30}", "Digits, spaces and + ( ) / . - only.")
    )
    category = fields.String(validate=validate.Length(max=80))
    tags = fields.List(
        fields.String(validate=validate.Length(min=1, max=50)), validate=validate.Length(max=30)
    )
    custom = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.Raw(allow_none=True),
        validate=validate.Length(max=50),
        metadata={"description": "Values of the organization's own fields, replaced as a whole"},
    )
    translations = fields.Dict(
        keys=fields.String(validate=LANGUAGE),
        values=fields.Nested(TextsSchema),
        validate=validate.Length(max=20),
        metadata={"description": "Texts by language besides `language`, replaced as a whole"},
    )


class NewEventSchema(EventFields):
    title = fields.String(required=True, validate=not_blank(300))
    slug = fields.String(validate=validate.Length(max=80))
    is_template = YesOrNo(metadata={"description": "Never public; copied into events"})

    @post_load
    def to_event(self, data: dict[str, Any], **_: Any) -> NewEvent:
        return NewEvent(**{**data, "tags": tuple(data.get("tags", ()))})


class EventUpdateSchema(EventFields):
    component = "EventsEventChange"
    title = fields.String(validate=not_blank(300))
    slug = fields.String(validate=validate.Length(max=80))


class StepSchema(Schema):
    reason = fields.String(load_default="", validate=validate.Length(max=1_000))
    orders = fields.Enum(
        OrderHandling,
        by_value=True,
        load_default=None,
        metadata={"description": "For cancelling and postponing; `keep` unless stated"},
    )


class NewCopySchema(Schema):
    title = fields.String(validate=not_blank(300))
    slug = fields.String(validate=validate.Length(max=80))
    starts_at = fields.DateTime(
        allow_none=True,
        metadata={"description": "All times move along; left out, the dates stay as they are"},
    )
    parts = fields.List(
        fields.Enum(CopiedPart, by_value=True),
        metadata={"description": "What to take along besides the details; everything if left out"},
    )
    as_template = YesOrNo()

    @post_load
    def to_copy(self, data: dict[str, Any], **_: Any) -> NewCopy:
        if "parts" in data:
            data["parts"] = frozenset(data["parts"])
        return NewCopy(**data)


MOST_AT_ONCE = 500


class InviteeSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(1, 254))
    name = fields.String(load_default="", validate=validate.Length(max=200))

    @post_load
    def to_invitee(self, data: dict[str, Any], **_: Any) -> Invitee:
        return Invitee(**data)


class NewEventInvitationsSchema(Schema):
    guests = fields.List(
        fields.Nested(InviteeSchema), required=True, validate=validate.Length(1, MOST_AT_ONCE)
    )
    locale = fields.String(
        load_default="en",
        validate=validate.Regexp(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z"),
        metadata={"description": "The language of the mail"},
    )
    expires_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "When the links open nothing any more; left out: never"},
    )


class EventInvitationArguments(PageArguments):
    state = fields.Enum(InvitationState, by_value=True, load_default=None)


class LookingArguments(LanguageArguments):
    at = fields.AwareDateTime(
        load_default=None,
        metadata={"description": "Look at another time; for members who may see drafts"},
    )


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


class CustomFieldSchema(Schema):
    component = "EventsCustomFieldFields"
    key = fields.String(required=True)
    label = fields.String(required=True, validate=not_blank(200))
    type = fields.Enum(FieldType, by_value=True, required=True)
    help = fields.String(validate=validate.Length(max=500))
    is_required = YesOrNo()
    is_public = YesOrNo()
    choices = fields.List(fields.String(validate=not_blank(200)), validate=validate.Length(max=200))

    @post_load
    def to_field(self, data: dict[str, Any], **_: Any) -> CustomField:
        return CustomField(**{**data, "choices": tuple(data.get("choices", ()))})


class FieldSchemaUpdateSchema(Schema):
    component = "EventsFieldSchemaChange"
    fields_ = fields.List(
        fields.Nested(CustomFieldSchema),
        required=True,
        data_key="fields",
        validate=validate.Length(max=MOST_FIELDS),
    )


class ShareLinkSchema(Schema):
    url = fields.String(required=True)
