"""Decisions about the suppression list. Pure."""

from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.typed_addresses import ascii_address, is_mailable
from turnout.modules.suppressions.models import SuppressionReason, SuppressionScope

SCOPES: Final = {
    SuppressionReason.BOUNCED: SuppressionScope.ALL,
    SuppressionReason.COMPLAINED: SuppressionScope.NEWS,
    SuppressionReason.UNSUBSCRIBED: SuppressionScope.NEWS,
}
"""Who complains of news and buys a ticket wants the ticket; what is gone gets nothing."""
SAYS: Final = {
    SuppressionReason.BOUNCED: "mails to it came back for good",
    SuppressionReason.COMPLAINED: "its owner called a mail unwanted",
    SuppressionReason.UNSUBSCRIBED: "its owner asked for no more news",
    SuppressionReason.MANUAL: "the team put it there",
}
LONGEST_EXPORT: Final = 100_000


def spelled(email: str) -> str:
    """The address as it is kept and compared, if it is one."""
    return ascii_address(email.strip()).lower()


def written(email: str) -> str:
    """The same; Invalid where it is none."""
    address = spelled(email)
    if not is_mailable(address):
        raise Invalid(FieldError("/email", "Please enter a valid email address"))
    return address


def stops(scope: str, *, is_news: bool) -> bool:
    return scope == SuppressionScope.ALL or is_news


def why(reason: str) -> str:
    """For the message log."""
    says = SAYS[SuppressionReason(reason)]
    return f"This address is on the suppression list: {says}."
