"""Statements about who wants no more mails of a kind."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.notifications.models import Topic

KEEP: Final = """
    INSERT INTO mail_opt_outs (organization_id, id, topic, event_id, email, created_at)
    VALUES (%(organization_id)s, %(id)s, %(topic)s, %(event_id)s, %(email)s, %(now)s)
    ON CONFLICT (organization_id, topic, event_id, email) DO NOTHING
"""
DROP: Final = """
    DELETE FROM mail_opt_outs
    WHERE organization_id = %(organization_id)s AND topic = %(topic)s
        AND event_id IS NOT DISTINCT FROM %(event_id)s::uuid AND email = %(email)s
"""
AMONG: Final = """
    SELECT email FROM mail_opt_outs
    WHERE organization_id = %(organization_id)s AND topic = %(topic)s
        AND event_id IS NOT DISTINCT FROM %(event_id)s::uuid AND email = ANY(%(emails)s)
"""


def keep(tx: Transaction, topic: Topic, event_id: UUID | None, *, email: str) -> None:
    tx.query(KEEP, _values(tx, topic, event_id, id=new_id(), email=email.lower(), now=tx.now))


def drop(tx: Transaction, topic: Topic, event_id: UUID | None, *, email: str) -> None:
    tx.query(DROP, _values(tx, topic, event_id, email=email.lower()))


def among(
    tx: Transaction, topic: Topic, event_id: UUID | None, *, emails: Collection[str]
) -> set[str]:
    """Those of the addresses, in small letters, that want none."""
    wanted = [each.lower() for each in emails]
    return {row[0] for row in tx.query(AMONG, _values(tx, topic, event_id, emails=wanted))}


def _values(tx: Transaction, topic: Topic, event_id: UUID | None, **more: Any) -> dict[str, Any]:
    return {
        "organization_id": tx.organization_id,
        "topic": topic.value,
        "event_id": event_id,
        **more,
    }
