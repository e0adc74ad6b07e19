"""Create, find and change events."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.security.sanitize import sanitize
from turnout.modules.events import hooks, policies, rules
from turnout.modules.events.errors import NotReady, SlugTaken
from turnout.modules.events.facts import EventChanged, EventCreated
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.rules import NOTIFIED_STATES
from turnout.modules.events.service import change_notices, event_reader, order_actions
from turnout.modules.events.service.custom_fields import fields_of, require_values
from turnout.modules.events.types import (
    Changes,
    Event,
    EventBrief,
    Location,
    NewEvent,
    PublishChecklist,
    Texts,
)
from turnout.modules.files import api as files
from turnout.modules.quotas import api as quotas
from turnout.modules.venues import api as venues


def create_event(ctx: OrganizationContext, new: NewEvent) -> Event:
    """Begin a draft. The event, its address name and EventCreated commit together."""
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        quotas.require_room(tx, quotas.QuotaKind.EVENTS, queries.count_open)
        row = _draft(tx, new)
        tx.add(row)
        tx.flush()
        row.slug = take_slug(tx, row.id, slug=new.slug, title=new.title)
        tx.publish(EventCreated(event_id=row.id))
        event = event_reader.to_event(tx, row)
        idempotency.complete(tx, event)
    return event


def read_event(ctx: OrganizationContext, event_id: UUID) -> Event:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return event_reader.to_event(tx, queries.get_event(tx, event_id))


def read_events(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    states: Collection[State] = (),
    text: str = "",
    templates: bool = False,
) -> Page[Event]:
    """Newest first; a grant limited to single events sees those alone."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return event_reader.list_events(
            tx, request, states=states, text=text, only=ctx.event_ids, templates=templates
        )


