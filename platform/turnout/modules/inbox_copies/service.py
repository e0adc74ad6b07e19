"""Copies of mails in inboxes: for whoever has an account, so that a lost mail is not lost."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage, NewTeamMessage
from turnout.modules.inbox_copies import rules
from turnout.modules.members import api as members
from turnout.modules.notifications.api import ClaimedMail
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail


def deliver_copy(tx: Transaction, mail: ClaimedMail, composed: OutgoingMail) -> None:
    """Put subject and first sentence of a mail into its recipient's inbox, once for each mail.

    Nothing of its text that may hold an address: those have secrets in them.
    """
    kind = rules.KINDS.get(mail.template)
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
    elif rules.is_for_team(mail.template):
        _deliver_notice(tx, mail, composed)


def _deliver_notice(tx: Transaction, mail: ClaimedMail, composed: OutgoingMail) -> None:
    """A notice about the organization, for a recipient who is a member of it."""
    address = mail.recipient.lower()
    person = identity.find_people(tx, [address]).get(address)
    if person is None or not members.is_member(tx, person.id):
        return
    slug = organizations.branding_of(tx).slug
    new = NewTeamMessage(
        kind=MessageKind.NOTICE,
        source_id=mail.id,
        permission=organizations.MANAGE,
        title=composed.subject,
        about=inbox.gist_of(composed.text),
        path=rules.path_below(str(mail.details.get("path", "")), slug),
    )
    inbox.tell_member(tx, person.id, new)
