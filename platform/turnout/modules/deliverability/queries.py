"""The one statement of the report: mails by what became of them."""

from typing import Any, Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.deliverability.types import MailFigures, MailGrouping
from turnout.modules.mail_providers.sql_fragments import HANDED_OVER, TOLD
from turnout.modules.notifications.sql_fragments import MAILS

KEYS: Final = {
    MailGrouping.DAY: "(m.queued_at AT TIME ZONE %(time_zone)s)::date::text",
    MailGrouping.KIND: "m.template",
    MailGrouping.SENDER: "coalesce(h.sender_domain, '')",
    MailGrouping.CONNECTION: "coalesce(h.connection_id::text, '')",
    MailGrouping.MAILBOX: "m.mailbox",
}
FIGURES: Final = f"""
    SELECT {{key}} AS key, count(*)::int AS mails,
        (count(*) FILTER (WHERE m.state IN ('queued', 'sending')))::int AS waiting,
        (count(*) FILTER (WHERE m.state = 'failed'))::int AS failed,
        (count(*) FILTER (WHERE m.state = 'sent'))::int AS sent,
        (count(*) FILTER (WHERE t.has_arrived AND NOT t.is_bounced))::int AS delivered,
        (count(*) FILTER (WHERE t.is_bounced))::int AS bounced,
        (count(*) FILTER (WHERE t.is_gone))::int AS gone,
        (count(*) FILTER (WHERE t.is_complained))::int AS complained,
        (count(*) FILTER (WHERE t.is_unsubscribed))::int AS unsubscribed
    FROM {MAILS} m
    LEFT JOIN LATERAL (SELECT f.connection_id, f.sender_domain FROM {HANDED_OVER} f
        WHERE f.organization_id = m.organization_id AND f.mail_id = m.mail_id) h ON true
    LEFT JOIN LATERAL (SELECT r.* FROM {TOLD} r
        WHERE r.organization_id = m.organization_id AND r.mail_id = m.mail_id) t ON true
    WHERE m.organization_id = %(organization_id)s
        AND m.queued_at >= %(starts_at)s AND m.queued_at < %(ends_at)s
    GROUP BY GROUPING SETS ((), ({{key}}))
"""


def list_figures(
    tx: Transaction, group_by: MailGrouping, where: dict[str, Any]
) -> tuple[MailFigures, list[MailFigures]]:
    """What became of all mails of a period, and of those of each group; one statement."""
    text = FIGURES.format(key=KEYS[group_by])
    found = tx.query(text, tx.here(**where), into=MailFigures)
    [total] = [each for each in found if each.key is None]
    return total, [each for each in found if each.key is not None]
