"""Files of scheduled exports, offered to an organization's own store until it took them.

A file has one name however often it is offered, and a store replaces what it has under that name:
a lost answer or a killed worker leaves one file. Nobody's network is waited for in a transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.messaging.delivery_queue import growing_delay
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import DeliveryFailure, NotStored
from turnout.modules.export_schedules import due_exports, queries, rules
from turnout.modules.export_schedules.facts import ExportDelivered, ExportNotDelivered
from turnout.modules.export_schedules.metrics import DELIVERIES
from turnout.modules.export_schedules.types import ExportSchedule, Outcome
from turnout.modules.order_exports import api as order_exports

MOST_AT_ONCE: Final = 50
IN_MEMORY_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How one offer of a file ended."""

    size_bytes: int = 0
    failure: DeliveryFailure | None = None
    is_last: bool = False
    """Another one would end as this did."""


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, schedule) whose file is to be offered now."""
    with transaction(ctx) as tx:
        return queries.list_to_deliver(tx, limit=MOST_AT_ONCE)


def deliver(ctx: OrganizationContext, schedule_id: UUID) -> None:
    """Offer the latest file of a schedule to its store, with the rights its member has now.

    Without them the schedule ends, and nothing leaves. Whose store was removed gets a mail.
    """
    permissions.require_platform(ctx)
    member = due_exports.acting_member(ctx, schedule_id, when=_is_waiting)
    schedule = _claim(ctx, schedule_id) if member else None
    if member is None or schedule is None:
        return
    attempt = _offer(ctx, member, schedule)
    with transaction(ctx) as tx:
        current = queries.lock_attempt(tx, schedule)
        if current is not None:
            _settle(tx, current, attempt)


def _is_waiting(schedule: ExportSchedule, now: datetime) -> bool:
    return schedule.deliver_at is not None and schedule.deliver_at <= now


def _claim(ctx: OrganizationContext, schedule_id: UUID) -> ExportSchedule | None:
    """Have the file to oneself for a while; None where another has it, or there is no store."""
    with transaction(ctx) as tx:
        schedule = queries.lock_schedule(tx, schedule_id)
        if schedule is None or not _is_waiting(schedule, tx.now):
            return None
        if schedule.connection_id is None:
            queries.settle(tx, schedule_id, Outcome.READY)
            due_exports.tell(tx, schedule, Outcome.READY)
            return None
        return queries.begin_attempt(tx, schedule_id, until=tx.now + rules.LEASE)


def _offer(
    ctx: OrganizationContext, member: OrganizationContext, schedule: ExportSchedule
) -> Attempt:
    """Hand the file to the store; whatever fails is said, not raised."""
    connection_id = schedule.connection_id
    try:
        attempt = _put(ctx, member, schedule)
    except (order_exports.OrderExportExpired, order_exports.OrderExportNotFound):
        failure = DeliveryFailure(schedule.delivery_failure or DeliveryFailure.UNREACHABLE)
        return Attempt(failure=failure, is_last=True)
    except NotStored as failed:
        if connection_id is not None:
            connections.note_delivery(ctx, connection_id, failed)
        is_last = failed.failure is DeliveryFailure.TOO_LARGE
        return Attempt(failure=failed.failure, is_last=is_last)
    if connection_id is not None:
        connections.note_delivery(ctx, connection_id, None)
    return attempt


def _put(
    ctx: OrganizationContext, member: OrganizationContext, schedule: ExportSchedule
) -> Attempt:
    """Put the file together, as its member would download it, and send it under its name."""
    export_id, connection_id = schedule.last_export_id, schedule.connection_id
    name = schedule.last_file_name
    if export_id is None or connection_id is None or name is None:
        raise order_exports.OrderExportNotFound
    store = connections.open_store(ctx, connection_id)
    export, pieces = order_exports.open_export(member, export_id)
    with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as file:
        for piece in pieces:
            file.write(piece)
        media_type = FileFormat(export.format).media_type
        return Attempt(size_bytes=connections.put_file(store, name, file, media_type=media_type))


def _settle(tx: Transaction, schedule: ExportSchedule, attempt: Attempt) -> None:
    export_id, connection_id = schedule.last_export_id, schedule.connection_id
    if attempt.failure is not None:
        _settle_failure(tx, schedule, attempt.failure, is_last=attempt.is_last)
        return
    queries.settle(tx, schedule.id, Outcome.DELIVERED)
    if export_id is not None and connection_id is not None:
        tx.publish(
            ExportDelivered(
                export_schedule_id=schedule.id,
                export_id=export_id,
                connection_id=connection_id,
                file_name=schedule.last_file_name or "",
                size_bytes=attempt.size_bytes,
            )
        )
    tx.after_commit.append(lambda: DELIVERIES.add(outcome="delivered"))


def _settle_failure(
    tx: Transaction, schedule: ExportSchedule, failure: DeliveryFailure, *, is_last: bool
) -> None:
    """Offer it again later, and tell its member what keeps it; or give it up."""
    if not is_last:
        delay = growing_delay(
            schedule.delivery_attempts, first=rules.FIRST_DELAY, longest=rules.LONGEST_DELAY
        )
        queries.postpone_delivery(tx, schedule.id, failure, deliver_at=tx.now + delay)
        if rules.is_told(failure, attempts=schedule.delivery_attempts):
            due_exports.tell(tx, schedule, Outcome.DELIVERING)
        tx.after_commit.append(lambda: DELIVERIES.add(outcome="postponed"))
        return
    queries.settle(tx, schedule.id, Outcome.NOT_DELIVERED, failure=failure)
    due_exports.tell(tx, schedule, Outcome.NOT_DELIVERED)
    tx.publish(
        ExportNotDelivered(
            export_schedule_id=schedule.id,
            export_id=schedule.last_export_id,
            failure=failure.value,
        )
    )
    tx.after_commit.append(lambda: DELIVERIES.add(outcome="not_delivered"))
