"""Mails as a table, for statements that count them."""

from typing import Final

MAILS: Final = """
    (SELECT organization_id, id AS mail_id, event_id, order_id, template, state, queued_at, sent_at,
        lower(recipient) AS recipient, lower(split_part(recipient, '@', 2)) AS mailbox
    FROM mails)
"""
"""Each mail of an organization, whom it is for and at whose mailboxes that is. The caller names the
organization."""
PLATFORM_MAILS: Final = """
    (SELECT id AS mail_id, state = 'failed' AND right(reason, 1) = ')' AS is_refused
    FROM platform_mails)
"""
"""The platform's own mails; a refusal by a mail server ends with its code in parentheses."""
