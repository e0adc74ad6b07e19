"""What is announced of SAML connections."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateExpiryWarned(Fact):
    """Administrators were told that a certificate, the provider's or ours, ends within `days`."""

    name: ClassVar[str] = "saml.certificate-expiry-warned.v1"
    provider_id: UUID
    certificate_id: UUID
    provider_name: str
    side: str
    days: int
    ends_on: str
