"""What a payment provider says of the risk that a charge is fraudulent.

Declared by `payments.Capabilities.risk_levels`. A verdict rides on the `Update` that proves it: on
`FactKind.RISK_ASSESSED` where the provider tells nothing else, on any other fact where it comes
along. It is the provider's word and decides nothing; what holds an order is the organizer's rule.
"""

from dataclasses import dataclass
from enum import StrEnum


class RiskLevel(StrEnum):
    """How the provider rates a charge, the harmless first."""

    NORMAL = "normal"
    ELEVATED = "elevated"
    """Worth a look; what a provider keeps back for its own review is at least this."""
    HIGHEST = "highest"
    BLOCKED = "blocked"
    """The provider refused the try because of the risk, so it brought no money."""


class RiskReview(StrEnum):
    """What became of the provider's own review, where it has one."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskVerdict:
    """One verdict, as of the fact that carries it.

    `score` is the provider's own, from 0 to 100, where it gives one. `reasons` are its published
    codes (`elevated_risk_level`, `PENDING_REVIEW`), `message` its own sentence for the seller.
    Nothing here names a person: what a provider knows of the buyer stays with it.
    """

    level: RiskLevel
    score: int | None = None
    reasons: tuple[str, ...] = ()
    message: str = ""
    review: RiskReview | None = None
