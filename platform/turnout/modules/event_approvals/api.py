"""The front door of event approvals."""

from turnout.modules.event_approvals.service import (
    decide_approval,
    get_request,
    hold_event,
    list_requests,
    release_event,
)
from turnout.modules.event_approvals.types import (
    ApprovalDecision,
    ApprovalRequest,
    ApprovalState,
    EventApproval,
    RequestDetail,
)
