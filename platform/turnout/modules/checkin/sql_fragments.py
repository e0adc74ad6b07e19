"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

ADMISSIONS: Final = """
    (SELECT organization_id, id, event_id, ticket_id, ticket_type_id, list_id, period,
        admitted_at, gate, device, method, actor, undone_at, undo_reason, scan_id,
        xmin::text::bigint AS written_by
    FROM admissions)
"""
"""Who came in, undone entries included, and which transaction wrote the row last (32 bits).

The caller names the organization."""

CHECKIN_LISTS: Final = """
    (SELECT organization_id, id, event_id, is_default, name, scope, ticket_type_ids
    FROM checkin_lists)
"""
"""Check-in lists as a table; the caller names the organization."""

SESSIONS_OF_LISTS: Final = """
    (SELECT s.organization_id, s.list_id, s.session_id,
        NOT EXISTS (SELECT FROM checkin_list_sessions o
            WHERE o.organization_id = s.organization_id AND o.list_id = s.list_id
                AND o.session_id <> s.session_id) AS is_only
    FROM checkin_list_sessions s)
"""
"""The sessions of check-in lists, and whether a list has no other. The caller names the
organization."""

OVERRIDES: Final = """
    (SELECT organization_id, id, event_id, list_id, ticket_id, ticket_type_id, reason,
        override_reason, overridden_at, gate, device, method, actor, admission_id
    FROM checkin_overrides)
"""
"""Who was let in against a rule, with the check-in that counts. The caller names the organization.

Of one who was in already that is the earlier check-in; else the one that the override made.
"""

EXITS: Final = """
    (SELECT organization_id, id, event_id, admission_id, exited_at, gate, device, method, actor,
        scan_id, undone_at, undo_reason, xmin::text::bigint AS written_by
    FROM checkin_exits)
"""
"""Who went out, by the admission that ended so; as `ADMISSIONS`, with what was taken back."""
