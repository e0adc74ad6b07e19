"""States of statement lines and findings, and the charts of accounts."""

from enum import StrEnum


class LineState(StrEnum):
    UNMATCHED = "unmatched"
    """Money came in and nobody knows what for: a person has to say."""
    MATCHED = "matched"
    """It is known for which payment; the payment has not heard of it yet."""
    APPLIED = "applied"
    IGNORED = "ignored"


class FindingState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    """A person dealt with it and said how."""
    GONE = "gone"
    """The books agree again."""


class Chart(StrEnum):
    """The German charts of accounts whose numbers we know by default."""

    SKR03 = "skr03"
    SKR04 = "skr04"
