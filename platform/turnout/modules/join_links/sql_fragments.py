"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

JOINED: Final = """
    (SELECT organization_id, event_id, ticket_id, joined_at FROM join_links
    WHERE joined_at IS NOT NULL)
"""
"""Each ticket whose holder joined online, and when first. The caller names the organization."""
