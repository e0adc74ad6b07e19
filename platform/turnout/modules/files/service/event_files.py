"""Files of events: materials and galleries, each for everybody, for ticket holders or for staff.

Who holds a ticket is decided above this module. Whoever decided it asks `list_event_files` with
the audience that was proved, and gets links that lapse.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.files import policies, queries, rules
from turnout.modules.files.errors import EventNotFound
from turnout.modules.files.facts import EventFilesChanged
from turnout.modules.files.hooks import EVENT_EXISTS
from turnout.modules.files.models import Audience, EventFileRow, ScanState
from turnout.modules.files.service.files import sign_link
from turnout.modules.files.types import EventFile, File, NewEventFile

LINK_SECONDS: Final = 3_600
_OPENS: Final = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.HOLDERS: (Audience.PUBLIC, Audience.HOLDERS),
    Audience.STAFF: tuple(Audience),
}
"""What somebody of an audience gets to see."""


def attach(ctx: OrganizationContext, event_id: UUID, new: NewEventFile) -> EventFile:
    """Give an event a file of the organization; while it has it, the file cannot be deleted."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        _require_event(tx, event_id)
        file = queries.get_file(tx, new.file_id, only=ctx.event_ids)
        row = _row(tx, event_id, new)
        queries.add_event_file(tx, row)
        tx.publish(EventFilesChanged(event_id=event_id))
        return EventFile.of(row, File.of(file))


def update_event_file(
    ctx: OrganizationContext,
    event_id: UUID,
    event_file_id: UUID,
    *,
    change: Mapping[str, Any],
    version: int | None,
) -> EventFile:
    """Change audience, title or position."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_event_file(tx, event_id, event_file_id)
        require_version(version, row.version)
        for name, value in change.items():
            setattr(row, name, value)
        row.version += 1
        tx.publish(EventFilesChanged(event_id=event_id))
        return EventFile.of(row, File.of(queries.get_file(tx, row.file_id)))


def detach(ctx: OrganizationContext, event_id: UUID, event_file_id: UUID) -> None:
    """Take a file from an event; the file itself stays."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        queries.delete_event_file(tx, queries.get_event_file(tx, event_id, event_file_id))
        tx.publish(EventFilesChanged(event_id=event_id))


def list_for_staff(ctx: OrganizationContext, event_id: UUID) -> list[EventFile]:
    """Every file of an event, in order."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        _require_event(tx, event_id)
        return list_event_files(tx, event_id, claim=Audience.STAFF)


def list_event_files(
    tx: Transaction, event_id: UUID, *, claim: Audience, seconds: int = LINK_SECONDS
) -> list[EventFile]:
    """What an audience gets of an event, with links; the caller has proved the claim."""
    found = queries.list_event_files(tx, event_id, audiences=_OPENS[claim])
    shown = []
    for row, file in found:
        is_served = rules.is_served(ScanState(file.scan))
        link = sign_link(tx.organization_id, file.id, seconds=seconds) if is_served else None
        shown.append(EventFile.of(row, File.of(file), link))
    return shown


def copy_event_files(tx: Transaction, from_event_id: UUID, to_event_id: UUID) -> None:
    """Attach to a new event what another one has, in the same order and for the same people."""
    for row, _ in queries.list_event_files(tx, from_event_id, audiences=tuple(Audience)):
        tx.add(_row(tx, to_event_id, row))


def _row(tx: Transaction, event_id: UUID, like: NewEventFile | EventFileRow) -> EventFileRow:
    return EventFileRow(
        event_id=event_id,
        file_id=like.file_id,
        audience=like.audience,
        title=like.title,
        position=like.position,
        created_at=tx.now,
        version=1,
    )


def _require_event(tx: Transaction, event_id: UUID) -> None:
    if not any(exists(tx, event_id) for exists in EVENT_EXISTS):
        raise EventNotFound
