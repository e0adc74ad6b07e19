"""Facts of wallet passes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletPassAdded(Fact):
    """The holder of a ticket asked for it in a wallet for the first time."""

    name: ClassVar[str] = "wallet_passes.added.v1"
    pass_id: UUID
    ticket_id: UUID
    event_id: UUID
    connection_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletPassGivenUp(Fact):
    """A change did not reach a wallet, however often it was tried."""

    name: ClassVar[str] = "wallet_passes.given-up.v1"
    pass_id: UUID
    ticket_id: UUID
    event_id: UUID
    connection_id: UUID
