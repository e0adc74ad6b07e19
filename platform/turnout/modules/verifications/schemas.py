"""Requests about verifications."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.verifications.rules import LONGEST_REASON
from turnout.modules.verifications.types import ApplicationDecision, ApplicationState


class ApplicationSearchArguments(PageArguments):
    state = one_of(ApplicationState, load_default=None)


class VerificationDecisionSchema(Schema):
    decision = one_of(ApplicationDecision)
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "Why; the organization's owners read it"},
    )

    @post_load
    def to_decision(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"decision": ApplicationDecision(data["decision"])}


class BadgeWithdrawalSchema(Schema):
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "Why; the organization's owners read it"},
    )
