"""Requests about inboxes."""

from marshmallow import Schema, fields

from turnout.kernel.http.request_fields import LANGUAGE, PageArguments


class InboxArguments(PageArguments):
    unread = fields.Boolean(
        load_default=False, metadata={"description": "Only what was not read yet."}
    )


class LanguageArguments(Schema):
    language = fields.String(
        load_default=None,
        validate=LANGUAGE,
        metadata={"description": "Of the titles; the reader's own by default.", "example": "de"},
    )


class TeamInboxArguments(InboxArguments, LanguageArguments):
    pass
