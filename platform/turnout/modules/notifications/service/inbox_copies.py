"""Copies of mails in inboxes: for whoever has an account, so that a lost mail is not lost."""

from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage, NewTeamMessage
from turnout.modules.members import api as members
from turnout.modules.notifications.types import (
    NOTICES,
    OF_ORDERS,
    OF_TICKETS,
    OF_WAITLISTS,
    ClaimedMail,
    Template,
)
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail

CONSOLE: Final = "/console/"
KINDS: Final = {
    **dict.fromkeys(OF_ORDERS - {Template.ORDER_EMAIL_CORRECTED}, MessageKind.ORDER),
    **dict.fromkeys(OF_TICKETS | {Template.TICKETS_RETURNED}, MessageKind.TICKET),
    **dict.fromkeys(OF_WAITLISTS, MessageKind.WAITLIST),
    Template.EVENT_NEWS: MessageKind.EVENT_NEWS,
    Template.SESSION_NEWS: MessageKind.EVENT_NEWS,
    Template.SESSION_LEFT: MessageKind.EVENT_NEWS,
    Template.NEW_EVENTS: MessageKind.EVENT_NEWS,
}
"""Announcements choose their channels by themselves; invitations hold a secret."""
TOLD_OTHERWISE: Final = frozenset(
    {
        Template.ORGANIZATION_DISPUTE_OPENED,
        Template.ORGANIZATION_DISPUTE_DUE,
        Template.ORGANIZATION_SENDING_DOMAIN_FAILED,
    }
)


def deliver_copy(tx: Transaction, mail: ClaimedMail, composed: OutgoingMail) -> None:
    """Put subject and first sentence of a mail into its recipient's inbox, once for each mail.

    Nothing of its text that may hold an address: those have secrets in them.
    """
    kind = KINDS.get(mail.template)
    if kind is not None:
        new = NewAttendeeMessage(
            kind=kind,
            source_id=mail.id,
            recipient=mail.recipient,
            title=composed.subject,
            body=inbox.gist_of(composed.text),
            event_id=mail.event_id,
            order_id=mail.order_id,
        )
        inbox.deliver(tx, [new])
    elif mail.template in NOTICES - TOLD_OTHERWISE:
        _deliver_notice(tx, mail, composed)


def _deliver_notice(tx: Transaction, mail: ClaimedMail, composed: OutgoingMail) -> None:
    """A notice about the organization, for a recipient who is a member of it."""
    address = mail.recipient.lower()
    person = identity.find_people(tx, [address]).get(address)
    if person is None or not members.is_member(tx, person.id):
        return
    own = f"{CONSOLE}{organizations.branding_of(tx).slug}/"
    path = str(mail.details.get("path", ""))
    new = NewTeamMessage(
        kind=MessageKind.NOTICE,
        source_id=mail.id,
        permission=organizations.MANAGE,
        title=composed.subject,
        about=inbox.gist_of(composed.text),
        path=path.removeprefix(own) if path.startswith(own) else "",
    )
    inbox.tell_member(tx, person.id, new)
