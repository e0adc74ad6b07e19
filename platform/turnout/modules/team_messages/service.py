"""Messages to the team about what happened below: for those whose right it takes."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewTeamMessage
from turnout.modules.jobs import api as jobs
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import api as reconciliation
from turnout.modules.sending_domains import api as sending_domains

EXPORTS: Final = {"orders.export": "orders", "attendees.export": "attendees"}
"""Jobs that make a file, and the view of the console that has it."""
PERSON: Final = "user:"


def tell_of_order(ctx: OrganizationContext, event_id: UUID, kind: MessageKind) -> None:
    """Tell those who may decide that an order of an event waits for them."""
    permissions.require_platform(ctx)
    view = {MessageKind.ORDER_REVIEW: "reviews", MessageKind.APPLICATION: "applications"}[kind]
    _tell_of_event(ctx, event_id, kind, right=orders.APPROVE, path=view)


def tell_of_session_file(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
    """Tell those who tend the programme that a speaker sent a file of a session."""
    permissions.require_platform(ctx)
    path = f"programme/sessions/{session_id}/files"
    _tell_of_event(ctx, event_id, MessageKind.SESSION_FILE, right=events.WRITE, path=path)


def tell_of_payment(ctx: OrganizationContext, payment_id: UUID, kind: MessageKind) -> None:
    """Tell those who see payments of one that needs a person."""
    permissions.require_platform(ctx)
    path = f"money/payments/{payment_id}"
    _tell(ctx, kind, right=payments.READ, path=path)


def tell_of_differences(ctx: OrganizationContext) -> None:
    permissions.require_platform(ctx)
    path = "money/reconciliation"
    _tell(ctx, MessageKind.DIFFERENCES, right=reconciliation.RECONCILE, path=path)


def tell_of_statement(ctx: OrganizationContext) -> None:
    permissions.require_platform(ctx)
    path = "money/statements"
    _tell(ctx, MessageKind.STATEMENT_OPEN, right=reconciliation.IMPORT, path=path)


def tell_of_infection(ctx: OrganizationContext) -> None:
    permissions.require_platform(ctx)
    _tell(ctx, MessageKind.FILE_INFECTED, right=files.READ, path="files")


def tell_of_connection(ctx: OrganizationContext, connection_id: UUID, kind: str) -> None:
    """Tell those who see connections that one does not work any more."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        new = NewTeamMessage(
            kind=MessageKind.CONNECTION_FAILED,
            source_id=_source(tx),
            permission=connections.READ,
            path=f"settings/connections/{connection_id}",
            about=connections.list_names(tx, kind).get(connection_id, ""),
        )
        inbox.tell_team(tx, new)


def mail_of_sending_domain(ctx: OrganizationContext, domain: str, template: Template) -> None:
    """Mail those who see sending domains that one failed, or is right again: once for each time.

    Inbox and channels hear of a failure from the domain itself.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        slug = organizations.branding_of(tx).slug
        details = {"path": f"/console/{slug}/sending-domains", "about": domain}
        for person in members.people_with(tx, sending_domains.READ):
            mail = NewMail.to_person(person, template, source_id=_source(tx), details=details)
            notifications.queue_mail(tx, mail)


def tell_of_member(ctx: OrganizationContext, user_id: UUID) -> None:
    """Tell those who manage members that somebody joined; whoever it is, their team says."""
    permissions.require_platform(ctx)
    right = organizations.MEMBERS_MANAGE
    _tell(ctx, MessageKind.MEMBER_JOINED, right=right, path="settings/team", but=(user_id,))


def tell_of_job(ctx: OrganizationContext, job_id: UUID) -> None:
    """Tell whoever started a job that it is done; nobody of one cancelled or forgotten."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        job = jobs.find_job(tx, job_id)
        if job is None or job.state != jobs.JobState.DONE or not job.started_by.startswith(PERSON):
            return
        view = EXPORTS.get(job.kind)
        new = NewTeamMessage(
            kind=MessageKind.EXPORT_READY if view else MessageKind.JOB_DONE,
            source_id=job_id,
            path=view or f"jobs/{job_id}",
            about=_title_of(tx, job.event_id) if job.event_id else "",
        )
        inbox.tell_member(tx, UUID(job.started_by.removeprefix(PERSON)), new)


def _tell_of_event(
    ctx: OrganizationContext, event_id: UUID, kind: MessageKind, *, right: str, path: str
) -> None:
    with transaction(ctx) as tx:
        new = NewTeamMessage(
            kind=kind,
            source_id=_source(tx),
            permission=right,
            event_id=event_id,
            path=f"events/{event_id}/{path}",
            about=_title_of(tx, event_id),
        )
        inbox.tell_team(tx, new)


def _tell(
    ctx: OrganizationContext,
    kind: MessageKind,
    *,
    right: str,
    path: str,
    but: tuple[UUID, ...] = (),
) -> None:
    with transaction(ctx) as tx:
        new = NewTeamMessage(kind=kind, source_id=_source(tx), permission=right, path=path, but=but)
        inbox.tell_team(tx, new)


def _title_of(tx: Transaction, event_id: UUID) -> str:
    event = events.find_event(tx, event_id)
    return event.title if event else ""


def _source(tx: Transaction) -> UUID:
    """The fact that this reaction hears."""
    cause = tx.ctx.cause if isinstance(tx.ctx, OrganizationContext) else None
    if cause is None:
        raise ValueError("a message to the team is caused by a fact")
    return cause[1]
