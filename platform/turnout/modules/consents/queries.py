"""Statements about consents and choices: rows are added, the latest counts."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.consents.types import (
    WORDING,
    Channel,
    Consent,
    ConsentSource,
    ConsentTopic,
    NotificationChoice,
)

INSERT_CONSENT: Final = """
    INSERT INTO consent_records (organization_id, id, topic, event_id, email, is_given, source,
        wording, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(topic)s, %(event_id)s, %(email)s, %(is_given)s,
        %(source)s, %(wording)s, %(now)s)
"""
CARRY_REFUSALS: Final = """
    INSERT INTO consent_records (organization_id, id, topic, event_id, email, is_given, source,
        wording, recorded_at)
    VALUES (%(organization_id)s, %(id)s, %(topic)s, %(event_id)s, %(email)s, false, %(source)s, '',
        %(now)s)
"""
INSERT_CHOICE: Final = """
    INSERT INTO notification_choices (id, user_id, topic, channel, is_on, source, wording,
        decided_at)
    VALUES (%(id)s, %(user_id)s, %(topic)s, %(channel)s, %(is_on)s, %(source)s, %(wording)s,
        %(now)s)
"""
LIST_CHOICES: Final = """
    SELECT DISTINCT ON (topic, channel) topic, channel, is_on, source, wording, decided_at
    FROM notification_choices WHERE user_id = %(user_id)s
    ORDER BY topic, channel, decided_at DESC, id DESC
"""
LIST_REFUSING: Final = """
    SELECT user_id FROM (
        SELECT DISTINCT ON (user_id) user_id, is_on FROM notification_choices
        WHERE user_id = ANY(%(user_ids)s) AND topic = %(topic)s AND channel = %(channel)s
        ORDER BY user_id, decided_at DESC, id DESC
    ) latest WHERE NOT is_on
"""


def record_consent(tx: Transaction, said: Consent) -> None:
    """Keep what somebody said as proof: when, where, and to which version of the words.

    What is sent is decided by what the caller changes in the same transaction.
    """
    values = {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "topic": said.topic.value,
        "event_id": said.event_id,
        "email": said.email.lower(),
        "is_given": said.is_given,
        "source": said.source.value,
        "wording": WORDING,
        "now": tx.now,
    }
    tx.query(INSERT_CONSENT, values)


def record_carried_refusals(
    tx: Transaction, email: str, refused: Sequence[tuple[UUID, ConsentTopic, UUID | None]]
) -> None:
    """Keep as proof what an account's new address refuses since the former one did; as operator.

    `refused` are organization, topic and event. No wording stands there: no sentence was shown.
    """
    same = {"email": email.lower(), "source": ConsentSource.ADDRESS_CHANGE.value, "now": tx.now}
    rows = [
        {
            "organization_id": organization_id,
            "id": new_id(),
            "topic": topic.value,
            "event_id": event_id,
            **same,
        }
        for organization_id, topic, event_id in refused
    ]
    if rows:
        tx.execute_many(CARRY_REFUSALS, rows)


def insert_choice(
    tx: Transaction,
    user_id: UUID,
    topic: ConsentTopic,
    *,
    channel: Channel,
    is_on: bool,
    source: ConsentSource,
) -> None:
    said = {"topic": topic.value, "channel": channel.value, "is_on": is_on, "source": source.value}
    tx.query(
        INSERT_CHOICE,
        {"id": new_id(), "user_id": user_id, **said, "wording": WORDING, "now": tx.now},
    )


def list_choices(tx: Transaction, user_id: UUID) -> list[NotificationChoice]:
    """The latest of each topic and channel that the person has ever said anything about."""
    return tx.query(LIST_CHOICES, {"user_id": user_id}, into=NotificationChoice)


def list_refusing(
    tx: Transaction, user_ids: Collection[UUID], topic: ConsentTopic, *, channel: Channel
) -> set[UUID]:
    """Those who want nothing of a topic by a channel, from any organizer."""
    values = {"user_ids": list(user_ids), "topic": topic.value, "channel": channel.value}
    return {user_id for (user_id,) in tx.query(LIST_REFUSING, values)}
