"""What crosses this module's border: connections, certificates, what came of a response."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID


class CertificateSide(StrEnum):
    PROVIDER = "provider"
    """The provider signs by it."""
    SERVICE = "service"
    """Ours: we sign by it, and providers encrypt for it."""


class CertificateState(StrEnum):
    NEXT = "next"
    """Published, and decrypts; does not sign yet."""
    ACTIVE = "active"
    FORMER = "former"
    """Still decrypts, until it is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlCertificate:
    """A certificate of a connection; never its key."""

    id: UUID
    side: Annotated[str, "`provider` or `service` (ours)"]
    state: Annotated[str, "`active`, or of ours `next` and `former`: they decrypt and do not sign"]
    certificate: Annotated[str, "PEM"]
    fingerprint: Annotated[str, "SHA-256, hexadecimal"]
    starts_at: datetime
    ends_at: datetime
    warning: Annotated[str, "What to do, from 30 days before it ends; empty before"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlConnection:
    """How an organization's provider and we speak SAML; what to copy to where."""

    provider_id: UUID
    entity_id: Annotated[str, "We, as the provider is to call us (its audience)"]
    acs_url: Annotated[str, "Where the provider sends its responses, by HTTP-POST"]
    single_logout_url: Annotated[str, "Where it sends logout messages"]
    service_metadata_url: Annotated[str, "Our metadata, for providers that fetch it"]
    provider_entity_id: str
    sso_url: Annotated[str, "Where the provider signs people in, by HTTP-Redirect"]
    slo_url: Annotated[str, "Where it signs them out; empty where it does not"]
    metadata_url: Annotated[str, "Where its metadata is fetched every six hours; may be empty"]
    refreshed_at: datetime | None
    refresh_problem: Annotated[str, "Why the last fetch failed; the metadata before it counts"]
    refresh_explanation: Annotated[str, "What is wrong and where to change it"]
    email_attribute: Annotated[str, "Empty: the usual names, then a NameID that is an address"]
    name_attribute: Annotated[str, "Empty: the usual names"]
    is_idp_initiated_allowed: Annotated[bool, "Whether a sign-in may begin at the provider"]
    is_encryption_needed: Annotated[bool, "Whether assertions must be encrypted"]
    certificates: tuple[SamlCertificate, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConnection:
    """A connection as it is stored."""

    organization_id: UUID
    id: UUID
    provider_id: UUID
    sso_url: str
    slo_url: str
    slo_response_url: str
    metadata_url: str
    refreshed_at: datetime | None
    refresh_problem: str
    valid_until: datetime | None
    email_attribute: str
    name_attribute: str
    is_idp_initiated_allowed: bool
    is_encryption_needed: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCertificate:
    """A certificate as it is stored; ours with its sealed key."""

    id: UUID
    provider_id: UUID
    side: str
    state: str
    certificate: str
    fingerprint: str
    starts_at: datetime
    ends_at: datetime
    warned_days: int | None
    sealed: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingCertificate:
    """A certificate that ends soon, and of which nobody has been warned as late as now."""

    component: ClassVar[str] = "SamlEndingCertificate"
    organization_id: UUID
    id: UUID
    provider_id: UUID
    side: str
    ends_at: datetime
    warned_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueConnection:
    """Whose metadata is to be fetched again."""

    organization_id: UUID
    provider_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMetadata:
    """A provider's metadata: where it stands, or the document itself; neither fetches it anew."""

    url: str = ""
    document: str = ""
    entity_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumed:
    """A response that was believed; the browser brings `state` back to be signed in."""

    state: str
    browser: str
    """The secret of a cookie to be set, where no browser of ours began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutAnswer:
    """What to do with the browser after a message of single logout."""

    url: str = ""
    """Where to send it: back to the provider that asked."""
    is_complete: bool = True
    """Whether the provider says that it signed the person out everywhere."""


Changes = dict[str, Any]
