"""Tells people what changed: one mail for each person and round, however much happened.

What was noted with each change is taken into a round when nothing more has happened for a while.
The round goes through its readers in portions; a portion and how far it came commit together, and
each mail has the round for its cause. A worker that dies goes on where it stopped, and nobody is
written to twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security import permissions
from turnout.modules.consents import api as consents
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.notifications import queries
from turnout.modules.notifications.service import enqueue
from turnout.modules.notifications.types import NewMail, NotificationBatch, Recipient, Template
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.opt_outs.api import OptOutTopic
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets

NEW_EVENTS: Final = consents.ConsentTopic.NEW_EVENTS
EVENT_CHANGES: Final = consents.ConsentTopic.EVENT_CHANGES
ORDERS_WERE_TOLD: Final = timedelta(hours=24)
"""Mails about orders leave at once, news waits: who had the one needs not the other."""


SessionsOf: TypeAlias = Mapping[UUID, set[UUID]]
"""Sessions by the ticket that has a place there, or by the person who picked them."""


def recipients_of(tx: Transaction, news: NotificationBatch) -> dict[str, Recipient]:
    """By address in small letters: everybody once, however many reasons there are."""
    match news.template:
        case Template.SESSION_NEWS:
            found = _of_sessions(tx, sessions_in(news))
        case Template.EVENT_NEWS:
            found = _people(tx, participation.favourited_by(tx, _event_of(news)))
            for email in queries.list_notified_by_order(
                tx, _event_of(news), within=ORDERS_WERE_TOLD
            ):
                found.pop(email, None)
        case _:
            found = _people(tx, participation.followers(tx))
    about = NEW_EVENTS if news.template is Template.NEW_EVENTS else EVENT_CHANGES
    for email in consents.list_refusing_addresses(tx, list(found), about):
        found.pop(email, None)
    if news.event_id is not None:
        for email in opt_outs.list_opted_out(tx, OptOutTopic.EVENT, news.event_id, emails=found):
            found.pop(email, None)
    return found


def find_session_changes(tx: Transaction, batch_id: UUID) -> list[programme.SessionChange]:
    """What a round of news tells of sessions; nothing once it is no longer known."""
    news = queries.find_batch(tx, batch_id)
    return sessions_in(news) if news else []


def sessions_in(news: NotificationBatch) -> list[programme.SessionChange]:
    return codec.convert(news.content["sessions"], list[programme.SessionChange], strict=False)


def _of_sessions(
    tx: Transaction, changed: Iterable[programme.SessionChange]
) -> dict[str, Recipient]:
    """Who has a place in what changed or picked it (`held_ids`), and who waits for a place."""
    held: defaultdict[UUID, set[UUID]] = defaultdict(set)
    waiting: defaultdict[UUID, set[UUID]] = defaultdict(set)
    by_user: defaultdict[UUID, set[UUID]] = defaultdict(set)
    present = {}
    for each in changed:
        if each.ticket_ids is None and each.user_ids is None:
            present[each.session_id] = each.noted_at
        for ticket_id in each.ticket_ids or ():
            held[ticket_id].add(each.session_id)
        for user_id in each.user_ids or ():
            by_user[user_id].add(each.session_id)
    for concerned in programme.affected_by_sessions(tx, present):
        if concerned.since > present[concerned.session_id]:
            continue
        if concerned.ticket_id is not None:
            by_ticket = waiting if concerned.is_waiting else held
            by_ticket[concerned.ticket_id].add(concerned.session_id)
        if concerned.user_id is not None:
            by_user[concerned.user_id].add(concerned.session_id)
    holders, waiters = session_readers(tx, held, by_user), session_readers(tx, waiting, {})
    found = {}
    for key, (reader, _) in (waiters | holders).items():
        mine = holders[key][1] if key in holders else set()
        every = mine | (waiters[key][1] if key in waiters else set())
        details = {"session_ids": _texts(every), "held_ids": _texts(mine)}
        found[key] = replace(reader, details=details)
    return found


def session_readers(
    tx: Transaction, by_ticket: SessionsOf, by_user: SessionsOf
) -> dict[str, tuple[Recipient, set[UUID]]]:
    """Who reads of the sessions of tickets and of people, by address in small letters."""
    found: dict[str, tuple[Recipient, set[UUID]]] = {}
    people = _people(tx, list(by_user)).values()
    picked = ((each, by_user[UUID(each.details["user_id"])]) for each in people)
    for reader, session_ids in (*_holders(tx, by_ticket), *picked):
        _, known = found.setdefault(reader.email.lower(), (reader, set()))
        known.update(session_ids)
    return found


def _texts(ids: Iterable[UUID]) -> list[str]:
    return sorted(str(each) for each in ids)


def _holders(tx: Transaction, by_ticket: SessionsOf) -> Iterable[tuple[Recipient, set[UUID]]]:
    """Who holds each ticket; of those without an address of their own, who bought it."""
    found = [each for each in tickets.list_by_id(tx, list(by_ticket)) if each.is_valid]
    buyers = orders.contacts_of(tx, {each.reference for each in found})
    for ticket in found:
        buyer = buyers.get(ticket.reference)
        email, name = ticket.holder_email, ticket.holder_name
        if not email and buyer is not None:
            email, name = buyer.email, buyer.name
        if email:
            locale = buyer.locale if buyer else "en"
            yield Recipient(email=email, name=name, locale=locale), by_ticket[ticket.id]


def _people(tx: Transaction, user_ids: list[UUID]) -> dict[str, Recipient]:
    """People who can be written to: their address is proved, their account is open."""
    people = identity.get_people(tx, user_ids).values() if user_ids else ()
    return {
        person.email.lower(): Recipient(
            email=person.email,
            name=person.display_name,
            locale=person.locale,
            details={"user_id": str(person.id)},
        )
        for person in people
        if person.is_verified and not person.is_disabled
    }


def _event_of(news: NotificationBatch) -> UUID:
    if news.event_id is None:
        raise ValueError("news of an event names it")
    return news.event_id


PORTION: Final = 500
LOST_AFTER: Final = timedelta(seconds=60)
"""A round on which nobody has worked for so long is handed out again."""
SOONEST_AGAIN: Final = timedelta(hours=1)
"""However often an organizer publishes, its followers get at most one mail in that time."""
BATCH_MAILS: Final = counter(
    "turnout_news_mails", "Mails about changes and new events that were written down",
    template=("session-news", "event-news", "new-events"),
)  # fmt: skip


def open_batches(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """Take what has waited long enough into rounds, and say which are to be told now."""
    opened = []
    for due in events.list_due_notices(ctx):
        batch_id = _open_batch(system_in(due.organization_id, ctx.job), due)
        if batch_id is not None:
            opened.append((due.organization_id, batch_id))
    return opened


def list_lost_batches(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """Batches that stand still: a worker died, or a message was lost."""
    return _waiting(ctx, longer_than=LOST_AFTER, limit=limit)


def count_batches(ctx: SystemContext) -> int:
    """Batches under way; changes that still gather wait by intention."""
    return len(_waiting(ctx, longer_than=timedelta(), limit=1_000))


def send_batch(ctx: OrganizationContext, batch_id: UUID, *, portion: int = PORTION) -> bool:
    """Write the mails of the next portion down; whether there is more to do."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        news = queries.claim_batch(tx, batch_id)
        if news is None:
            return False
        readers = recipients_of(tx, news)
        ahead = sorted(email for email in readers if email > news.last_seen)
        chosen = ahead[:portion]
        mails = [_mail(news, readers[email]) for email in chosen]
        enqueue.queue_many(tx, mails, due_at=[tx.now] * len(mails), place=news.told)
        has_more = len(ahead) > len(chosen)
        last_seen = chosen[-1] if has_more else None
        queries.report_batch(tx, batch_id, last_seen=last_seen, told=len(chosen))
        told, template = len(chosen), news.template.value
        tx.after_commit.append(lambda: BATCH_MAILS.add(told, template=template))
    return has_more


