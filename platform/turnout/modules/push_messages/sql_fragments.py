"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

SENT_PUSHES: Final = """
    (SELECT organization_id, message_id FROM push_messages WHERE state = 'sent')
"""
"""The messages that a browser or app was sent, a row for each of them. The caller names the
organization."""
