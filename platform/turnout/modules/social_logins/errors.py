"""Refusals of social sign-in."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound


class SocialProviderNotFound(NotFound):
    code = "social-logins.provider-not-found"
    title = "Nobody signs in this way here"


class SocialSignInOver(Gone):
    code = "social-logins.sign-in-over"
    title = "This took too long, or was done already; please sign in again"


class SocialSignInRefused(Forbidden):
    """`reason` is a word for logs and the administrator; people are told to try again."""

    code = "social-logins.refused"
    title = "Signing in there did not work; please try again or sign in another way"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class LinkedToAnother(Conflict):
    code = "social-logins.linked-to-another"
    title = "This account is linked to somebody else's account here"


class LastWayIn(Conflict):
    code = "social-logins.last-way-in"
    title = "This is your only way to sign in; set a password first"
