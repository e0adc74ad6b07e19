"""Copies of events: details and files here; modules above are asked to copy what is theirs."""

from dataclasses import fields
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.time_zones import clocks, place_span, shift
from turnout.kernel.values import attributes_of
from turnout.modules.events import policies, rules
from turnout.modules.events.facts import EventCopied, EventCreated
from turnout.modules.events.hooks import EVENT_COPIED, EventCopy
from turnout.modules.events.models import EventRow, State
from turnout.modules.events.queries import events as queries
from turnout.modules.events.service import event_reader
from turnout.modules.events.service.events import take_slug
from turnout.modules.events.types import CopiedPart, Event, NewCopy, NewEvent
from turnout.modules.files import api as files
from turnout.modules.quotas import api as quotas

OWN = frozenset({"title", "slug", "starts_at", "ends_at", "is_template"})
"""What a copy does not take over as it is."""
DETAILS = tuple(each.name for each in fields(NewEvent) if each.name not in OWN)


def copy_event(ctx: OrganizationContext, event_id: UUID, wanted: NewCopy) -> Event:
    """Make a draft (or a template) of an event; the copy and its facts commit together."""
    policies.require_can_read(ctx, event_id)
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        source = queries.get_event(tx, event_id)
        row = copy_row(
            tx,
            source,
            title=(wanted.title or source.title).strip(),
            starts=local_start(source, wanted.starts_at),
            is_template=wanted.as_template,
        )
        row.slug = take_slug(tx, row.id, slug=wanted.slug, title=row.title)
        copy_parts(tx, source, row, parts=wanted.parts)
        event = event_reader.to_event(tx, row)
        idempotency.complete(tx, event)
    return event


def copy_row(
    tx: Transaction,
    source: EventRow,
    *,
    title: str,
    starts: datetime | None,
    is_template: bool = False,
) -> EventRow:
    """A draft with the details of `source`, starting at a local time; without a slug as yet."""
    row = EventRow(
        id=new_id(),
        slug="",
        title=title,
        **attributes_of(source, DETAILS),
        state=State.DRAFT,
        is_template=is_template,
        is_detached=False,
        state_reason="",
        created_at=tx.now,
        updated_at=tx.now,
        version=1,
    )
    if starts is not None and source.starts_local is not None and source.ends_local is not None:
        set_span(row, starts, starts + (source.ends_local - source.starts_local))
    quotas.require_room(tx, quotas.QuotaKind.EVENTS, queries.count_open)
    tx.add(row)
    tx.flush()
    return row


def set_span(row: EventRow, starts: datetime, ends: datetime) -> None:
    """Write start and end of local times; one that clocks skip moves forward."""
    zone = ZoneInfo(row.time_zone)
    row.starts_at, row.ends_at = place_span(starts, ends, zone, length=ends - starts)
    row.starts_local = clocks(row.starts_at, zone)
    row.ends_local = clocks(row.ends_at, zone)


def copy_parts(
    tx: Transaction, source: EventRow, row: EventRow, *, parts: frozenset[CopiedPart]
) -> None:
    """Copy the files and have modules above copy what is theirs, as far as it was chosen."""
    by = None
    if row.starts_local is not None and source.starts_local is not None:
        by = row.starts_local - source.starts_local
    if CopiedPart.FILES in parts:
        files.attach_files(tx, row.id, list_event_files(tx, source.id))
    copy = EventCopy(
        source_id=source.id, copy_id=row.id, parts=parts, shifted_by=by, time_zone=row.time_zone
    )
    for copy_theirs in EVENT_COPIED:
        copy_theirs(tx, copy)
    tx.publish(EventCreated(event_id=row.id))
    tx.publish(
        EventCopied(
            event_id=row.id,
            from_event_id=source.id,
            parts=tuple(sorted(parts)),
            local_shift_seconds=None if by is None else round(by.total_seconds()),
            time_zone=row.time_zone,
        )
    )


def list_event_files(tx: Transaction, event_id: UUID) -> list[files.NewEventFile]:
    """What an event has attached, as it would be attached to another."""
    return [
        files.NewEventFile(
            file_id=each.file.id,
            audience=each.audience,
            title="" if each.title == each.file.name else each.title,
            position=each.position,
        )
        for each in files.list_event_files(tx, event_id, claim=files.Audience.STAFF)
    ]


def shift_local(moment: datetime, time_zone: str, seconds: int | None) -> datetime:
    """Move an instant as EventCopied says: what clocks show moves, over DST as well."""
    by = timedelta(seconds=seconds or 0)
    return shift(moment, ZoneInfo(time_zone), by)


def local_start(source: EventRow, wanted: datetime | None) -> datetime | None:
    """When a copy starts by the clock: as was asked, else as its source."""
    if wanted is None:
        return source.starts_local
    if source.starts_local is None:
        says = "The event has no dates that could be moved; set them on the copy."
        raise Invalid(FieldError("/starts_at", says))
    return rules.local_time(wanted, ZoneInfo(source.time_zone), "/starts_at")
