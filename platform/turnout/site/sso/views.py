"""What the templates of setting up sign-in show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.sso import api as sso
from turnout.site.layout.views import Option
from turnout.site.sso.products import Guide, SamlGuide

CONNECTION, DOMAINS, ROLES, VALUES = "connection", "domains", "roles", "values"
DETAILS: Final = "details"
"""The step with the details of SAML."""
METADATA, BY_HAND = "metadata", "by-hand"
"""Steps of SAML beside the others; both stand under `connection`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyValue:
    """A value to be pasted at the provider, with what it is called there."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    name: str
    url: str
    title: str
    """Of the product."""
    protocol: str
    state: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidersPage:
    organization: str
    settings_url: str
    providers: tuple[ProviderLine, ...]
    products: tuple[Option, ...]
    form_token: str
    name: str = ""
    kind: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLine:
    """A domain of a provider, with the record that proves it."""

    domain: str
    is_proven: bool
    id: UUID | None = None
    """None while the organization itself has not named the domain."""
    record_name: str = ""
    record_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    group: str
    role: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    email: str
    role_now: str
    role_then: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    id: UUID
    expires_at: datetime
    used_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    at: datetime
    who: str
    is_good: bool
    text: str
    """The role somebody got, or what was wrong."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a step of the set-up has to say: something is wrong, at a field or at all."""

    step: str = ""
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page of a provider says once, after a form was sent."""

    saved: str = ""
    wanted: sso.RoleRules | None = None
    """Roles that were typed and not saved."""
    preview: list[sso.MappedMember] | None = None
    """What they would do."""
    new_link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Which steps are done."""

    connection: bool
    domains: bool
    roles: bool
    test: bool
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TestView:
    """A test sign-in as a page shows it."""

    is_good: bool
    at: datetime
    text: str
    detail: str
    mend: str
    """The step at which it is mended; empty where that is at the provider."""
    claims: tuple[tuple[str, str], ...]
    email: str
    name: str
    groups: tuple[str, ...]
    role: str
    is_known: bool
    document: str
    """The assertion as it came; empty with OpenID Connect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    """A certificate of either side, with what may be done about it."""

    id: UUID
    title: str
    ends_at: datetime
    fingerprint: str
    warning: str
    """What to do while it ends soon."""
    may_sign: bool = False
    may_delete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlView:
    """What SAML has beside OpenID Connect: metadata of both sides, certificates, details."""

    guide: SamlGuide
    provider_entity_id: str
    sso_url: str
    metadata_url: str
    refreshed_at: datetime | None
    refresh_problem: str
    certificates: tuple[CertificateLine, ...]
    our_metadata: str
    our_certificate: str
    """Addresses of ours at which both are files."""
    is_encryption_needed: bool
    is_idp_initiated_allowed: bool
    by_hand: bool
    """Whether the fields stand open: something is wrong there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionView:
    """The first two steps, which a link's holder sees as well."""

    guide: Guide
    saml: SamlView | None
    """None for OpenID Connect."""
    steps: tuple[str, ...]
    groups: str
    """What is to be known about the product's groups."""
    is_whole: bool
    """Whether nothing is missing to try it."""
    values: tuple[CopyValue, ...]
    provider: sso.IdentityProvider
    typed: dict[str, str]
    problem: Problem
    form_token: str
    action: str
    test_url: str
    is_shared: bool = False
    """Whether a link's holder sees it, who may do less."""
    no_problem: Problem = Problem()

    @property
    def domain_problem(self) -> Problem:
        """What is wrong with a domain stands at the line that adds one."""
        if self.problem.step != "domains":
            return self.no_problem
        says = [*self.problem.fields.values()]
        return Problem(step="domains", fields={"domain": says[0]} if says else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPage:
    organization: str
    list_url: str
    connection: ConnectionView
    progress: Progress
    domains: tuple[DomainLine, ...]
    rows: tuple[MappingRow, ...]
    roles: tuple[Option, ...]
    default_role: str
    group_claim: str
    preview: tuple[PreviewLine, ...] | None
    owners: tuple[Option, ...]
    links: tuple[LinkLine, ...]
    new_link: str
    last_test: TestView | None
    sign_ins: tuple[SignInLine, ...]
    saved: str
    zone: str

    @property
    def provider(self) -> sso.IdentityProvider:
        return self.connection.provider

    @property
    def problem(self) -> Problem:
        return self.connection.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """What the holder of a set-up link sees."""

    organization: str
    connection: ConnectionView
    domains: tuple[DomainLine, ...]
    expires_at: datetime
    last_test: TestView | None
    is_saved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage:
    provider: str
    test: TestView
    back_to: str
    again: str
