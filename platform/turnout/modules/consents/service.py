"""Choices by topic and channel, for all organizers: a person's own."""

from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.consents import queries
from turnout.modules.consents.types import (
    Channel,
    ConsentSource,
    ConsentTopic,
    NotificationChoice,
)
from turnout.modules.identity import api as identity


def list_choices(ctx: PersonContext) -> list[NotificationChoice]:
    with transaction(identity.in_name_of(ctx, job="consents.list-choices")) as tx:
        return queries.list_choices(tx, ctx.user_id)


def choose(
    ctx: PersonContext,
    topic: ConsentTopic,
    *,
    channel: Channel,
    is_on: bool,
    source: ConsentSource,
) -> None:
    """Say whether messages of a topic are wanted; saying the same again is kept as well."""
    with transaction(identity.in_name_of(ctx, job="consents.choose")) as tx:
        queries.insert_choice(tx, ctx.user_id, topic, channel=channel, is_on=is_on, source=source)


def list_refusing_addresses(
    tx: Transaction, emails: list[str], topic: ConsentTopic, *, channel: Channel = Channel.EMAIL
) -> set[str]:
    """Those of the addresses, in small letters, whose accounts want nothing of a topic so."""
    ids = identity.find_ids(tx, [each.lower() for each in emails])
    if not ids:
        return set()
    refusing = queries.list_refusing(tx, ids.values(), topic, channel=channel)
    return {email for email, user_id in ids.items() if user_id in refusing}
