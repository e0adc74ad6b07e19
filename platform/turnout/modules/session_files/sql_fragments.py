"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

DOWNLOADS_OF_SESSIONS: Final = """
    (SELECT f.organization_id, f.event_id, f.session_id, coalesce(d.downloads, 0) AS downloads
    FROM session_files f LEFT JOIN session_file_downloads d
        ON d.organization_id = f.organization_id AND d.session_file_id = f.id
    WHERE f.state = 'approved' AND f.audience <> 'staff')
"""
"""Each file that attendees can get, and how often they did. The caller names the organization."""
