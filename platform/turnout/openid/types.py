"""Values of OpenID Connect: a party and its provider, one attempt, and what a provider said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What we are at a provider: its issuer, and what it registered us as."""

    issuer: str
    """Exactly as the provider says it; `{tenantid}` stands for the claim `tid` where the provider
    has one issuer for each tenant."""
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    discovery_url: str = ""
    """Empty: below the issuer, where the standard puts it."""
    endpoints: Mapping[str, str] = field(default_factory=dict)
    """Metadata that this provider leaves out, such as its `token_endpoint`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a provider says of itself (OpenID Connect Discovery, RFC 8414)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    """Those of its ID tokens that we take as well."""
    auth_methods: tuple[str, ...] = ("client_secret_basic",)
    says_issuer: bool = False
    """Whether each of its answers names it (RFC 9207)."""
    end_session_endpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The secrets of one attempt to sign in; each is used once."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a provider says that somebody is, after every check."""

    issuer: str
    subject: str
    """Names the person at this issuer, for good; their address may change."""
    email: str
    """As it was said; empty where it was not, or was no text."""
    is_email_verified: bool
    """Only where the provider said so by the value true."""
    name: str
    claims: Mapping[str, Any] = field(repr=False)
    id_token: str = field(repr=False, default="")
    session_id: str = ""
    """The provider's own session (`sid`), which a logout may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutNotice:
    """A provider's word that somebody signed out there (OpenID Connect Back-Channel Logout)."""

    subject: str
    session_id: str
    token_id: str
