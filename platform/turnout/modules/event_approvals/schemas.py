"""Requests about event approvals."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.event_approvals.rules import LONGEST_REASON
from turnout.modules.event_approvals.types import ApprovalDecision, ApprovalState


class RequestSearchArguments(PageArguments):
    state = one_of(ApprovalState, load_default=None)


class DecisionSchema(Schema):
    decision = one_of(ApprovalDecision)
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "Why; the organizer reads it where the event is declined"},
    )

    @post_load
    def to_decision(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"decision": ApprovalDecision(data["decision"])}
