"""Event plans: tasks, suppliers and the run of show, in the event's zone; copied with the event."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import clock, time_zones
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db import row_copies
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.event_plans import policies, queries, rules
from turnout.modules.event_plans.errors import (
    CueNotFound,
    PlanFull,
    SupplierNotFound,
    TaskNotFound,
)
from turnout.modules.event_plans.pdf import render_plan
from turnout.modules.event_plans.types import (
    Cue,
    EventPlan,
    NewCue,
    NewSupplier,
    NewTask,
    PrintedPlan,
    StoredCue,
    StoredTask,
    Supplier,
    Task,
    TaskState,
)
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations


def get_plan(ctx: OrganizationContext, event_id: UUID) -> EventPlan:
    """Everything that is planned for an event."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        zone = ZoneInfo(event.time_zone)
        return EventPlan(
            event_id=event_id,
            event_title=event.title,
            time_zone=event.time_zone,
            tasks=_tasks(tx, queries.list_tasks(tx, event_id), zone),
            suppliers=queries.list_suppliers(tx, event_id),
            run_of_show=[_cue(each, zone) for each in queries.list_cues(tx, event_id)],
        )


def print_plan(ctx: OrganizationContext, event_id: UUID, *, language: str | None) -> PrintedPlan:
    """The plan as a PDF, in a language's words; without one in the organization's."""
    policies.require_can_read(ctx, event_id)
    plan = get_plan(ctx, event_id)
    with transaction(ctx) as tx:
        organization = organizations.get_organization(tx)
        name = f"{events.get_event_brief(tx, event_id).slug}-plan"
    spoken = language or organization.locale
    return PrintedPlan(
        name=name, content=render_plan(plan, language=spoken, printed_at=clock.now())
    )


def create_task(ctx: OrganizationContext, event_id: UUID, new: NewTask) -> Task:
    """Add something to do; its owner is a member of the organization. PlanFull."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(events.lock_event_brief(tx, event_id).time_zone)
        made = queries.insert_task(tx, event_id, _with_owner(tx, new))
        return _get_task(tx, event_id, _made(made), zone)


def update_task(
    ctx: OrganizationContext,
    event_id: UUID,
    task_id: UUID,
    said: dict[str, Any],
    *,
    version: int | None = None,
) -> Task:
    """Change what is named of a task."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(events.lock_event_brief(tx, event_id).time_zone)
        before = _lock_task(tx, event_id, task_id)
        require_version(version, before.version)
        known = from_attributes(NewTask, before, state=TaskState(before.state))
        queries.update_task(tx, task_id, _with_owner(tx, replace(known, **said)))
        return _get_task(tx, event_id, task_id, zone)


def delete_task(ctx: OrganizationContext, event_id: UUID, task_id: UUID) -> None:
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if not queries.delete_task(tx, event_id, task_id):
            raise TaskNotFound


def create_supplier(ctx: OrganizationContext, event_id: UUID, new: NewSupplier) -> Supplier:
    """Add who brings something. PlanFull."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        return _lock_supplier(tx, event_id, _made(queries.insert_supplier(tx, event_id, new)))


def update_supplier(
    ctx: OrganizationContext,
    event_id: UUID,
    supplier_id: UUID,
    said: dict[str, Any],
    *,
    version: int | None = None,
) -> Supplier:
    """Change what is named of a supplier."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        before = _lock_supplier(tx, event_id, supplier_id)
        require_version(version, before.version)
        changed = replace(from_attributes(NewSupplier, before), **said)
        queries.update_supplier(tx, supplier_id, changed)
        return _lock_supplier(tx, event_id, supplier_id)


def delete_supplier(ctx: OrganizationContext, event_id: UUID, supplier_id: UUID) -> None:
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if not queries.delete_supplier(tx, event_id, supplier_id):
            raise SupplierNotFound


def create_cue(ctx: OrganizationContext, event_id: UUID, new: NewCue) -> Cue:
    """Add a line to the run of show. A local time that clocks skip is refused. PlanFull."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(events.lock_event_brief(tx, event_id).time_zone)
        placed = replace(new, starts_at=_instant(new.starts_at, zone))
        made = _made(queries.insert_cue(tx, event_id, placed))
        return _cue(_lock_cue(tx, event_id, made), zone)


def update_cue(
    ctx: OrganizationContext,
    event_id: UUID,
    cue_id: UUID,
    said: dict[str, Any],
    *,
    version: int | None = None,
) -> Cue:
    """Change what is named of a line of the run of show."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(events.lock_event_brief(tx, event_id).time_zone)
        before = _lock_cue(tx, event_id, cue_id)
        require_version(version, before.version)
        changed = replace(from_attributes(NewCue, before), **said)
        placed = replace(changed, starts_at=_instant(changed.starts_at, zone))
        queries.update_cue(tx, cue_id, placed)
        return _cue(_lock_cue(tx, event_id, cue_id), zone)


