"""Refusals of e-mail providers, and why a mail waits."""

from turnout.kernel.errors import NotFound, TurnoutError
from turnout_sdk.errors import Unclear


class StillUnknown(Unclear):
    """An earlier attempt may have been taken: its provider is asked before the mail is repeated."""

    def __init__(self, *, retry_after_seconds: float) -> None:
        super().__init__("It is not known yet whether an earlier attempt was taken.")
        self.retry_after_seconds = retry_after_seconds


class NoReports(NotFound):
    code = "mail-providers.no-reports"
    title = "This connection takes no reports about mails"


class UntrustedReport(TurnoutError):
    """The delivery does not prove that the provider sent it for this connection."""

    status = 400
    code = "mail-providers.untrusted-report"
    title = "This delivery is not signed by the provider of this connection"
