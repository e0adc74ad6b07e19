"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

_ADMISSION: Final = """
    organization_id, id, event_id, ticket_id, ticket_type_id, list_id, period, admitted_at, gate,
    device, method, actor, undone_at, undo_reason, scan_id
"""
ADMISSIONS: Final = f"(SELECT {_ADMISSION} FROM admissions)"
"""Who came in, undone entries included. The caller names the organization."""
WRITTEN_ADMISSIONS: Final = f"""
    (SELECT {_ADMISSION}, xmin::text::bigint AS written_by FROM admissions)
"""
"""The same, and which transaction wrote the row last (32 bits)."""

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

_EXIT: Final = """
    organization_id, id, event_id, admission_id, exited_at, gate, device, method, actor, scan_id,
    undone_at, undo_reason
"""
EXITS: Final = f"(SELECT {_EXIT} FROM checkin_exits)"
"""Who went out, by the admission that ended so, with what was taken back."""
WRITTEN_EXITS: Final = f"(SELECT {_EXIT}, xmin::text::bigint AS written_by FROM checkin_exits)"
"""The same, and which transaction wrote the row last (32 bits)."""
