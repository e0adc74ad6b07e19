"""Refusals of text messages, and why one waits."""

from turnout.kernel.errors import Conflict, NotFound, TurnoutError
from turnout_sdk.errors import Unclear


class TextMessageNotFound(NotFound):
    code = "text-messages.none"
    title = "There is no such text message"


class TextsNotOffered(Conflict):
    code = "text-messages.not-offered"
    title = "This organizer sends no text messages"


class TextWordingChanged(Conflict):
    """`wording` is the present version."""

    code = "text-messages.wording-changed"
    title = "What you would agree to has changed; read it again"


class FateUnknown(Unclear):
    """An earlier attempt may have been taken: its provider is asked, or has time to tell."""

    def __init__(self, *, retry_after_seconds: float) -> None:
        super().__init__("It is not known yet whether an earlier attempt was taken.")
        self.retry_after_seconds = retry_after_seconds


class FateLost(Exception):
    """An earlier attempt may have been taken and nobody can say: it is not sent again."""


class NoTextHooks(NotFound):
    code = "text-messages.no-hooks"
    title = "This connection takes no reports about text messages"


class UntrustedTextDelivery(TurnoutError):
    """The delivery does not prove that the provider sent it for this connection."""

    status = 400
    code = "text-messages.untrusted-delivery"
    title = "This delivery is not signed by the provider of this connection"
