"""Refusals of enterprise sign-in; strangers hear one sentence, the log the reason."""

from uuid import UUID

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound, TurnoutError


class IdentityProviderNotFound(NotFound):
    code = "sso.identity-provider-not-found"
    title = "There is no such identity provider"


class IdentityProviderNameTaken(Conflict):
    code = "sso.name-taken"
    title = "The organization has an identity provider of this name"


class TestSignInNotFound(NotFound):
    code = "sso.test-sign-in-not-found"
    title = "There is no such test sign-in"


class SsoRefused(Forbidden):
    """`reason` is for the organization's sign-in log."""

    code = "sso.refused"
    title = "Your organization's sign-in did not work; ask its administrator"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.detail = detail[:300]
        self.test_id: UUID | None = None
        """Set where an administrator tried the provider, who is told the reason."""


class LogoutNotBelieved(TurnoutError):
    """The notice does not prove that the identity provider sent it, or was heard before."""

    status = 400
    code = "sso.logout-not-believed"
    title = "This logout token is not one of this identity provider"


class SsoOver(Gone):
    code = "sso.sign-in-over"
    title = "This took too long, or was done already; please sign in again"


class CompanySignInNeeded(Forbidden):
    """Said only to who has proved the account some other way; `path` is where to sign in."""

    code = "sso.company-sign-in-needed"
    title = "Your organization has you sign in at its own identity provider"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)
        self.path = path
