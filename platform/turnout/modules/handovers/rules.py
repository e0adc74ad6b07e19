"""Decisions about hand-overs: pure, without clock or database."""

from datetime import datetime

from turnout.modules.handovers.types import Handover, HandoverState


def reason_closed(handover: Handover, now: datetime) -> str | None:
    """Why an offer cannot be answered any more; None while it can."""
    if handover.state != HandoverState.OFFERED:
        return handover.state
    return "expired" if handover.expires_at <= now else None
