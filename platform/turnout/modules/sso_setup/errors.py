"""Refusals of setting up enterprise sign-in."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class SetupLinkNotFound(NotFound):
    code = "sso_setup.link-not-found"
    title = "There is no such set-up link"


class SetupLinkOver(Gone):
    """It lapsed, was revoked, the provider is switched on, or who made it may do so no more."""

    code = "sso_setup.link-over"
    title = "This set-up link is over; ask whoever sent it for a new one"


class SetupDone(Conflict):
    code = "sso_setup.done"
    title = "A link sets up an identity provider until it is switched on, and this one is"
