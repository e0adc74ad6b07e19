"""Requests about waitlists of sessions."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, YesOrNo, whole
from turnout.modules.session_waitlist.types import (
    NewSessionSettings,
    SessionEntryState,
    SessionOverride,
)
from turnout.modules.waitlist import api as waitlist

MOST_SESSIONS = 500


class NewWaitSchema(Schema):
    component = "SessionWaitFields"

    ticket_id = fields.UUID(required=True)


class AcceptedPlaceSchema(Schema):
    component = "SessionPlaceAccepted"

    gives_back_clashes = YesOrNo(
        load_default=False,
        metadata={"description": "Give back the ticket's places in sessions at the same time."},
    )


class SessionEntryArguments(PageArguments):
    state = one_of(SessionEntryState, load_default=None)
    session_id = fields.UUID(load_default=None)


class SessionEntryUpdateSchema(Schema):
    component = "SessionEntryChanges"

    priority = one_of(waitlist.Priority, required=True)


class SessionOverrideSchema(Schema):
    component = "SessionWaitlistOverrideFields"

    session_id = fields.UUID(required=True)
    is_open = YesOrNo(load_default=None, allow_none=True)
    freed_first = YesOrNo(load_default=None, allow_none=True)
    gives_at_once = YesOrNo(load_default=None, allow_none=True)


class SessionSettingsSchema(Schema):
    component = "SessionWaitlistSettingsFields"

    is_open = YesOrNo(required=True)
    freed_first = YesOrNo(required=True)
    gives_at_once = YesOrNo(required=True)
    offer_minutes = whole(waitlist.LEAST_OFFER_MINUTES, waitlist.MOST_OFFER_MINUTES, required=True)
    sessions = fields.List(
        fields.Nested(SessionOverrideSchema),
        load_default=list,
        validate=validate.Length(max=MOST_SESSIONS),
    )

    @post_load
    def to_settings(self, data: dict[str, Any], **_: Any) -> NewSessionSettings:
        sessions = tuple(SessionOverride(**each) for each in data.pop("sessions"))
        return NewSessionSettings(**data, sessions=sessions)
