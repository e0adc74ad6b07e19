"""Events for visitors: in their language, by an old address, at another time; as a calendar."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.capability_links import derive_secret, is_derived
from turnout.kernel.values import from_attributes
from turnout.modules.events import policies, rules
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.rules import in_language
from turnout.modules.events.service import access, event_reader
from turnout.modules.events.service.custom_fields import shown_fields
from turnout.modules.events.types import SHOWN, Event, PublicEvent, PublishedEventSummary
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEventQuery:
    """How a visitor looks: languages in order, a code for what is private, another time."""

    languages: Sequence[str] = ()
    code: str | None = None
    at: datetime | None = None


def show_event(ctx: PublicContext, slug: str, looking: PublicEventQuery) -> PublicEvent:
    """An event by its address name, the former ones too: then its `slug` is another.

    `at` shows it as it will be (or was) at that instant, drafts included: for members who may
    see drafts.
    """
    member = None if looking.at is None else require_member(ctx)
    with transaction(ctx) as tx:
        event = event_reader.find_event_by_slug(tx, slug)
        if event is None:
            raise EventNotFound
        if member is None or looking.at is None:
            access.require_visible(tx, event, code=looking.code)
            return to_public(tx, event, looking.languages)
        policies.require_can_read(member, event.id)
        return to_public(tx, as_of(event, looking.at), looking.languages)


def require_member(ctx: PublicContext) -> OrganizationContext:
    """The visitor as a member who may see drafts; whoever is none may not look ahead."""
    member = member_of(ctx)
    if member is None:
        raise Forbidden("Only members of the organization look at another time.")
    policies.require_can_read(member)
    return member


def member_of(ctx: PublicContext) -> OrganizationContext | None:
    if ctx.user_id is None:
        return None
    try:
        return organizations.membership_of(
            ctx.organization_id, ctx.user_id, actor=ctx.actor, request_id=ctx.request_id
        )
    except (
        organizations.SecondFactorDemanded,
        organizations.SecondFactorRequired,
        roles.AgencyShutOut,
    ):  # on public pages they are a visitor like others
        return None


def sees_private(ctx: PublicContext | OrganizationContext, event_id: UUID) -> bool:
    """Whether who asks is a member who may see published events: private ones need no code then.

    For guests without a statement; not inside a transaction. `get_visible` keeps drafts out.
    """
    member = member_of(ctx) if isinstance(ctx, PublicContext) else ctx
    if member is None:
        return False
    try:
        policies.require_can_read_published(member, event_id)
    except Forbidden:
        return False
    return True


def get_for_member(tx: Transaction, event_id: UUID) -> Event:
    """The event for the member whose transaction it is, or EventNotFound.

    A draft only for who sees drafts. Forbidden for a member who sees no events at all.
    """
    policies.require_can_read_published(tx.ctx, event_id)
    event = event_reader.get_event(tx, event_id)
    if event.state not in SHOWN and not policies.sees_drafts(tx.ctx):
        raise EventNotFound
    return event


def list_published_events(
    ctx: OrganizationContext, request: PageRequest
) -> Page[PublishedEventSummary]:
    """What the organization published, private events too, newest first; three statements."""
    policies.require_can_read_published(ctx)
    with transaction(ctx) as tx:
        found = event_reader.list_events(tx, request, states=SHOWN, only=ctx.event_ids)
        home = event_reader.page_url(tx, "")
        return found.map(
            lambda event: from_attributes(PublishedEventSummary, event, page_url=home + event.slug)
        )


def get_published_event(
    ctx: OrganizationContext, event_id: UUID, *, languages: Sequence[str] = ()
) -> PublicEvent:
    """One of them as visitors see it, or EventNotFound; a private one without its code."""
    policies.require_can_read_published(ctx, event_id)
    with transaction(ctx) as tx:
        event = access.get_visible(tx, event_id, is_member=True)
        return to_public(tx, event, languages)


def as_of(event: Event, moment: datetime) -> Event:
    """The event as the clock alone will have it: a draft counts as published."""
    state = event.state
    if state in (State.DRAFT, State.REVIEW, State.PUBLISHED, State.LIVE, State.ENDED):
        action = rules.due_action(event.starts_at, event.ends_at, moment)
        state = rules.next_state(State.PUBLISHED, action) if action else State.PUBLISHED
    return replace(event, state=state)


def to_public(tx: Transaction, event: Event, languages: Sequence[str]) -> PublicEvent:
    """What visitors may know of an event, in the first of their languages that it has."""
    shown = in_language(event, languages)
    return from_attributes(
        PublicEvent,
        shown,
        languages=(event.language, *sorted(event.translations)),
        fields=shown_fields(tx, event),
        page_url=event_reader.page_url(tx, event.slug),
    )


PURPOSE: Final = "events.feed"
SALT_BYTES: Final = 16


def read_feed_url(ctx: PublicContext, event_id: UUID, *, code: str | None = None) -> str:
    """The address of an event's calendar, for who may see the event now: a code may be needed."""
    is_member = sees_private(ctx, event_id)
    with transaction(ctx) as tx:
        access.get_visible(tx, event_id, code=code, is_member=is_member)
        return feed_url(tx, event_id)


def renew_feed_url(ctx: OrganizationContext, event_id: UUID) -> str:
    """Give the calendar another address: the old one leads nowhere from now on."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_open_event(tx, event_id)
        row.feed_salt = secrets.token_bytes(SALT_BYTES)
        tx.flush()
        return feed_url(tx, event_id)


def feed_url(tx: Transaction, event_id: UUID) -> str:
    """For pages: ask only for somebody to whom the event is shown."""
    row = queries.get_event(tx, event_id)
    base = runtime.current().settings.public_url.rstrip("/")
    place = f"{base}/api/v1/organizations/{tx.organization_id}/events/{event_id}"
    return f"{place}/feed/{_mark(row)}.ics"


def get_event_by_feed(tx: Transaction, event_id: UUID, mark: str) -> Event:
    """The event whose calendar has this address, or EventNotFound when it leads nowhere."""
    row = queries.get_event(tx, event_id)
    if not is_derived(mark, partial(_mark, row)) or row.state not in SHOWN:
        raise EventNotFound
    return event_reader.to_event(tx, row)


def _mark(row: EventRow, *, key_id: str | None = None) -> str:
    """160 bits that only this platform can compute, for one event and salt."""
    return derive_secret(PURPOSE, row.id.bytes + (row.feed_salt or b""), key_id=key_id)
