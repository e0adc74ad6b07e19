"""Use cases of scheduled exports: made, listed, ended, each by its member."""

from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid
from turnout.modules.connections import api as connections
from turnout.modules.export_schedules import due_exports, policies, queries, rules
from turnout.modules.export_schedules.errors import ExportScheduleNotFound
from turnout.modules.export_schedules.facts import ExportScheduled, ExportScheduleEnded
from turnout.modules.export_schedules.types import ExportSchedule, NewExportSchedule
from turnout.modules.organizations import api as organizations
from turnout_sdk.adapter import Kind


def create_schedule(ctx: OrganizationContext, new: NewExportSchedule) -> ExportSchedule:
    """Have a table of what an export takes made for oneself, each day, week or month."""
    is_delivered = new.connection_id is not None
    user_id = policies.require_can_schedule(ctx, new.export.kind, is_delivered=is_delivered)
    event_id = new.export.wanted.event_id
    if ctx.event_ids is not None and event_id not in ctx.event_ids:
        raise Invalid(FieldError("/filter/event_id", "Choose one of the events that you may see."))
    with transaction(ctx) as tx:
        member_id = _member_id(tx, user_id)
        if member_id is None:
            raise Forbidden("Members of the organization schedule exports.")
        queries.lock_member(tx, member_id)
        rules.require_room(len(queries.list_schedules(tx, member_id)))
        stores = dict(connections.list_active_adapters(tx, Kind.STORAGE))
        if new.connection_id is not None and new.connection_id not in stores:
            says = "Choose a store that the organization has connected, and that is switched on."
            raise Invalid(FieldError("/connection_id", says))
        zone = due_exports.time_zone_of(tx, event_id)
        first = cadences.next_of(new, after=tx.now, time_zone=zone)
        made = queries.insert_schedule(tx, new, member_id=member_id, time_zone=zone, next_at=first)
        tx.publish(ExportScheduled(export_schedule_id=made.id, kind=made.kind))
        return made


def list_schedules(ctx: OrganizationContext) -> list[ExportSchedule]:
    """One's own, the oldest first."""
    user_id = policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        member_id = _member_id(tx, user_id)
        return queries.list_schedules(tx, member_id) if member_id else []


def end_schedule(ctx: OrganizationContext, schedule_id: UUID) -> None:
    """Make one's own export no more; its files stay as long as they are kept."""
    user_id = policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        if queries.get_schedule(tx, schedule_id).member_id != _member_id(tx, user_id):
            raise ExportScheduleNotFound
        queries.delete_schedule(tx, schedule_id)
        tx.publish(ExportScheduleEnded(export_schedule_id=schedule_id))


def _member_id(tx: Transaction, user_id: UUID | None) -> UUID | None:
    member = organizations.find_member_of(tx, user_id) if user_id else None
    return member.id if member else None
