"""Attempts and reports as tables, for statements that count what became of mails."""

from typing import Final

HANDED_OVER: Final = """
    (SELECT DISTINCT ON (organization_id, mail_id) organization_id, mail_id, connection_id,
        sender_domain
    FROM mail_attempts ORDER BY organization_id, mail_id, (state = 'accepted') DESC, id DESC)
"""
"""By which connection and from which domain each mail left, or was tried last. The caller names the
organization; mails of the platform's own server are not in it."""

TOLD: Final = """
    (SELECT organization_id, mail_id,
        bool_or(state IN ('delivered', 'complained', 'unsubscribed')) AS has_arrived,
        bool_or(state = 'bounced') AS is_bounced,
        bool_or(state = 'bounced' AND is_permanent) AS is_gone,
        bool_or(state = 'complained') AS is_complained,
        bool_or(state = 'unsubscribed') AS is_unsubscribed
    FROM mail_reports GROUP BY organization_id, mail_id)
"""
"""What providers told of each mail of which they told anything. The caller names the
organization."""
