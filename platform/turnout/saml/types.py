"""Values of SAML: both sides, what an assertion says, what a logout message says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An identity provider as its metadata or its administrator describes it."""

    entity_id: str
    sso_url: str
    slo_url: str = ""
    slo_response_url: str = ""
    certificates: tuple[str, ...] = ()
    """PEM. A signature by any of them counts, so that certificates may roll over."""
    wants_signed_requests: bool = False
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A certificate of ours with its private key, both PEM."""

    certificate: str
    private_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """We as one provider knows us: addresses and keys of our own for each."""

    entity_id: str
    acs_url: str
    slo_url: str
    keys: tuple[KeyPair, ...] = field(repr=False)
    """The first signs; all of them decrypt."""
    name_id_format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameId:
    """Who somebody is at a provider, exactly as it must be said back at logout."""

    value: str
    format: str = ""
    name_qualifier: str = ""
    sp_name_qualifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What a checked response says. Nothing of it was read outside what was verified."""

    id: str
    name_id: NameId
    session_index: str
    session_ends_at: datetime | None
    lapses_at: datetime
    """From when on the same assertion would be refused for its time."""
    in_response_to: str
    """Empty where nobody asked: the provider began."""
    attributes: Mapping[str, tuple[str, ...]]
    """By name; a friendly name leads to the same values where no name is the same."""
    was_encrypted: bool
    document: str
    """The assertion's XML, for the administrator who tries the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutRequest:
    """A provider's verified request to end sessions."""

    id: str
    name_id: NameId
    session_indexes: tuple[str, ...]
    lapses_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutResponse:
    """A provider's verified answer to our request."""

    in_response_to: str
    is_success: bool
