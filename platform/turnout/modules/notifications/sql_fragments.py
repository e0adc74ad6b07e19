"""Mails as a table, for statements that count them."""

from typing import Final

MAILS: Final = """
    (SELECT organization_id, id AS mail_id, template, state, queued_at,
        lower(split_part(recipient, '@', 2)) AS mailbox
    FROM mails)
"""
"""Each mail of an organization and at whose mailboxes its recipient is. The caller names the
organization."""
PLATFORM_MAILS: Final = """
    (SELECT id AS mail_id, state = 'failed' AND right(reason, 1) = ')' AS is_refused
    FROM platform_mails)
"""
"""The platform's own mails; a refusal by a mail server ends with its code in parentheses."""
