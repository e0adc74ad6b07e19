"""Visits as tables, for statements that put them beside sales and sign-ups."""

from typing import Final

VISITS: Final = """
    (SELECT organization_id, event_id, hour_at, NULL::date AS day, step, source_kind, source,
        medium, campaign, link, device, visits FROM visit_hours
    UNION ALL
    SELECT organization_id, event_id, NULL, day, step, source_kind, source,
        medium, campaign, link, device, visits FROM visit_days)
"""
"""Visits by hour, and of long ago by day of the event's zone; one of both is null.

The caller names the organization and the event.
"""

SESSION_VISITS: Final = """
    (SELECT organization_id, event_id, session_id, sum(visits)::bigint AS visits
    FROM visit_session_days GROUP BY organization_id, event_id, session_id)
"""
"""Visits to the pages of sessions; of some that are gone too.

The caller names the organization and the event.
"""
