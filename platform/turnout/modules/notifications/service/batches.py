"""Tells people what changed: one mail for each person and round, however much happened.

What was noted with each change is taken into a round when nothing more has happened for a while.
The round goes through its readers in portions; a portion and how far it came commit together, and
each mail has the round for its cause. A worker that dies goes on where it stopped, and nobody is
written to twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.observability.metrics import counter
from turnout.modules.events import api as events
from turnout.modules.notifications import policies
from turnout.modules.notifications.queries import batches as queries
from turnout.modules.notifications.service import enqueue, recipients
from turnout.modules.notifications.types import NewMail, NotificationBatch, Reader, Template

PORTION: Final = 500
LOST_AFTER: Final = timedelta(seconds=60)
"""A round on which nobody has worked for so long is handed out again."""
SOONEST_AGAIN: Final = timedelta(hours=1)
"""However often an organizer publishes, its followers get at most one mail in that time."""
WRITTEN: Final = counter(
    "turnout_news_mails", "Mails about changes and new events that were written down",
    template=("session-news", "event-news", "new-events"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    organization_id: UUID
    round_id: UUID


def open_rounds(ctx: SystemContext) -> list[Waiting]:
    """Take what has waited long enough into rounds, and say which are to be told now."""
    opened = []
    for due in events.list_due_notices(ctx):
        round_id = _open(system_in(due.organization_id, ctx.job), due)
        if round_id is not None:
            opened.append(Waiting(due.organization_id, round_id))
    return opened


def list_lost_rounds(ctx: SystemContext, *, limit: int = 100) -> list[Waiting]:
    """Rounds that stand still: a worker died, or a message was lost."""
    return _waiting(ctx, longer_than=LOST_AFTER, limit=limit)


def count_rounds(ctx: SystemContext) -> int:
    """Rounds under way; news that still gathers waits by intention."""
    return len(_waiting(ctx, longer_than=timedelta(), limit=1_000))


def send_batch(ctx: OrganizationContext, round_id: UUID, *, portion: int = PORTION) -> bool:
    """Write the mails of the next portion down; whether there is more to do."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        news = queries.claim_round(tx, round_id)
        if news is None:
            return False
        readers = recipients.readers_of(tx, news)
        ahead = sorted(email for email in readers if email > news.last_seen)
        chosen = ahead[:portion]
        for email in chosen:
            enqueue.queue(tx, _mail(news, readers[email]))
        has_more = len(ahead) > len(chosen)
        last_seen = chosen[-1] if has_more else None
        queries.report(tx, round_id, last_seen=last_seen, told=len(chosen))
        told, template = len(chosen), news.template.value
        tx.after_commit.append(lambda: WRITTEN.add(told, template=template))
    return has_more


def _open(ctx: OrganizationContext, due: events.DueNotice) -> UUID | None:
    """None where nothing is left to tell: it was taken back, or is over. Or not yet, see below."""
    with transaction(ctx) as tx:
        if due.event_id is None and queries.was_opened(
            tx, Template.NEW_EVENTS, within=SOONEST_AGAIN
        ):
            return None
        taken = _take(tx, due)
        if taken is None:
            return None
        template, content = taken
        return queries.open_round(tx, template, due.event_id, content=content)


def _take(tx: Transaction, due: events.DueNotice) -> tuple[Template, dict[str, Any]] | None:
    if due.event_id is None:
        published = events.claim_published(tx)
        content = {"event_ids": [str(each) for each in published]}
        return (Template.NEW_EVENTS, content) if published else None
    if due.kind is events.NewsKind.SESSION:
        sessions = events.claim_session_changes(tx, due.event_id)
        content = {"sessions": msgspec.to_builtins(sessions)}
        return (Template.SESSION_NEWS, content) if sessions else None
    news = events.claim_event_change(tx, due.event_id)
    return (Template.EVENT_NEWS, {"event": msgspec.to_builtins(news)}) if news else None


def _mail(news: NotificationBatch, reader: Reader) -> NewMail:
    return NewMail(
        template=news.template,
        source_id=news.id,
        recipient=reader.email,
        recipient_name=reader.name,
        locale=reader.locale,
        event_id=news.event_id,
        details=reader.details,
    )


def _waiting(ctx: SystemContext, *, longer_than: timedelta, limit: int) -> list[Waiting]:
    with transaction(ctx) as tx:
        found = queries.list_waiting(tx, longer_than=longer_than, limit=limit)
    return [Waiting(organization_id, round_id) for organization_id, round_id in found]
