"""Requests about abuse reports."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import not_blank
from turnout.modules.abuse_reports.rules import LONGEST_DETAILS, LONGEST_NOTE, LONGEST_REASON
from turnout.modules.abuse_reports.types import (
    AbuseDecision,
    AbuseReason,
    AppealOutcome,
    NewAbuseReport,
    ReportState,
)


class NewAbuseReportSchema(Schema):
    event_id = fields.UUID(
        load_default=None,
        metadata={"description": "The event whose page it is; without, the organization itself"},
    )
    reason = one_of(AbuseReason)
    details = fields.String(required=True, validate=not_blank(LONGEST_DETAILS))
    email = fields.Email(
        load_default="",
        validate=validate.Length(max=320),
        metadata={"description": "Where to say what was decided; a person's own is known"},
    )
    locale = fields.String(load_default="en", validate=validate.Length(min=2, max=35))

    @post_load
    def to_report(self, data: dict[str, Any], **_: Any) -> NewAbuseReport:
        return NewAbuseReport(**data | {"reason": AbuseReason(data["reason"])})


class ReportSearchArguments(Schema):
    state = one_of(ReportState, load_default=None)
    tenant_id = fields.UUID(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class DecisionSchema(Schema):
    decision = one_of(AbuseDecision)
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "Why; the organizer and the reporter read it"},
    )

    @post_load
    def to_decision(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"decision": AbuseDecision(data["decision"])}


class AppealSchema(Schema):
    note = fields.String(required=True, validate=not_blank(LONGEST_NOTE))


class AppealAnswerSchema(Schema):
    outcome = one_of(AppealOutcome)
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "Why; the organizer reads it"},
    )

    @post_load
    def to_answer(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"outcome": AppealOutcome(data["outcome"])}