def delete_cue(ctx: OrganizationContext, event_id: UUID, cue_id: UUID) -> None:
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if not queries.delete_cue(tx, event_id, cue_id):
            raise CueNotFound


def copy_plan(tx: Transaction, copy: events.EventCopy) -> None:
    """Copy the plan with the event: every task is open again, and times move by the clock."""
    if events.CopiedPart.PLAN not in copy.parts:
        return
    by, zone = copy.shifted_by or timedelta(), ZoneInfo(copy.time_zone)
    own = {"event_id": str(copy.copy_id), "version": 1}

    def task(row: dict[str, Any]) -> dict[str, Any]:
        due = date.fromisoformat(row["due_on"]) + timedelta(days=by.days) if row["due_on"] else None
        return own | {"state": TaskState.OPEN.value, "due_on": due.isoformat() if due else None}

    def cue(row: dict[str, Any]) -> dict[str, Any]:
        moved = time_zones.shift(datetime.fromisoformat(row["starts_at"]), zone, by)
        return own | {"starts_at": moved.isoformat()}

    for table, change in (
        ("event_plan_tasks", task),
        ("event_plan_suppliers", lambda _row: own),
        ("event_plan_cues", cue),
    ):
        rows = copy.list_rows(tx, table, "event_id", [copy.source_id])
        row_copies.write_copies(tx, table, rows, change=change)


def export_plan(tx: Transaction, event_id: UUID) -> dict[str, list[row_copies.JsonRow]]:
    """Tasks without owners and suppliers without whom to call: they belong to who plans here."""
    withheld: dict[str, dict[str, Any]] = {
        "event_plan_tasks": {"owner_id": None, "owner_user_id": None},
        "event_plan_suppliers": {"contact_name": "", "email": "", "phone": ""},
        "event_plan_cues": {},
    }
    return {
        table: row_copies.export_rows(tx, table, "event_id", [event_id], withheld=values)
        for table, values in withheld.items()
    }


def shift_plan(tx: Transaction, moved: events.EventShift) -> None:
    """Move the run of show along with the event, by the clock."""
    old, new = ZoneInfo(moved.event.time_zone), ZoneInfo(moved.time_zone)
    shifted = [
        {
            "id": each.id,
            "starts_at": time_zones.shift(each.starts_at, old, moved.by, into=new),
        }
        for each in queries.list_cues(tx, moved.event.id)
    ]
    if shifted:
        queries.move_cues(tx, shifted)


def _with_owner(tx: Transaction, new: NewTask) -> dict[str, Any]:
    """A task's values with the person whom the membership is of."""
    user_id = None
    if new.owner_id is not None:
        member = organizations.find_member(tx, new.owner_id)
        if member is None:
            says = "This is no member of the organization."
            raise Invalid(FieldError("/owner_id", says))
        user_id = member.user_id
    return attributes_of(new) | {"state": new.state.value, "owner_user_id": user_id}


def _made(found: UUID | None) -> UUID:
    if found is None:
        raise PlanFull(most=rules.MOST)
    return found


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    events.local_time(moment, zone, "/starts_at")  # refuses what clocks skip
    return events.instant(moment, zone)


def _lock_task(tx: Transaction, event_id: UUID, task_id: UUID) -> StoredTask:
    found = queries.lock_task(tx, event_id, task_id)
    if found is None:
        raise TaskNotFound
    return found


def _get_task(tx: Transaction, event_id: UUID, task_id: UUID, zone: ZoneInfo) -> Task:
    return _tasks(tx, [_lock_task(tx, event_id, task_id)], zone)[0]


def _lock_supplier(tx: Transaction, event_id: UUID, supplier_id: UUID) -> Supplier:
    found = queries.lock_supplier(tx, event_id, supplier_id)
    if found is None:
        raise SupplierNotFound
    return found


def _lock_cue(tx: Transaction, event_id: UUID, cue_id: UUID) -> StoredCue:
    found = queries.lock_cue(tx, event_id, cue_id)
    if found is None:
        raise CueNotFound
    return found


def _tasks(tx: Transaction, stored: list[StoredTask], zone: ZoneInfo) -> list[Task]:
    today = time_zones.clocks(tx.now, zone).date()
    owners = {each.owner_user_id for each in stored if each.owner_id and each.owner_user_id}
    people = identity.get_people(tx, list(owners)) if owners else {}
    return [
        from_attributes(
            Task,
            each,
            owner_name=people[each.owner_user_id].display_name
            if each.owner_id and each.owner_user_id in people
            else "",
            is_overdue=rules.is_overdue(each.state, each.due_on, today=today),
        )
        for each in stored
    ]


def _cue(stored: StoredCue, zone: ZoneInfo) -> Cue:
    return from_attributes(Cue, stored, starts_local=time_zones.clocks(stored.starts_at, zone))
