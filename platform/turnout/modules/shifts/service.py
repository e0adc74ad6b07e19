"""Gates and shifts of an event: planned by managers, seen by who is in them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import time_zones
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ical import CalendarText, add_status, start_calendar, start_entry
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.shifts import policies, queries, rules
from turnout.modules.shifts.errors import (
    GateInUse,
    GateNotFound,
    GateTaken,
    OtherGate,
    ShiftNotFound,
)
from turnout.modules.shifts.types import Gate, MyShift, NewShift, Shift, ShiftPerson, StoredShift

SHOWN_AFTER: Final = timedelta(days=1)
"""How long a shift that is over is still shown to who was in it."""


def list_gates(ctx: OrganizationContext, event_id: UUID) -> list[Gate]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.list_gates(tx, event_id)


def create_gate(ctx: OrganizationContext, event_id: UUID, name: str) -> Gate:
    """Name a place where people are let in; GateTaken for a second of its name."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        gate = queries.insert_gate(tx, event_id, name.strip())
        if gate is None:
            raise GateTaken
        return gate


def delete_gate(ctx: OrganizationContext, event_id: UUID, gate_id: UUID) -> None:
    """Delete a gate; GateInUse while a shift takes place there."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        _require_gate(tx, event_id, gate_id)
        if not queries.delete_gate(tx, event_id, gate_id):
            raise GateInUse


def list_shifts(ctx: OrganizationContext, event_id: UUID) -> list[Shift]:
    """The shifts of an event in the order of time, with their people and what overlaps."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        zone = events.get_event_brief(tx, event_id).time_zone
        return _shown(tx, queries.list_shifts(tx, event_id), zone)


def create_shift(ctx: OrganizationContext, event_id: UUID, new: NewShift) -> Shift:
    """Plan a shift. A local time that clocks skip is refused; of one shown twice the first is."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = events.lock_event_brief(tx, event_id).time_zone
        shift_id = queries.insert_shift(tx, event_id, _placed(tx, event_id, new, zone))
        return _get(tx, event_id, shift_id, zone)


def update_shift(
    ctx: OrganizationContext,
    event_id: UUID,
    shift_id: UUID,
    said: dict[str, Any],
    *,
    version: int | None = None,
) -> Shift:
    """Change what is named; its people stay."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = events.lock_event_brief(tx, event_id).time_zone
        before = _lock(tx, event_id, shift_id)
        require_version(version, before.version)
        changed = replace(from_attributes(NewShift, before), **said)
        queries.update_shift(tx, shift_id, _placed(tx, event_id, changed, zone))
        return _get(tx, event_id, shift_id, zone)


def delete_shift(ctx: OrganizationContext, event_id: UUID, shift_id: UUID) -> None:
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        if not queries.delete_shift(tx, event_id, shift_id):
            raise ShiftNotFound


def assign_people(
    ctx: OrganizationContext, event_id: UUID, shift_id: UUID, member_ids: list[UUID]
) -> Shift:
    """Say who is in a shift. Overlaps are flagged, not refused: people are where they are asked."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        zone = events.lock_event_brief(tx, event_id).time_zone
        _lock(tx, event_id, shift_id)
        people: dict[UUID, UUID] = {}
        for index, member_id in enumerate(member_ids):
            member = organizations.find_member(tx, member_id)
            if member is None:
                says = "This is no member of the organization."
                raise Invalid(FieldError(f"/member_ids/{index}", says))
            people[member_id] = member.user_id
        queries.set_people(tx, shift_id, people)
        return _get(tx, event_id, shift_id, zone)


def list_my_shifts(ctx: OrganizationContext) -> list[MyShift]:
    """The person's own shifts at this organization's events, those of yesterday too."""
    user_id = policies.require_person(ctx)
    with transaction(ctx) as tx:
        found = queries.list_shifts_of(tx, user_id, since=tx.now - SHOWN_AFTER)
        known = events.events_by_id(tx, list({each.event_id for each in found}))
        briefs = {each.id: each for each in known}
        assigned = queries.list_assignments(tx, [each.id for each in found])
    mine = [each for each in assigned if each.user_id == user_id]
    by_shift = {each.shift_id: each for each in mine}
    return [
        from_attributes(
            MyShift,
            each,
            event_title=briefs[each.event_id].title,
            overlaps=rules.overlaps_of(by_shift[each.id], mine),
            **_clocks(each, briefs[each.event_id].time_zone),
        )
        for each in found
        if each.event_id in briefs and (ctx.event_ids is None or each.event_id in ctx.event_ids)
    ]


def my_calendar(ctx: OrganizationContext) -> bytes:
    """The person's own shifts as a calendar file, each in its event's zone."""
    policies.require_person(ctx)
    calendar = start_calendar("shifts")
    for each in list_my_shifts(ctx):
        zone = ZoneInfo(each.time_zone)
        entry = start_entry(
            f"shift-{each.id}@turnout",
            CalendarText(f"{each.event_title}: {each.name}"),
            starts_at=each.starts_at.astimezone(zone),
            ends_at=each.ends_at.astimezone(zone),
        )
        if each.gate_name:
            entry.add("location", CalendarText(each.gate_name))
        add_status(entry, is_cancelled=False)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def require_own_gate(tx: Transaction, event_id: UUID, gate: str) -> None:
    """OtherGate where a person's shifts name gates of the event, and this is none of them."""
    if not isinstance(tx.ctx, OrganizationContext) or tx.ctx.user_id is None:
        return
    if not policies.is_bound_to_gates(tx.ctx):
        return
    gates = queries.list_gates_of(tx, event_id, tx.ctx.user_id)
    if not rules.may_scan_at(gate, gates):
        raise OtherGate(gates=gates)


