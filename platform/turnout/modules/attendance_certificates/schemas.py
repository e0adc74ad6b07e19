"""Requests about certificates of attendance."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    PageArguments,
    YesOrNo,
    locale_field,
    not_blank,
    whole,
)
from turnout.modules.attendance_certificates.types import (
    CertificateState,
    NewCertificateSettings,
)

MOST_DAYS = 31


class CertificateSettingsSchema(Schema):
    """All of it is said: what is left out by mistake shall not vanish from certificates."""

    component = "CertificateSettingsFields"

    is_enabled = YesOrNo(required=True)
    title = fields.String(required=True, validate=validate.Length(max=120))
    text = fields.String(required=True, validate=validate.Length(max=600))
    credit = fields.String(required=True, validate=validate.Length(max=80))
    signatory_name = fields.String(required=True, validate=validate.Length(max=120))
    signatory_role = fields.String(required=True, validate=validate.Length(max=120))
    lists_sessions = YesOrNo(required=True)
    required_days = whole(1, MOST_DAYS, required=True)
    notifies_attendees = YesOrNo(load_default=False)

    @post_load
    def to_settings(self, data: dict[str, Any], **_: Any) -> NewCertificateSettings:
        texts = {name: value.strip() for name, value in data.items() if isinstance(value, str)}
        return NewCertificateSettings(**{**data, **texts})


class CertificateArguments(PageArguments):
    state = one_of(CertificateState, load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=200),
        metadata={"description": "A part of the attendee's name, or a code."},
    )


class NewCertificateSchema(Schema):
    component = "NewAttendanceCertificate"

    ticket_id = fields.UUID(required=True)


class RevocationSchema(Schema):
    component = "CertificateRevocation"

    reason = fields.String(
        required=True,
        validate=not_blank(500),
        metadata={"description": "For the team; who checks the code does not see it."},
    )


class LanguageArguments(Schema):
    language = locale_field(
        load_default=None,
        metadata={"description": "A BCP 47 tag; without one the event's language."},
    )
