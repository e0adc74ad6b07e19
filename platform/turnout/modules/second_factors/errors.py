"""Refusals of second factors."""

from turnout.kernel.errors import Conflict, Gone, RateLimited


class SignInOver(Gone):
    code = "second-factors.sign-in-over"
    title = "This took too long, or was done already; please sign in again"


class CodesPaused(RateLimited):
    """Said to who has proved the password, or is signed in, and gave wrong codes."""

    code = "second-factors.paused"
    title = "After several wrong codes this is paused; wait a little"


class FactorRequired(Conflict):
    code = "second-factors.required"
    title = "An organization of yours requires a second factor; set up another one first"


class AuthenticatorExists(Conflict):
    code = "second-factors.authenticator-exists"
    title = "There is an authenticator app already; remove it first"


class NoAuthenticator(Conflict):
    code = "second-factors.no-authenticator"
    title = "Set up a second factor first"
