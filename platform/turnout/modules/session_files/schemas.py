"""Requests about session files."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import LANGUAGE, Keyed, not_blank, web_address
from turnout.modules.events.schemas import LanguageArguments
from turnout.modules.files.api import Audience
from turnout.modules.session_files.models import Release, SessionFileKind
from turnout.modules.session_files.rules import MOST_FILES, MOST_TITLE
from turnout.modules.session_files.types import NewSessionFile

HTTPS: Final = frozenset({"https"})
MOST_NAME: Final = 400


def described(text: str) -> dict[str, str]:
    return {"description": text}


def link_address(**options: Any) -> fields.Url:
    says = {"invalid": "Use an address that begins with https://."}
    about = described("Where it lies, such as a video's page; begins with https://")
    return web_address(
        schemes=HTTPS, allow_none=True, error_messages=says, metadata=about, **options
    )


def titles_field(**options: Any) -> Keyed:
    return Keyed(
        keys=fields.String(validate=LANGUAGE),
        values=fields.String(required=True, validate=not_blank(MOST_TITLE)),
        metadata=described("By language tag of the event; a file without one goes by its name."),
        **options,
    )


class NewSessionFileSchema(Schema):
    component = "SessionFilesNewSessionFile"
    kind = fields.Enum(SessionFileKind, by_value=True, load_default=SessionFileKind.OTHER)
    file_id = fields.UUID(
        load_default=None, allow_none=True, metadata=described("A file of the organization")
    )
    url = link_address(load_default=None)
    titles = titles_field(load_default=dict)
    audience = fields.Enum(
        Audience,
        by_value=True,
        required=True,
        metadata=described("`holders`: with a valid ticket, and a place where there are places"),
    )
    release = fields.Enum(Release, by_value=True, load_default=Release.AT_ONCE)
    release_at = fields.AwareDateTime(
        load_default=None, allow_none=True, metadata=described("Of the release `moment`")
    )

    @post_load
    def to_file(self, data: dict[str, Any], **_: Any) -> NewSessionFile:
        return NewSessionFile(**data)


class SessionFileUpdateSchema(Schema):
    component = "SessionFilesChange"
    kind = fields.Enum(SessionFileKind, by_value=True)
    file_id = fields.UUID(allow_none=True)
    url = link_address()
    titles = titles_field()
    audience = fields.Enum(Audience, by_value=True)
    release = fields.Enum(Release, by_value=True)
    release_at = fields.AwareDateTime(allow_none=True)


class SessionFileOrderSchema(Schema):
    component = "SessionFilesOrder"
    ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(max=MOST_FILES),
        metadata=described("All of the session's files, in the order wanted"),
    )


class VisibleFilesArguments(LanguageArguments):
    session_id = fields.UUID(load_default=None, metadata=described("Only of this session"))


class SubmissionArguments(Schema):
    kind = fields.Enum(SessionFileKind, by_value=True, load_default=SessionFileKind.SLIDES)
    title = fields.String(load_default="", validate=validate.Length(max=MOST_TITLE))
    name = fields.String(
        required=True, validate=validate.Length(1, MOST_NAME), metadata=described("Of the file")
    )