def _open_batch(ctx: OrganizationContext, due: events.DueNotice) -> UUID | None:
    """None where nothing is left to tell: it was taken back, or is over. Or not yet, see below."""
    with transaction(ctx) as tx:
        is_early = due.event_id is None and queries.had_batch(
            tx, Template.NEW_EVENTS, within=SOONEST_AGAIN
        )
        taken = None if is_early else _claim_content(tx, due)
        if taken is None:
            return None
        template, content = taken
        return queries.insert_batch(tx, template, due.event_id, content=content)


def _claim_content(
    tx: Transaction, due: events.DueNotice
) -> tuple[Template, dict[str, Any]] | None:
    if due.event_id is None:
        published = events.claim_published(tx)
        content = {"event_ids": [str(each) for each in published]}
        return (Template.NEW_EVENTS, content) if published else None
    if due.kind is events.NewsKind.SESSION:
        sessions = programme.claim_session_changes(tx, due.event_id)
        content = {"sessions": msgspec.to_builtins(sessions)}
        return (Template.SESSION_NEWS, content) if sessions else None
    news = events.claim_event_change(tx, due.event_id)
    return (Template.EVENT_NEWS, {"event": msgspec.to_builtins(news)}) if news else None


def _mail(news: NotificationBatch, reader: Recipient) -> NewMail:
    return NewMail(
        template=news.template,
        source_id=news.id,
        recipient=reader.email,
        recipient_name=reader.name,
        locale=reader.locale,
        event_id=news.event_id,
        details=reader.details,
    )


def _waiting(ctx: SystemContext, *, longer_than: timedelta, limit: int) -> list[tuple[UUID, UUID]]:
    with transaction(ctx) as tx:
        return queries.list_waiting_batches(tx, longer_than=longer_than, limit=limit)
