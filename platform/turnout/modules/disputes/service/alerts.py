"""Alerts: members who may see payments are told of a dispute, and before its time is over."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.disputes import policies, queries, rules
from turnout.modules.disputes.metrics import ALERTS
from turnout.modules.disputes.types import ResponseState
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewTeamMessage
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import Dispute

MOST_AT_ONCE: Final = 200
OPENED: Final = 0
DUE: Final = 1
OPEN: Final = "open"
KINDS: Final = {
    Template.ORGANIZATION_DISPUTE_OPENED: MessageKind.DISPUTE_OPENED,
    Template.ORGANIZATION_DISPUTE_DUE: MessageKind.DISPUTE_DUE,
}


def hear_of(ctx: OrganizationContext, dispute_id: UUID) -> None:
    """Keep what the provider told, and tell members of a dispute that opened, once."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        dispute = payments.find_dispute(tx, dispute_id)
        if dispute is None:
            return
        queries.put_dispute(tx, dispute)
        if dispute.state == OPEN and queries.mark_alerted(tx, dispute_id):
            _write_to_members(tx, Template.ORGANIZATION_DISPUTE_OPENED, dispute, serial=OPENED)
            tx.after_commit.append(lambda: ALERTS.add(cause="opened"))


def list_due_reminders(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, dispute) that end within two days and that nobody answered."""
    with transaction(ctx) as tx:
        before = tx.now + rules.REMIND_BEFORE
        return list(queries.list_due_reminders(tx, before=before, limit=MOST_AT_ONCE))


def remind_of(ctx: OrganizationContext, dispute_id: UUID) -> None:
    """Tell members once that the time for an answer is nearly over, unless one is on its way."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        dispute = payments.find_dispute(tx, dispute_id)
        if dispute is None:
            return
        queries.put_dispute(tx, dispute)
        queries.lock_dispute(tx, dispute_id)
        sent = queries.list_responses(tx, dispute_id)
        is_answered = any(each.state != ResponseState.REFUSED for each in sent)
        if dispute.state != OPEN or is_answered or not queries.mark_reminded(tx, dispute_id):
            return
        _write_to_members(tx, Template.ORGANIZATION_DISPUTE_DUE, dispute, serial=DUE)
        tx.after_commit.append(lambda: ALERTS.add(cause="due"))


def _write_to_members(
    tx: Transaction, template: Template, dispute: Dispute, *, serial: int
) -> None:
    """Queue the mail for those who may see payments; it leaves after the commit."""
    slug = organizations.branding_of(tx).slug
    details = {
        "path": f"/console/{slug}/money/disputes/{dispute.id}",
        "about": dispute.description,
    }
    if dispute.respond_by is not None:
        details["day"] = dispute.respond_by.date().isoformat()
    message = NewTeamMessage(
        kind=KINDS[template],
        source_id=dispute.id,
        permission=policies.READ,
        path=f"money/disputes/{dispute.id}",
        about=dispute.description,
        day=dispute.respond_by.date() if dispute.respond_by else None,
    )
    inbox.tell_team(tx, message)
    for person in members.people_with(tx, policies.READ):
        mail = NewMail.to_person(
            person, template, source_id=dispute.id, serial=serial, details=details
        )
        notifications.queue_mail(tx, mail)
