"""Requests and answers about invitations to private events."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.events.types import InvitationState, Invitee

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


class EventInvitationSchema(Schema):
    id = fields.UUID(required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    locale = fields.String(required=True)
    state = fields.Enum(InvitationState, by_value=True, required=True)
    sent = fields.Integer(required=True, metadata={"description": "How often a mail was asked for"})
    created_at = fields.AwareDateTime(required=True)
    asked_at = fields.AwareDateTime(required=True)
    mailed_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When the last mail left; empty while it is on its way"},
    )
    opened_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={
            "description": "When a link first opened the event, by a person or a mail scanner"
        },
    )
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)


class InvitedSchema(Schema):
    invited = fields.List(fields.Nested(EventInvitationSchema), required=True)
    known = fields.List(
        fields.Nested(EventInvitationSchema),
        required=True,
        metadata={"description": "Who was invited before; no mail was sent to them"},
    )


class EventInvitationArguments(PageArguments):
    state = fields.Enum(InvitationState, by_value=True, load_default=None)


class EventInvitationPageSchema(Schema):
    items = fields.List(fields.Nested(EventInvitationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