def get_publish_checklist(ctx: OrganizationContext, event_id: UUID) -> PublishChecklist:
    """What publishing would say now."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = event_reader.to_event(tx, queries.get_event(tx, event_id))
        return rules.publish_checklist(event, fields_of(tx))


def change_event(
    ctx: OrganizationContext, event_id: UUID, changes: Changes, *, version: int | None
) -> Event:
    """Change the named fields; `version` is the one the caller saw (None: whichever).

    Another time zone alone keeps what clocks show, so the instants move. A published event
    cannot lose what publishing asked for. Who has places hears of other times.
    """
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_open_event(tx, event_id)
        require_version(version, row.version)
        before = change_notices.before_of(row)
        apply_changes(tx, row, dict(changes))
        _tell(tx, row, before)
        row.updated_at = tx.now
        row.version += 1
        event = event_reader.to_event(tx, row)
        if event.state in (State.PUBLISHED, State.LIVE):
            require_ready(tx, event)
        tx.publish(EventChanged(event_id=event_id))
    return event


def complete_event(
    tx: Transaction,
    event_id: UUID,
    *,
    venue_id: UUID | None = None,
    times: tuple[datetime, datetime] | None = None,
    time_zone: str | None = None,
) -> EventBrief:
    """For imports: write what the organizer left open, as one change of the event.

    `times` are instants; they are shown in `time_zone`, else in the event's own. The caller
    announces the change.
    """
    row = queries.lock_open_event(tx, event_id)
    row.venue_id = venue_id or row.venue_id
    if times is not None:
        row.time_zone = time_zone or row.time_zone
        set_times(row, *times)
    row.updated_at = tx.now
    row.version += 1
    return EventBrief.of(row)


def _tell(tx: Transaction, row: EventRow, before: Changes) -> None:
    change_notices.note_event(tx, row, before)
    has_moved = any(before[name] != getattr(row, name) for name in ("starts_at", "ends_at"))
    if has_moved and row.state in NOTIFIED_STATES and hooks.places_sold(tx, [row.id]):
        order_actions.notify_rescheduled(tx, row.id)


def require_ready(tx: Transaction, event: Event) -> None:
    """Refuse with everything that is missing at once."""
    if missing := rules.publish_checklist(event, fields_of(tx)).missing:
        raise NotReady(*(FieldError(each.pointer, each.detail, each.code) for each in missing))


def _draft(tx: Transaction, new: NewEvent) -> EventRow:
    row = EventRow(
        id=new_id(),
        slug="",
        title=new.title.strip(),
        summary=new.summary.strip(),
        description=sanitize(new.description),
        kind=new.kind,
        visibility=new.visibility,
        state=State.DRAFT,
        time_zone=new.time_zone or queries.organization_zone(tx),
        venue_id=new.venue_id,
        location=state_location(new.location),
        online_url=new.online_url,
        language=new.language,
        cover_file_id=new.cover_file_id,
        cover_focus_x=new.cover_focus_x,
        cover_focus_y=new.cover_focus_y,
        contact_email=new.contact_email,
        contact_name=new.contact_name.strip(),
        contact_phone=new.contact_phone.strip(),
        category=new.category.strip(),
        tags=list(new.tags),
        custom=require_values(tx, new.custom) if new.custom else {},
        translations=_translated(new.translations, new.language),
        is_template=new.is_template,
        is_detached=False,
        state_reason="",
        created_at=tx.now,
        updated_at=tx.now,
        version=1,
    )
    set_times(row, new.starts_at, new.ends_at)
    _require_places(tx, new.venue_id, new.cover_file_id)
    return row


def set_times(row: EventRow, starts: datetime | None, ends: datetime | None) -> None:
    """Write both forms of start and end: what clocks show, and the instants that follow."""
    zone = rules.require_zone(row.time_zone)
    row.starts_local = None if starts is None else rules.local_time(starts, zone, "/starts_at")
    row.ends_local = None if ends is None else rules.local_time(ends, zone, "/ends_at")
    # An offset that was given decides which of two equal local times is meant.
    row.starts_at = None if starts is None else rules.instant(starts, zone)
    row.ends_at = None if ends is None else rules.instant(ends, zone)
    rules.require_order(row.starts_at, row.ends_at)


def apply_changes(tx: Transaction, row: EventRow, changes: dict[str, Any]) -> None:
    """Write the named fields of a locked event; the caller counts the version."""
    _require_places(tx, changes.get("venue_id"), changes.get("cover_file_id"))
    rules.center_new_cover(row.cover_file_id, changes)
    if "slug" in changes:
        _rename(tx, row, changes.pop("slug"))
    if {"starts_at", "ends_at", "time_zone"} & changes.keys():
        row.time_zone = changes.pop("time_zone", row.time_zone)
        starts = changes.pop("starts_at", row.starts_local)
        set_times(row, starts, changes.pop("ends_at", row.ends_local))
    if "location" in changes:
        row.location = state_location(changes.pop("location"))
    if "description" in changes:
        row.description = sanitize(changes.pop("description"))
    if "custom" in changes:
        row.custom = require_values(tx, changes.pop("custom"))
    if "translations" in changes:
        own = changes.get("language", row.language)
        row.translations = _translated(changes.pop("translations"), own)
    if "tags" in changes:
        row.tags = list(changes.pop("tags"))
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _require_places(tx: Transaction, venue_id: UUID | None, cover: UUID | None) -> None:
    """Asked before a row carries them: the query would send a changed row ahead of itself."""
    if venue_id is not None and venues.find_venue(tx, venue_id) is None:
        raise Invalid(FieldError("/venue_id", "The organization has no such venue."))
    if cover is not None and files.find_public_image(tx, cover) is None:
        raise Invalid(FieldError("/cover_file_id", "Choose a public image of the organization."))


def _translated(translations: dict[str, Texts], own: str) -> dict[str, Any]:
    """Texts in other languages as they are kept; those of its own language stand in the event."""
    if any(tag.lower() == own.lower() for tag in translations):
        says = "This is the event's own language; change its title, summary and description."
        raise Invalid(FieldError(f"/translations/{own}", says))
    return {
        tag: {
            "title": texts.title.strip(),
            "summary": texts.summary.strip(),
            "description": sanitize(texts.description),
        }
        for tag, texts in translations.items()
    }


def state_location(location: Location | None) -> dict[str, Any]:
    return {} if location is None else asdict(location)


def take_slug(tx: Transaction, event_id: UUID, *, slug: str | None, title: str) -> str:
    """Give an event the address name that was asked for, else one made of its title."""
    if slug is not None:
        slug = rules.require_slug(slug)
        if not queries.take_slug(tx, event_id, slug):
            raise SlugTaken(slug=slug)
        return slug
    stem = rules.slugify(title)
    taken = queries.list_slugs_like(tx, stem)
    free = (slug for n in count(1) if (slug := rules.numbered(stem, n)) not in taken)
    # Somebody may take the same name at this moment: then the next number is ours.
    return next(slug for slug in free if queries.take_slug(tx, event_id, slug))


def _rename(tx: Transaction, row: EventRow, slug: str) -> None:
    if not queries.take_slug(tx, row.id, rules.require_slug(slug)):
        raise SlugTaken(slug=slug)
    row.slug = slug
