"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.modules.ownership_claims.rules import record_name_of, record_value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """A link by which whoever has it claims the organization, once."""

    component: ClassVar[str] = "OwnershipClaimLink"
    url: Annotated[str, "Told once; a new link ends the one before"]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaimLink:
    id: UUID
    made_by: UUID | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainClaim:
    """A claim by a domain, with the DNS record that proves it."""

    component: ClassVar[str] = "DomainClaim"
    id: UUID
    organization_id: UUID
    organization_name: str
    host: str
    record_name: Annotated[str, "The name of the TXT record that proves the claim"]
    record_value: str
    claimed_at: datetime | None

    @classmethod
    def of(cls, **row: Any) -> "DomainClaim":
        token = row.pop("token")
        record = {
            "record_name": record_name_of(row["host"]),
            "record_value": record_value_of(token),
        }
        return cls(**row | record)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedOrganization:
    component: ClassVar[str] = "ClaimedOrganization"
    organization_id: UUID
    name: str
    slug: str
