"""Decisions about the suppression list. Pure."""

from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.typed_addresses import address_key, is_mailable
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


def written(email: str) -> str:
    """The address as it is kept and compared; Invalid where it is none."""
    address = address_key(email)
    if not is_mailable(address):
        raise Invalid(FieldError("/email", "Please enter a valid email address"))
    return address


def stops(scope: str, *, is_news: bool) -> bool:
    return scope == SuppressionScope.ALL or is_news


def why(reason: str) -> str:
    """For the message log."""
    says = SAYS[SuppressionReason(reason)]
    return f"This address is on the suppression list: {says}."
