"""Scheduled exports whose time came: started as their member, and mailed once there is a file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import one_line
from turnout.modules.events import api as events
from turnout.modules.export_schedules import policies, queries, rules
from turnout.modules.export_schedules.facts import ExportScheduleEnded
from turnout.modules.export_schedules.metrics import DUE
from turnout.modules.export_schedules.types import ExportSchedule, Outcome
from turnout.modules.identity.api import Person
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.order_exports import api as order_exports
from turnout.modules.order_exports.api import NothingToExport, TooManyOrderExports, TooMuchToExport
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail

MOST_AT_ONCE: Final = 200
TOLD: Final = {
    Outcome.READY: Template.EXPORT_READY,
    Outcome.TOO_MUCH: Template.EXPORT_NOT_MADE,
    Outcome.FAILED: Template.EXPORT_NOT_MADE,
    Outcome.DELIVERING: Template.EXPORT_NOT_MADE,
    Outcome.NOT_DELIVERED: Template.EXPORT_NOT_MADE,
}
"""The others are seen in the list; nobody is written to."""


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, schedule) whose time has come."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=MOST_AT_ONCE)


def start_due(ctx: OrganizationContext, schedule_id: UUID) -> None:
    """Start the export of a schedule once for its time, and put the schedule off to the next.

    It is started as its member, who alone can download it, with the rights that they have now.
    What was missed while nothing ran is made once. Where as many exports run as may, it waits, and
    while the file of the time before is on its way to a store.
    """
    permissions.require_platform(ctx)
    member = acting_member(ctx, schedule_id, when=_is_due)
    if member is None:
        return
    with transaction(member) as tx:
        due = queries.lock_schedule(tx, schedule_id)
        if due is None or not _is_due(due, tx.now):
            return
        until = tx.now - rules.SETTLING
        export_id, outcome = None, Outcome.STARTED
        try:
            export = order_exports.start_export(
                tx, rules.export_of(due, until=until), only=member.event_ids
            )
            export_id = export.id
        except TooManyOrderExports:
            return
        except NothingToExport:
            outcome = Outcome.NOTHING
        except TooMuchToExport:
            outcome = Outcome.TOO_MUCH
            tell(tx, due, outcome)
        zone = time_zone_of(tx, due.event_id)
        following = cadences.next_of(due, after=tx.now, time_zone=zone)
        queries.put_off(
            tx,
            schedule_id,
            outcome,
            next_at=following,
            time_zone=zone,
            export_id=export_id,
            started_until=until if export_id else None,
        )
        tx.after_commit.append(lambda: DUE.add(outcome=outcome.value))


def settle_export(ctx: OrganizationContext, export_id: UUID, outcome: Outcome) -> None:
    """Say what became of an export that a schedule started, and write to its member."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        due = queries.lock_of_export(tx, export_id)
        if due is None or due.last_outcome != Outcome.STARTED:
            return
        if outcome is Outcome.READY and due.connection_id is not None:
            export = order_exports.get_export(tx, export_id)
            queries.begin_delivery(tx, due.id, file_name=rules.file_name_of(due, export))
            return
        queries.settle(tx, due.id, outcome)
        tell(tx, due, outcome)


def time_zone_of(tx: Transaction, event_id: UUID | None) -> str:
    """By whose clock: the event's, or else the organization's; EventNotFound."""
    if event_id is not None:
        return events.get_event_brief(tx, event_id).time_zone
    return organizations.get_organization(tx).time_zone


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """The mail with a link to the file; Superseded where there is nobody it may go to any more."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        member = organizations.find_member(tx, UUID(mail.details["member_id"]))
        if member is None:
            raise Superseded("Its receiver left the organization.")
        branding = organizations.branding_of(tx)
    home = notifications.public_url()
    job_id = mail.details.get("job_id")
    letter = notifications.account_letter(
        name=mail.recipient_name,
        recipient=mail.recipient,
        branding=branding,
        public_url=notifications.home_url(branding),
        url=f"{home}/console/{branding.slug}/{f'jobs/{job_id}' if job_id else 'orders'}",
        said=str(mail.details["rows"]) if mail.template is Template.EXPORT_READY else "",
        role=mail.details["outcome"],
    )
    named = replace(letter, about=one_line(mail.details["name"]))
    return notifications.outgoing(mail, named, branding=branding)


def acting_member(
    ctx: OrganizationContext,
    schedule_id: UUID,
    *,
    when: Callable[[ExportSchedule, datetime], bool],
) -> OrganizationContext | None:
    """Whom an export is made for, as they may act today; without them the schedule ends.

    None, and nothing ends, where there is nothing to do.
    """
    with transaction(ctx) as tx:
        due = queries.lock_schedule(tx, schedule_id)
        if due is None or not when(due, tx.now):
            return None
        member = organizations.find_member(tx, due.member_id)
        if member is None or _receiver(tx, due) is None:
            queries.delete_schedule(tx, schedule_id)
            tx.publish(ExportScheduleEnded(export_schedule_id=schedule_id))
            tx.after_commit.append(lambda: DUE.add(outcome="member-left"))
            return None
    return OrganizationContext(
        organization_id=ctx.organization_id,
        actor=Actor(ActorKind.USER, str(member.user_id)),
        user_id=member.user_id,
        permissions=policies.rights_of(due.kind, is_delivered=due.connection_id is not None),
        event_ids=None if member.event_ids is None else frozenset(member.event_ids),
        request_id=f"export-schedule:{schedule_id}",
    )


def _is_due(due: ExportSchedule, now: datetime) -> bool:
    return due.next_at <= now and due.last_outcome != Outcome.DELIVERING


def _receiver(tx: Transaction, due: ExportSchedule) -> Person | None:
    """The person, while they may export what is asked for and can be written to."""
    person = None
    for right in policies.rights_of(due.kind, is_delivered=due.connection_id is not None):
        person = members.find_person_with(tx, due.member_id, right, event_id=due.event_id)
        if person is None:
            return None
    return person


def tell(tx: Transaction, due: ExportSchedule, outcome: Outcome) -> None:
    """One mail for one time and what came of it, however often it is tried."""
    template = TOLD.get(outcome)
    person = _receiver(tx, due) if template else None
    if template is None or person is None:
        return
    details: dict[str, Any] = {"name": due.name, "member_id": str(due.member_id)}
    details["outcome"] = outcome.value
    cause, serial = due.id, int(due.next_at.timestamp())
    if outcome is not Outcome.TOO_MUCH and due.last_export_id is not None:
        export = order_exports.get_export(tx, due.last_export_id)
        details |= {"rows": export.row_count, "job_id": str(export.job_id or "")}
        cause, serial = export.id, int(outcome is Outcome.NOT_DELIVERED)
    notifications.queue_mail(
        tx, NewMail.to_person(person, template, source_id=cause, serial=serial, details=details)
    )
