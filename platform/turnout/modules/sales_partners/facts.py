"""Facts of sales partners."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesPartnerChanged(Fact):
    """A sales partner was made, changed, archived or deleted; their orders stay theirs."""

    name: ClassVar[str] = "sales_partners.changed.v1"
    sales_partner_id: UUID
