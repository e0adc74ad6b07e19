"""Who composes the mails about reports that were decided."""

from dataclasses import replace

from turnout.l10n.formats import one_line
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, Template
from turnout_sdk.email import OutgoingMail


def compose(mail: ClaimedMail) -> OutgoingMail:
    """What became of a report, for whoever made it."""
    said, about = mail.details["reason"], mail.details["about"]
    letter = notifications.account_letter(name="", recipient=mail.recipient, said=said)
    return notifications.outgoing(mail, replace(letter, about=one_line(about)))


notifications.PLATFORM_COMPOSERS.update(
    {Template.REPORT_UPHELD: compose, Template.REPORT_DISMISSED: compose}
)
