"""Requests and answers of programmes: sessions, speakers, tracks, files, self-service."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import response
from turnout.kernel.http.request_fields import RICH, not_blank, web_address
from turnout.modules.events.schemas import LANGUAGE, LanguageArguments, whole
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.service.self_service import LONGEST_DAYS
from turnout.modules.programme.types import (
    Change,
    Format,
    MissingSessions,
    NewSession,
    NewSpeaker,
    OwnEvent,
    Room,
    Track,
)
from turnout.programme_formats.programme import Link
from turnout.programme_formats.report import Severity
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


class StoredLinkSchema(Schema):
    href = fields.String(required=True)
    title = fields.String(required=True)


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
    needs_registration = fields.Boolean(
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


class SessionSchema(Schema):
    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    title = fields.String(required=True)
    subtitle = fields.String(required=True)
    abstract = fields.String(required=True)
    description = fields.String(required=True)
    kind = fields.String(required=True)
    language = fields.String(required=True, allow_none=True)
    track_id = fields.UUID(required=True, allow_none=True)
    room_id = fields.UUID(required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    day = fields.Date(required=True)
    starts_local = fields.NaiveDateTime(required=True)
    ends_local = fields.NaiveDateTime(required=True)
    capacity = fields.Integer(required=True, allow_none=True)
    state = fields.Enum(SessionState, by_value=True, required=True)
    slug = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    feedback_url = fields.String(required=True, allow_none=True)
    links = fields.List(fields.Nested(StoredLinkSchema), required=True)
    attachments = fields.List(fields.Nested(StoredLinkSchema), required=True)
    speaker_ids = fields.List(fields.UUID(), required=True)
    speaker_roles = fields.List(fields.String(), required=True)
    tags = fields.List(fields.String(), required=True)
    needs_registration = fields.Boolean(required=True)
    source_key = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class SessionPageSchema(Schema):
    items = fields.List(fields.Nested(SessionSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ConflictSchema(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["room", "speaker"]))
    resource_id = fields.UUID(required=True)
    first_session_id = fields.UUID(required=True)
    second_session_id = fields.UUID(required=True)


class WrittenSessionSchema(SessionSchema):
    conflicts = fields.List(fields.Nested(ConflictSchema), required=True)


class ConflictListSchema(Schema):
    items = fields.List(fields.Nested(ConflictSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


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


class PublicSpeakerSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    biography = fields.String(required=True)
    professional_title = fields.String(required=True)
    company = fields.String(required=True)
    photo_file_id = fields.UUID(required=True, allow_none=True)
    links = fields.List(fields.Nested(StoredLinkSchema), required=True)


class SpeakerSchema(PublicSpeakerSchema):
    email = fields.String(required=True, allow_none=True)
    source_key = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class SpeakerPageSchema(Schema):
    items = fields.List(fields.Nested(SpeakerSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NewTrackSchema(Schema):
    name = fields.String(required=True, validate=not_blank(200))
    colour = fields.String(load_default=None, allow_none=True, validate=COLOUR)


class TrackUpdateSchema(Schema):
    component = "EventsTrackChange"

    name = fields.String(validate=not_blank(200))
    colour = fields.String(allow_none=True, validate=COLOUR)
    position = fields.Integer(strict=True, validate=validate.Range(min=0, max=10_000))


class ProgrammeSchema(Schema):
    event_id = fields.UUID(required=True)
    title = fields.String(required=True)
    time_zone = fields.String(required=True)
    days = fields.List(fields.Date(), required=True)
    rooms = fields.List(fields.Nested(response(Room)), required=True)
    tracks = fields.List(fields.Nested(response(Track)), required=True)
    speakers = fields.List(fields.Nested(PublicSpeakerSchema), required=True)
    sessions = fields.List(fields.Nested(SessionSchema), required=True)


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


class TallySchema(Schema):
    created = fields.Integer(required=True)
    updated = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    removed = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)


class VanishedSchema(Schema):
    session_id = fields.UUID(required=True)
    title = fields.String(required=True)
    source_key = fields.String(required=True)


class ProblemSchema(Schema):
    line = fields.Integer(required=True)
    place = fields.String(required=True)
    reason = fields.String(required=True)
    detail = fields.String(required=True)
    value = fields.String(required=True)
    effect = fields.Enum(Severity, by_value=True, required=True)


class ImportChangeSchema(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["session", "speaker"]))
    name = fields.String(required=True)
    source_key = fields.String(required=True)
    change = fields.Enum(Change, by_value=True, required=True)


class ImportReportSchema(Schema):
    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    imported_at = fields.AwareDateTime(required=True)
    time_zone = fields.String(required=True, allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    sessions = fields.Nested(TallySchema, required=True)
    speakers = fields.Nested(TallySchema, required=True)
    vanished = fields.List(fields.Nested(VanishedSchema), required=True)
    problems = fields.List(fields.Nested(ProblemSchema), required=True)
    problems_left_out = fields.Integer(required=True)
    format = fields.Enum(Format, by_value=True, required=True)
    is_dry_run = fields.Boolean(required=True)
    changes = fields.List(fields.Nested(ImportChangeSchema), required=True)
    changes_left_out = fields.Integer(required=True)


class ImportPageSchema(Schema):
    items = fields.List(fields.Nested(ImportReportSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


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


class OwnSessionSchema(Schema):
    session = fields.Nested(SessionSchema, required=True)
    room = fields.String(required=True)
    role = fields.String(required=True)


class SpeakerPartSchema(Schema):
    event = fields.Nested(response(OwnEvent), required=True)
    speaker = fields.Nested(PublicSpeakerSchema, required=True)
    email = fields.String(required=True, allow_none=True)
    sessions = fields.List(fields.Nested(OwnSessionSchema), required=True)
    version = fields.Integer(required=True)


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
