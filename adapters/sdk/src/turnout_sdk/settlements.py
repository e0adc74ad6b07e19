"""What a payments provider says it paid out, line by line, for the daily reconciliation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from turnout_sdk.money import Money


class SettlementKind(StrEnum):
    """What a line is about. A payout takes from the balance what the other lines put in."""

    CHARGE = "charge"
    REFUND = "refund"
    DISPUTE = "dispute"
    FEE = "fee"
    ADJUSTMENT = "adjustment"
    PAYOUT = "payout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One line of the provider's report, in the currency in which it settles.

    `gross` is what moved (a refund, a dispute and a payout are negative), `fee` what the provider
    kept of it and `net` what it did to the balance: gross less fee, else ValueError. `line_id`
    is the same line in every report. `provider_ref` names the payment and `object_id` the payment,
    capture, refund or dispute, as in `Update`; both are None for what concerns no payment.
    `payout_ref` is the payout that carried the line, None until one does.
    """

    line_id: str
    kind: SettlementKind
    gross: Money
    fee: Money
    net: Money
    occurred_at: datetime
    provider_ref: str | None = None
    object_id: str | None = None
    payout_ref: str | None = None
    account: str | None = None

    def __post_init__(self) -> None:
        if self.gross - self.fee != self.net:
            raise ValueError("net is gross less fee")


@runtime_checkable
class Reports(Protocol):
    """Declared by `Capabilities.payouts`."""

    def settlements(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        """Yield every line with `since` <= `occurred_at` < `until`, page by page as it is read.

        Oldest first. The same period asked again yields the same lines, later ones may have got
        their `payout_ref`. Unavailable may be raised between lines: the caller begins anew.
        """
