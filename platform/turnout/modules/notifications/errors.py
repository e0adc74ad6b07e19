"""Refusals of notifications."""

from turnout.kernel.errors import Conflict, NotFound


class MailNotFound(NotFound):
    code = "notifications.no-such-mail"
    title = "This mail does not exist"


class StillUnderWay(Conflict):
    code = "notifications.still-under-way"
    title = "This mail is still on its way"


class NotResendable(Conflict):
    """Its link is renewed where it was asked for, not here."""

    code = "notifications.not-resendable"
    title = "This mail cannot be sent again from here"


class Superseded(Conflict):
    """What the mail would say is no longer so; it is not sent."""

    code = "notifications.superseded"
    title = "This mail is no longer needed"


class OnHold(Conflict):
    """What the mail belongs to stands still; it waits as long as that does."""

    code = "notifications.on-hold"
    title = "This mail waits"


class AskedOften(Conflict):
    code = "notifications.asked-often"
    title = "This mail was sent a moment ago; please look into your mailbox, and try again later"
