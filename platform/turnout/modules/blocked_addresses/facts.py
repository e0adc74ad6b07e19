"""Facts of blocked addresses."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedAddressChanged(Fact):
    """An entry was made, changed or deleted; orders that were placed stay."""

    name: ClassVar[str] = "blocked_addresses.changed.v1"
    blocked_address_id: UUID
