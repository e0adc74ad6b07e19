"""Sales partners as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class PartnerState(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesPartner:
    """Who sells for an organization; orders that come by the code or token are theirs."""

    component: ClassVar = "SalesPartner"
    id: UUID
    name: str
    code: Annotated[str, "What links and orders say: `?partner=CODE`."]
    contact_name: str
    contact_email: str
    note: Annotated[str, "For the team alone, such as what commission was agreed."]
    api_token_id: Annotated[UUID | None, "Whatever orders by this token comes by the partner."]
    state: Annotated[str, one_of(PartnerState)]
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSalesPartner:
    """What an organizer says about a sales partner."""

    name: str
    code: str
    contact_name: str = ""
    contact_email: str = ""
    note: str = ""
    api_token_id: UUID | None = None


Changes = Mapping[str, Any]
