"""Use cases of inboxes: a team's, shown while rights last, and attendees', by proven address."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.messaging import live
from turnout.kernel.security import permissions
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inbox import policies, queries, rules, words
from turnout.modules.inbox.errors import MessageNotFound
from turnout.modules.inbox.hooks import MESSAGES_WRITTEN, TEAM_TOLD
from turnout.modules.inbox.metrics import MESSAGES
from turnout.modules.inbox.models import InboxAudience, MessageKind
from turnout.modules.inbox.types import (
    InboxCount,
    InboxMessage,
    InboxStream,
    NewAttendeeMessage,
    NewTeamMessage,
    StoredMessage,
    TeamMessage,
    WrittenMessage,
)
from turnout.modules.members import api as members
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations

CHANGED: Final = msgspec.json.encode({"changed": True})
MY_TICKETS: Final = "/my-tickets"
OF_TICKETS: Final = (MessageKind.ORDER, MessageKind.TICKET, MessageKind.ANNOUNCEMENT)


def tell_team(tx: Transaction, new: NewTeamMessage) -> int:
    """Tell the members who hold the message's right, of its event if it names one; how many.

    Of kinds that come in numbers, one that is not read yet counts the next one as well.
    """
    people = members.people_with(tx, new.permission, event_id=new.event_id)
    for told in TEAM_TOLD:
        told(tx, new)
    return _write(tx, new, (each.id for each in people))


def tell_member(tx: Transaction, user_id: UUID, new: NewTeamMessage) -> int:
    """Tell one person of what is theirs alone, such as their export."""
    return _write(tx, new, [user_id])


def list_messages(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    unread: bool = False,
    language: str | None = None,
) -> Page[TeamMessage]:
    """What the reader was told and may still see, the newest first."""
    reader = policies.require_reader(ctx)
    with transaction(ctx) as tx:
        found = queries.list_of_team(tx, reader, request, unread=unread)
        said = language or _language_of(tx, reader.user_id)
    shown = page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))
    return shown.map(lambda each: words.shown_to_team(each, said))


def count_unread(ctx: OrganizationContext) -> InboxCount:
    reader = policies.require_reader(ctx)
    with transaction(ctx) as tx:
        return InboxCount(unread=queries.count_of_team(tx, reader))


def mark_read(
    ctx: OrganizationContext, message_id: UUID, *, language: str | None = None
) -> TeamMessage:
    """Mark one as read; MessageNotFound for somebody else's, or without its right."""
    reader = policies.require_reader(ctx)
    with transaction(ctx) as tx:
        found = queries.read_of_team(tx, reader, message_id)
        if found is None:
            raise MessageNotFound
        live.mark(tx, live.INBOX, [live.WHOLE])
        said = language or _language_of(tx, reader.user_id)
    return words.shown_to_team(found, said)


def mark_all_read(ctx: OrganizationContext) -> InboxCount:
    """Mark everything that the reader may see as read."""
    reader = policies.require_reader(ctx)
    with transaction(ctx) as tx:
        queries.read_all_of_team(tx, reader)
        live.mark(tx, live.INBOX, [live.WHOLE])
        return InboxCount(unread=queries.count_of_team(tx, reader))


def open_stream(ctx: OrganizationContext) -> InboxStream:
    """Let somebody hear for some minutes that inboxes of the team changed, and nothing more."""
    reader = policies.require_reader(ctx)
    with transaction(ctx) as tx:
        expires_at = tx.now + live.STREAM_LIFETIME
    address = live.open_stream(
        live.INBOX,
        ctx.organization_id,
        live.WHOLE,
        user_id=reader.user_id,
        expires_at=expires_at,
    )
    return InboxStream(url=address, expires_at=expires_at)


