"""Refusals of identity; those of sign-in say the same whatever the reason."""

from datetime import datetime

from turnout.kernel.errors import (
    Conflict,
    Forbidden,
    Gone,
    RateLimited,
    TurnoutError,
    Unauthenticated,
)


class WrongCredentials(TurnoutError):
    """Wrong password, unknown address, locked account: one answer for all.

    `paused_until` is for our own page, and tells no more: an address that nobody has is paused
    after as many tries.
    """

    status = 401
    code = "identity.wrong-credentials"
    title = "Wrong email or password, or too many tries; wait a moment or reset your password"

    def __init__(self, *, paused_until: datetime | None = None) -> None:
        super().__init__()
        self.paused_until = paused_until


class PasswordPaused(RateLimited):
    """Said to who is signed in and gave a wrong present password too often."""

    code = "identity.password-paused"
    title = "Too many wrong passwords; wait a moment or reset your password"


class EmailNotVerified(Forbidden):
    """Said only to who knows the password."""

    code = "identity.email-not-verified"
    title = "Please confirm your address first; the email with the link is on its way"


class SecondFactorNeeded(Forbidden):
    """Said only to who knows the password, with what the second step of the sign-in takes."""

    code = "identity.second-factor-needed"
    title = "The password is right; now show your second factor"

    def __init__(self, *, sign_in_token: str, methods: list[str], expires_in: int) -> None:
        super().__init__(sign_in_token=sign_in_token, methods=methods, expires_in=expires_in)
        self.sign_in_token = sign_in_token
        self.methods = methods


class TokenNotGenuine(Unauthenticated):
    code = "identity.token-not-genuine"
    title = "This token is not valid; please sign in again"


class LoginEnded(Unauthenticated):
    code = "identity.login-ended"
    title = "This login has ended; please sign in again"


class LinkOver(Gone):
    code = "identity.link-over"
    title = "This link has expired or was used; ask for a new one"


class CrossSite(Forbidden):
    code = "identity.cross-site"
    title = "This request did not come from our own pages"


class AccountExists(Conflict):
    """Said only to who proved to read the address's mail."""

    code = "identity.account-exists"
    title = "There is an account with this address; sign in and accept the invitation there"


class OtherAddress(Forbidden):
    code = "identity.other-address"
    title = "This invitation is for another address; sign in with that one"
