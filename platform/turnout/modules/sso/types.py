"""What crosses this module's border: providers, mappings, the sign-in log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.modules.identity.api import SecondFactorNeeded, SignedIn
from turnout.modules.roles.api import AgencySignIn


class ProviderKind(StrEnum):
    OIDC = "oidc"
    SAML = "saml"


class ProviderState(StrEnum):
    DRAFT = "draft"
    """Only a test sign-in may use it."""
    ACTIVE = "active"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMapping:
    """Who has a group at the provider has this role here; the first that fits counts."""

    group: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderDomain:
    """A domain whose addresses the provider signs in; it counts once the organization proved it."""

    domain: str
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRules:
    """How groups become roles."""

    group_claim: str = "groups"
    mappings: tuple[GroupMapping, ...] = ()
    default_role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdentityProvider:
    name: str
    product: str = "other"
    kind: str = ProviderKind.OIDC
    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    domains: tuple[str, ...] = ()
    rules: RoleRules = RoleRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """An organization's own provider; its client secret is never shown."""

    component: ClassVar[str] = "SsoIdentityProvider"
    id: UUID
    name: str
    product: Annotated[str, "Which product it is; pages show what to do there"]
    kind: Annotated[str, "`oidc` or `saml`; what SAML needs stands in `…/saml`"]
    state: str
    issuer: Annotated[str, "Empty until it is known; of SAML the entity id of the provider"]
    client_id: Annotated[str, "Empty with SAML"]
    has_secret: bool
    redirect_uri: Annotated[
        str, "To be registered at the provider; of SAML the assertion consumer service"
    ]
    backchannel_logout_uri: Annotated[
        str, "Where the provider says that somebody signed out; of SAML the single logout service"
    ]
    post_logout_redirect_uri: Annotated[
        str, "To be registered too: where the provider sends back who signed out here"
    ]
    sign_in_url: Annotated[str, "Where members begin to sign in by this provider"]
    domains: tuple[ProviderDomain, ...]
    group_claim: Annotated[str, "The claim of the ID token, or the attribute, that lists groups"]
    mappings: tuple[GroupMapping, ...]
    default_role: Annotated[str | None, "Of who has no mapped group; null lets only mapped ones in"]
    missing: Annotated[
        tuple[str, ...], "What it lacks before it can be switched on, in plain words"
    ]
    is_enforced: Annotated[bool, "People of its proven domains sign in by it and by nothing else"]
    break_glass_user_id: Annotated[
        UUID | None, "The owner who may sign in by password all the same"
    ]
    agencies: Annotated[
        AgencySignIn,
        "Who comes through an agency while sign-in by this provider is enforced: `own_sso`, those"
        " who signed in by the agency's own identity provider; `refused`, nobody",
    ]
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProvider:
    """A provider as it is stored."""

    organization_id: UUID
    id: UUID
    name: str
    product: str
    kind: str
    state: str
    issuer: str
    client_id: str
    secret: bytes = field(repr=False)
    group_claim: str
    mappings: tuple[GroupMapping, ...]
    default_role: str | None
    is_enforced: bool
    break_glass_user_id: UUID | None
    created_at: datetime
    version: int
    agencies: AgencySignIn = AgencySignIn.OWN_SSO

    @classmethod
    def of(cls, **row: Any) -> "StoredProvider":
        mappings = tuple(GroupMapping(**each) for each in row["mappings"])
        return cls(**row | {"mappings": mappings, "agencies": AgencySignIn(row["agencies"])})

    @property
    def has_secret(self) -> bool:
        return bool(self.secret)

    @property
    def rules(self) -> RoleRules:
        return RoleRules(
            group_claim=self.group_claim, mappings=self.mappings, default_role=self.default_role
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody at a provider who has signed in here before."""

    id: UUID
    user_id: UUID
    subject: str
    groups: tuple[str, ...]
    is_member_by_sso: bool

    @classmethod
    def of(cls, **row: Any) -> "KnownPerson":
        return cls(**row | {"groups": tuple(row["groups"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoAttempt:
    """A stored attempt to sign in, taken once."""

    id: UUID
    sealed: bytes = field(repr=False)
    browser_hash: bytes = field(repr=False)
    back_to: str
    test_id: UUID | None = None
    """Set where somebody only tries the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoPerson:
    """Who a provider says somebody is, whatever its protocol."""

    subject: str
    email: str
    is_email_denied: bool
    """Whether the provider itself says that the address is not proved."""
    name: str
    groups: tuple[str, ...]
    session_id: str = ""
    session_ends_at: datetime | None = None
    hint: bytes = field(default=b"", repr=False)
    """What the provider must be told when the person signs out here."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """Claims or attributes by name, for the administrator who tries the provider."""
    document: str = field(default="", repr=False)
    """The assertion as it came, where there is one; for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """A session at a provider that a login here came from."""

    organization_id: UUID
    id: UUID
    provider_id: UUID
    user_id: UUID
    login_id: UUID | None
    session_id: str
    sealed: bytes = field(repr=False)
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SsoSession:
    """A session at a provider that ends with its login, and what the provider is told then."""

    provider: StoredProvider
    hint: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryStanding:
    """How the organization's directory (SCIM) has somebody."""

    is_active: bool
    groups: tuple[str, ...] | None
    """None while the directory has no groups: then the sign-in's count."""
    default_role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRecord:
    """One line of a provider's sign-in log."""

    component: ClassVar[str] = "SsoSignInRecord"
    id: UUID
    at: datetime
    outcome: Annotated[str, "`signed-in` or `refused`"]
    reason: Annotated[str, "Why it was refused, as a word that never changes"]
    explanation: Annotated[str, "What is wrong and where to change it"]
    detail: str
    user_id: UUID | None
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedMember:
    """What a mapping would make of somebody who signed in by the provider before."""

    component: ClassVar[str] = "SsoMappedMember"
    user_id: UUID
    groups: tuple[str, ...]
    role_now: Annotated[str | None, "Null: no member"]
    role_then: Annotated[str | None, "Null: they would be let in no more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTestSignIn:
    """Where to try a provider, once."""

    component: ClassVar[str] = "SsoNewTestSignIn"
    id: UUID
    sign_in_url: Annotated[str, "To be opened in a browser; nobody comes in by it"]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedSignIn:
    """What a sign-in would have come to; nobody was signed in, and nothing was written."""

    reason: str = ""
    """Empty where it would have worked."""
    detail: str = ""
    claims: dict[str, Any] = field(default_factory=dict, repr=False)
    document: str = field(default="", repr=False)
    subject: str = ""
    email: str = ""
    name: str = ""
    groups: tuple[str, ...] = ()
    role: str = ""
    is_known: bool = False
    """Whether they signed in by this provider before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTest:
    """A test sign-in as it is stored."""

    id: UUID
    link_id: UUID | None
    back_to: bytes = field(repr=False)
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None
    result: dict[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSignIn:
    """What a provider said of who tried it, and what would come of it; nobody was signed in."""

    component: ClassVar[str] = "SsoTestSignIn"
    id: UUID
    state: Annotated[str, "`waiting`, `worked`, `refused` or `lapsed`"]
    reason: Annotated[str, "Why it would be refused, as a word that never changes"]
    explanation: Annotated[str, "What is wrong and where to change it"]
    detail: str
    subject: Annotated[str, "Who it is at the provider, for good"]
    email: str
    name: str
    groups: tuple[str, ...]
    role: Annotated[str, "What they would be here"]
    is_known: Annotated[bool, "Whether they signed in by this provider before"]
    claims: Annotated[dict[str, Any], "What the provider said: claims, or attributes with values"]
    document: Annotated[str, "Of SAML what came, decrypted where that was possible"]
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSso:
    """What came of a sign-in: a login, the second step before it, or a test's result."""

    back_to: str
    signed_in: SignedIn | None = None
    second_step: SecondFactorNeeded | None = None
    test_id: UUID | None = None
    """Set where somebody only tried the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderOfDomain:
    """Whose provider signs in the addresses of a proven domain."""

    organization_id: UUID
    id: UUID
    name: str
    is_enforced: bool
    break_glass_user_id: UUID | None

    @property
    def path(self) -> str:
        return f"/sso/{self.organization_id}/{self.id}"