def live_changes(_organization_id: UUID, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """That something changed: whoever listens asks for their own."""
    return dict.fromkeys(ids, CHANGED)


def forget_member(ctx: OrganizationContext, user_id: UUID) -> None:
    """Drop what somebody was told as a member who is none any more."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        if members.is_member(tx, user_id):
            return
        queries.delete_of_member(tx, user_id)


def forget_old(ctx: SystemContext) -> None:
    """Drop what is older than half a year, and of each inbox what is beyond 500 messages."""
    with transaction(ctx) as tx:
        queries.forget(tx, older_than=rules.KEPT, most=rules.MOST)


def _write(tx: Transaction, new: NewTeamMessage, people: Iterable[UUID]) -> int:
    told = sorted(set(people).difference(new.but))
    raised = queries.raise_counts(tx, new, told) if new.kind in rules.GATHERED and told else set()
    rest = [each for each in told if each not in raised]
    made = queries.insert_for_team(tx, new, rest) if rest else []
    if raised or made:
        live.mark(tx, live.INBOX, [live.WHOLE])
    _tell_of(tx, made, InboxAudience.TEAM)
    return len(made) + len(raised)


def _tell_of(tx: Transaction, made: Sequence[WrittenMessage], audience: InboxAudience) -> None:
    if not made:
        return
    tx.after_commit.append(lambda: MESSAGES.add(len(made), audience=audience.value))
    for told in MESSAGES_WRITTEN:
        told(tx, made)


def _language_of(tx: Transaction, user_id: UUID) -> str:
    person = identity.get_people(tx, [user_id]).get(user_id)
    return person.locale if person else ""


def deliver(tx: Transaction, new: Sequence[NewAttendeeMessage]) -> int:
    """Put each into the inbox of whoever has its address proven; how many were new.

    Whoever has no account is not told here. One source tells a person once, however often.
    """
    if not new:
        return 0
    people = identity.find_people(tx, {each.recipient.lower() for each in new})
    found = [
        (person.id, each)
        for each in new
        if (person := people.get(each.recipient.lower()))
        and person.is_verified
        and not person.is_disabled
    ]
    if not found:
        return 0
    made = queries.insert_for_attendees(tx, found)
    _tell_of(tx, made, InboxAudience.ATTENDEE)
    return len(made)


def count_announced(tx: Transaction, source_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many have each of these in their inbox, and how many of them read it."""
    return queries.count_by_source(tx, source_ids)


def list_of_me(
    ctx: PersonContext, request: PageRequest, *, unread: bool = False
) -> Page[InboxMessage]:
    """What the person was told by all organizers, the newest first."""
    with transaction(ctx) as tx:
        found = queries.list_of_person(tx, ctx.user_id, request, unread=unread)
    shown = page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))
    by_id = _shown(ctx, shown.items)
    return shown.map(lambda each: by_id[each.id])


def count_unread_of_me(ctx: PersonContext) -> InboxCount:
    with transaction(ctx) as tx:
        return InboxCount(unread=queries.count_of_person(tx, ctx.user_id))


def mark_of_me_read(ctx: PersonContext, message_id: UUID) -> InboxMessage:
    """Mark one as read; MessageNotFound for somebody else's."""
    with transaction(ctx) as tx:
        found = queries.find_of_person(tx, ctx.user_id, message_id)
    if found is None:
        raise MessageNotFound
    with transaction(_inside(ctx, found.organization_id)) as tx:
        read = queries.read_of_person(tx, ctx.user_id, message_id)
    if read is None:
        raise MessageNotFound
    return _shown(ctx, [read])[message_id]


def mark_all_of_me_read(ctx: PersonContext) -> InboxCount:
    with transaction(ctx) as tx:
        unread = queries.list_unread_organizations(tx, ctx.user_id)
    for organization_id in unread:
        with transaction(_inside(ctx, organization_id)) as tx:
            queries.read_all_of_person(tx, ctx.user_id)
    return count_unread_of_me(ctx)


def _shown(ctx: PersonContext, stored: Sequence[StoredMessage]) -> dict[UUID, InboxMessage]:
    """With names and addresses as they are now: an order's page only for its present buyer."""
    email = identity.get_me(ctx).email.lower()
    shown: dict[UUID, InboxMessage] = {}
    for organization_id in {each.organization_id for each in stored}:
        theirs = [each for each in stored if each.organization_id == organization_id]
        with transaction(_inside(ctx, organization_id)) as tx:
            branding = organizations.branding_of(tx)
            own = {each.order_id for each in theirs if each.order_id}
            buyers = orders.contacts_of(tx, own) if own else {}
            for each in theirs:
                buyer = buyers.get(each.order_id) if each.order_id else None
                is_buyer = buyer is not None and buyer.email.lower() == email
                shown[each.id] = InboxMessage(
                    id=each.id,
                    organization_id=organization_id,
                    organization_name=branding.name,
                    kind=each.kind,
                    title=each.title,
                    text=each.body,
                    url=_url(tx, each, branding, is_buyer=is_buyer),
                    event_id=each.event_id,
                    created_at=each.created_at,
                    read_at=each.read_at,
                )
    return shown


def _url(
    tx: Transaction, stored: StoredMessage, branding: organizations.Branding, *, is_buyer: bool
) -> str:
    home = runtime.current().settings.origin_of(branding.host)
    if is_buyer and stored.order_id is not None:
        return f"{home}{orders.path_of(tx, stored.order_id)}"
    if MessageKind(stored.kind) in OF_TICKETS:
        return MY_TICKETS
    if stored.event_id is None:
        return ""
    try:
        event = events.get_visible(tx, stored.event_id, code=None)
    except NotFound:
        return ""
    return f"{home}/{branding.slug}/{event.slug}"


def _inside(ctx: PersonContext, organization_id: UUID) -> OrganizationContext:
    """The person themselves in an organization, without any right there."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