def shift_with_event(tx: Transaction, moved: events.EventShift) -> None:
    """Move the shifts of an event along with it, by the clock: ten o'clock stays ten o'clock."""
    old, new = ZoneInfo(moved.event.time_zone), ZoneInfo(moved.time_zone)
    shifted = [
        {
            "id": each.id,
            "starts_at": time_zones.shift(each.starts_at, old, moved.by, into=new),
            "ends_at": time_zones.shift(each.ends_at, old, moved.by, into=new),
        }
        for each in queries.list_shifts(tx, moved.event.id)
    ]
    if shifted:
        queries.move_shifts(tx, shifted)


def _placed(tx: Transaction, event_id: UUID, new: NewShift, zone: str) -> NewShift:
    """The shift with instants for what was typed, and a gate that is there."""
    known = ZoneInfo(zone)
    placed = replace(
        new,
        starts_at=_instant(new.starts_at, known, "/starts_at"),
        ends_at=_instant(new.ends_at, known, "/ends_at"),
    )
    organizations.raise_if(rules.shift_errors(placed))
    if new.gate_id is not None:
        try:
            _require_gate(tx, event_id, new.gate_id)
        except GateNotFound as missing:
            raise Invalid(FieldError("/gate_id", "Choose a gate of this event.")) from missing
    return placed


def _instant(moment: datetime, zone: ZoneInfo, pointer: str) -> datetime:
    events.local_time(moment, zone, pointer)  # refuses what clocks skip, and years too far away
    return events.instant(moment, zone)


def _require_gate(tx: Transaction, event_id: UUID, gate_id: UUID) -> None:
    if all(each.id != gate_id for each in queries.list_gates(tx, event_id)):
        raise GateNotFound


def _lock(tx: Transaction, event_id: UUID, shift_id: UUID) -> StoredShift:
    found = queries.lock_shift(tx, event_id, shift_id)
    if found is None:
        raise ShiftNotFound
    return found


def _get(tx: Transaction, event_id: UUID, shift_id: UUID, zone: str) -> Shift:
    return _shown(tx, [_lock(tx, event_id, shift_id)], zone)[0]


def _shown(tx: Transaction, shifts: list[StoredShift], zone: str) -> list[Shift]:
    assigned = queries.list_assignments(tx, [each.id for each in shifts]) if shifts else []
    people = identity.get_people(tx, list({each.user_id for each in assigned}))
    return [
        Shift(
            **attributes_of(shift),
            **_clocks(shift, zone),
            people=[
                ShiftPerson(
                    member_id=each.member_id,
                    display_name=people[each.user_id].display_name,
                    overlaps=rules.overlaps_of(each, assigned),
                )
                for each in assigned
                if each.shift_id == shift.id
            ],
        )
        for shift in shifts
    ]


def _clocks(shift: StoredShift, zone: str) -> dict[str, Any]:
    known = ZoneInfo(zone)
    return {
        "starts_local": time_zones.clocks(shift.starts_at, known),
        "ends_local": time_zones.clocks(shift.ends_at, known),
        "time_zone": zone,
    }
