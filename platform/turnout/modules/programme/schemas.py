"""Requests and answers of programmes: sessions, speakers, tracks, files, self-service."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import RICH, YesOrNo, not_blank, web_address
from turnout.modules.events.schemas import LANGUAGE, LanguageArguments, whole
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.service.self_service import LONGEST_DAYS
from turnout.modules.programme.types import (
    MissingSessions,
    NewSession,
    NewSpeaker,
)
from turnout.programme_formats.programme import Link
from turnout.programme_formats.xml_writer import Dialect


class FileArguments(LanguageArguments):
    """In which language a programme's file says its texts."""


class ScheduleArguments(FileArguments):
    dialect = fields.Enum(
        Dialect,
        by_value=True,
        load_default=Dialect.FULL,
        metadata={"description": "`strict`: only what the format's published schema has"},
    )


SHORT = validate.Length(max=200)
COLOUR = whole("#([0-9A-Fa-f]{3}){1,2}", "Use # and three or six hexadecimal digits.")


class LinkSchema(Schema):
    href = web_address(required=True)
    title = fields.String(required=True, validate=validate.Length(min=1, max=500))

    @post_load
    def to_link(self, data: dict[str, Any], **_: Any) -> Link:
        return Link(**data)


def link_list() -> fields.List[Any]:
    return fields.List(fields.Nested(LinkSchema), validate=validate.Length(max=50))


class SessionFields(Schema):
    subtitle = fields.String(validate=validate.Length(max=500))
    abstract = fields.String(validate=RICH)
    description = fields.String(validate=RICH)
    kind = fields.String(validate=SHORT)
    language = fields.String(allow_none=True, validate=LANGUAGE)
    track_id = fields.UUID(allow_none=True)
    room_id = fields.UUID(allow_none=True)
    capacity = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(min=1, max=1_000_000)
    )
    state = fields.Enum(SessionState, by_value=True)
    url = web_address(allow_none=True)
    speaker_ids = fields.List(fields.UUID(), validate=validate.Length(max=100))
    speaker_roles = fields.List(
        fields.String(validate=SHORT),
        validate=validate.Length(max=100),
        metadata={"description": "Such as `moderator`, one for each of `speaker_ids`"},
    )
    links = link_list()
    attachments = link_list()
    tags = fields.List(fields.String(validate=not_blank(50)), validate=validate.Length(max=30))
    needs_registration = YesOrNo(
        metadata={"description": "Ticket holders register for it besides; it needs a capacity"}
    )


class NewSessionSchema(SessionFields):
    title = fields.String(required=True, validate=not_blank(300))
    starts_at = fields.DateTime(required=True)
    ends_at = fields.DateTime(required=True)

    @post_load
    def to_session(self, data: dict[str, Any], **_: Any) -> NewSession:
        lists = {
            name: tuple(data.get(name, ()))
            for name in ("speaker_ids", "speaker_roles", "links", "attachments", "tags")
        }
        return NewSession(**{**data, **lists})


class SessionUpdateSchema(SessionFields):
    component = "EventsSessionChange"

    title = fields.String(validate=not_blank(300))
    starts_at = fields.DateTime()
    ends_at = fields.DateTime()


class SpeakerFields(Schema):
    biography = fields.String(validate=RICH)
    professional_title = fields.String(validate=SHORT)
    company = fields.String(validate=SHORT)
    email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    photo_file_id = fields.UUID(allow_none=True)
    links = link_list()


class NewSpeakerSchema(SpeakerFields):
    name = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_speaker(self, data: dict[str, Any], **_: Any) -> NewSpeaker:
        return NewSpeaker(**{**data, "links": tuple(data.get("links", ()))})


class SpeakerUpdateSchema(SpeakerFields):
    component = "EventsSpeakerChange"

    name = fields.String(validate=not_blank(200))


class NewTrackSchema(Schema):
    name = fields.String(required=True, validate=not_blank(200))
    colour = fields.String(load_default=None, allow_none=True, validate=COLOUR)


class TrackUpdateSchema(Schema):
    component = "EventsTrackChange"

    name = fields.String(validate=not_blank(200))
    colour = fields.String(allow_none=True, validate=COLOUR)
    position = fields.Integer(strict=True, validate=validate.Range(min=0, max=10_000))


class ImportArguments(Schema):
    time_zone = fields.String(
        load_default=None,
        validate=validate.Length(max=100),
        metadata={
            "description": "IANA name; needed where schedule XML names no zone. Tables and"
            " calendars are read in the event's own zone unless they or this say another."
        },
    )
    dry_run = fields.Boolean(
        load_default=False,
        metadata={"description": "Report what would happen, and write nothing"},
    )
    vanished = fields.Enum(
        MissingSessions,
        by_value=True,
        load_default=MissingSessions.KEEP,
        metadata={"description": "What to do with earlier imported sessions that the file lacks"},
    )


class NewLinkSchema(Schema):
    days = fields.Integer(
        strict=True,
        load_default=90,
        validate=validate.Range(min=1, max=LONGEST_DAYS),
        metadata={"description": "How long it works"},
    )


class MergeSchema(Schema):
    duplicate_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=50)
    )


class OwnPartChangeSchema(Schema):
    biography = fields.String(validate=RICH)
    professional_title = fields.String(validate=SHORT)
    company = fields.String(validate=SHORT)
    links = link_list()


class FeedSchema(Schema):
    url = fields.String(
        required=True,
        metadata={"description": "A calendar to subscribe to; whoever has the address reads it"},
    )
