"""Requests and answers about links to one's own part, and personal agendas."""

from marshmallow import Schema, fields, validate

from turnout.modules.events.schemas.events import RICH
from turnout.modules.events.schemas.programme import (
    SHORT,
    PublicSpeakerSchema,
    SessionSchema,
    link_list,
)
from turnout.modules.events.service.self_service import LONGEST_DAYS


class NewLinkSchema(Schema):
    days = fields.Integer(
        strict=True,
        load_default=90,
        validate=validate.Range(min=1, max=LONGEST_DAYS),
        metadata={"description": "How long it works"},
    )


class SelfServiceLinkSchema(Schema):
    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    speaker_id = fields.UUID(required=True, allow_none=True)
    sponsor_id = fields.UUID(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True)
    revoked_at = fields.AwareDateTime(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)


class SelfServiceLinkListSchema(Schema):
    items = fields.List(fields.Nested(SelfServiceLinkSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class MadeSelfServiceLinkSchema(Schema):
    link = fields.Nested(SelfServiceLinkSchema, required=True)
    secret = fields.String(required=True, metadata={"description": "Told this once"})
    url = fields.String(required=True)


class MergeSchema(Schema):
    duplicate_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=50)
    )


class OwnEventSchema(Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    time_zone = fields.String(required=True)
    page_url = fields.String(required=True)


class OwnSessionSchema(Schema):
    session = fields.Nested(SessionSchema, required=True)
    room = fields.String(required=True)
    role = fields.String(required=True)


class SpeakerPartSchema(Schema):
    event = fields.Nested(OwnEventSchema, required=True)
    speaker = fields.Nested(PublicSpeakerSchema, required=True)
    email = fields.String(required=True, allow_none=True)
    sessions = fields.List(fields.Nested(OwnSessionSchema), required=True)
    version = fields.Integer(required=True)


class OwnPartChangeSchema(Schema):
    biography = fields.String(validate=RICH)
    professional_title = fields.String(validate=SHORT)
    company = fields.String(validate=SHORT)
    links = link_list()
