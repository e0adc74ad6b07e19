"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

ADMISSIONS: Final = """
    (SELECT organization_id, id, ticket_id, list_id, period, admitted_at, gate, device, undone_at,
        scan_id,
        xmin::text::bigint AS written_by
    FROM admissions)
"""
"""Who came in, undone entries included, and which transaction wrote the row last (32 bits).

The caller names the organization."""
