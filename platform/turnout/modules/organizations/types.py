"""What crosses this module's border: plain values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.modules.roles.api import Grant, MembershipAccess, event_ids_of


class Kind(StrEnum):
    ORGANIZATION = "organization"
    AGENCY = "agency"


class State(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    """Closed by an owner, and not deleted yet."""
    CLOSED = "closed"


class Font(StrEnum):
    """What pages are set in: only what browsers have already, or what we ship ourselves."""

    SANS = "sans"
    SERIF = "serif"
    MONO = "mono"


class LegalKind(StrEnum):
    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganization:
    """What it takes to begin; `owner_id` None leaves it to be claimed (a manifest's case)."""

    name: str
    slug: str
    owner_id: UUID | None = None
    kind: str = "organization"
    description: str = ""
    website: str = ""
    contact_email: str = ""
    currency: str = "EUR"
    time_zone: str = "UTC"
    locale: str = "en"
    brand_color: str = ""
    font: str = "sans"
    is_crawled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    id: UUID
    slug: str
    name: str
    description: str
    website: str
    contact_email: str
    kind: str
    state: str
    currency: str
    time_zone: str
    locale: str
    brand_color: str
    """`#rrggbb`, or empty for the platform's own."""
    font: str
    """`sans`, `serif` or `mono`."""
    logo_file_id: UUID | None
    terms_number: Annotated[int | None, "The version of the terms of service that is in force"]
    privacy_number: int | None
    imprint_number: int | None
    is_crawled: bool
    """Whether search engines may visit its pages."""
    host: Annotated[str, "The proven host of its public pages; empty: the platform's own"]
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationUpdate:
    """What to change; None leaves a field as it is."""

    name: str | None = None
    slug: str | None = None
    description: str | None = None
    website: str | None = None
    contact_email: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    locale: str | None = None
    brand_color: str | None = None
    font: str | None = None
    is_crawled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """What pages and mails of an organization show."""

    organization_id: UUID
    slug: str
    name: str
    brand_color: str
    website: str
    contact_email: str
    locale: str
    time_zone: str
    currency: str
    logo_file_id: UUID | None = None
    font: str = "sans"
    host: str = ""
    """Where its public pages stand, as `Settings.origin_of` takes it."""
    legal: Mapping[LegalKind, int] = field(default_factory=dict)
    """The legal texts that are in force, with their numbers."""
    has_message_templates: bool = False

    @classmethod
    def of(cls, **row: Any) -> "Branding":
        numbers = {kind: row.pop(f"{kind}_number") for kind in LegalKind}
        return cls(**row, legal={kind: number for kind, number in numbers.items() if number})


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalWording:
    """A text in one language: either its own words, or where they stand."""

    html: str = ""
    """Sanitised when it was written."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """One version of a legal text; it stays as it was published."""

    kind: LegalKind
    number: int
    texts: Annotated[Mapping[str, LegalWording], "By language tag."]
    published_at: datetime
    published_by: Annotated[str, "Who published it; empty for who is no member"]
    is_current: bool
    main_language: Annotated[str, "The organization's own, for readers of no other"] = "en"

    @classmethod
    def of(cls, **row: Any) -> "LegalText":
        texts = codec.decode(row.pop("texts"), dict[str, LegalWording])
        return cls(**row | {"kind": LegalKind(row["kind"])}, texts=texts)

    @property
    def version(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalVersion:
    """A version in a list, without its words."""

    number: int
    languages: list[str]
    published_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    component: ClassVar[str] = "OrganizationsMembership"
    id: UUID
    user_id: UUID
    role: str
    event_ids: tuple[UUID, ...] | None
    """None: every event; else a grant limited to these."""
    expires_at: datetime | None
    created_at: datetime
    version: int
    agency_link_id: Annotated[
        UUID | None,
        "The agency link by which it was granted; it ends with the link unless an owner keeps it",
    ]

    @classmethod
    def of(cls, **row: Any) -> "Member":
        return cls(**row | {"event_ids": event_ids_of(row["event_ids"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class MyOrganization:
    """An organization in a person's switcher; `agency_id` when they act through an agency."""

    component: ClassVar[str] = "IdentityMyOrganization"
    id: UUID
    slug: str
    name: str
    kind: str
    state: str
    role: str
    agency_id: UUID | None
    second_factor_minutes: Annotated[
        int | None, "How lately this client asks members of its agency for a second factor"
    ]
    second_factor_from: Annotated[
        datetime | None, "From when your role there asks for a second factor; null: it does not"
    ]
    agency_sign_in: Annotated[
        str | None,
        "What this client asks of agencies: `own_sso`, to have signed in by the agency's own"
        " identity provider, or `refused`",
    ]
    event_ids: Annotated[tuple[UUID, ...] | None, "Your grant's only events; null: all"] = None
    permissions: Annotated[list[str], "What you may do there"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyAccess:
    """One way in which a person may enter an organization, and what it gives them there."""

    organization: MyOrganization
    access: MembershipAccess

    @classmethod
    def of(cls, **row: Any) -> "MyAccess":
        """`shown_role` is what the switcher says: through an agency, the link's."""
        named = {name: row.pop(name) for name in ("id", "slug", "name", "kind")}
        organization = MyOrganization(
            **named,
            state=row["state"],
            role=row.pop("shown_role"),
            agency_id=row["agency_id"],
            second_factor_minutes=row["second_factor_minutes"],
            second_factor_from=row["second_factor_from"],
            agency_sign_in=row.get("agency_sign_in"),
            event_ids=event_ids_of(row["event_ids"]),
        )
        return cls(organization=organization, access=MembershipAccess.of(**row))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    email: str
    grant: Grant
    locale: str = "en"
    valid_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSummary:
    """An open invitation as members see it; its link travels by mail only."""

    component: ClassVar[str] = "OrganizationsInvitation"
    id: UUID
    email: str
    role: str
    event_ids: tuple[UUID, ...] | None
    member_until: datetime | None
    state: str
    invited_by: Annotated[UUID | None, "Who sent it last, and answers for it"]
    created_at: datetime
    expires_at: datetime
    mailed_at: datetime | None
    agency_link_id: Annotated[
        UUID | None, "The agency link by which it was sent; it ends with the link"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(InvitationSummary):
    """An invitation with what its link is derived from."""

    locale: str
    serial: int
    key_id: str
    token_hash: bytes

    @classmethod
    def of(cls, **row: Any) -> "Invitation":
        return cls(**row | {"event_ids": event_ids_of(row["event_ids"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMail:
    """All that the mail needs; `secret` is derived again each time and stored nowhere."""

    invitation_id: UUID
    serial: int
    email: str
    locale: str
    organization_name: str
    role: str
    expires_at: datetime
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganization:
    """An organization as the platform's operators see it: nothing of its buyers."""

    component: ClassVar[str] = "PlatformOrganization"
    id: UUID
    slug: str
    name: str
    kind: str
    state: str
    created_at: datetime
    members: int
    owners: Annotated[int, "Without any it can be claimed by a link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMembership:
    """Where a person is a member."""

    component: ClassVar[str] = "PlatformPersonMembership"
    organization_id: UUID
    organization_name: str
    role: str
