"""Who is acting, and on whose rows: the first parameter of every use case."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID


class ActorKind(StrEnum):
    USER = "user"
    TOKEN = "token"  # noqa: S105  a kind of actor, not a secret
    DEVICE = "device"
    GUEST = "guest"
    HANDLER = "handler"
    SYSTEM = "system"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def is_platform(self) -> bool:
        """Handlers and jobs act for the platform; people's permissions do not bind them."""
        return self.kind in (ActorKind.HANDLER, ActorKind.SYSTEM)


GUEST = Actor(ActorKind.GUEST, "guest")


@dataclass(frozen=True, slots=True)
class Idempotency:
    """One Idempotency-Key as it came: who said it, where, and over which body."""

    scope: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationContext:
    """A member, token, device, handler or task of one organization."""

    organization_id: UUID
    actor: Actor
    user_id: UUID | None = None
    permissions: frozenset[str] = frozenset()
    event_ids: frozenset[UUID] | None = None
    """None: every event of the organization; else a grant limited to these."""
    is_closing: bool = False
    """Its owners have closed the organization: they look at it, and change nothing."""
    on_behalf_of: str = ""
    request_id: str = ""
    cause: tuple[str, UUID] | None = None
    """(handler, fact id) of a reaction: its transaction happens once."""
    idempotency: Idempotency | None = None

    def job(self, name: str) -> "SystemContext":
        """A job of the platform that the log ascribes to whoever asks for it."""
        return SystemContext(job=name, request_id=self.request_id, on_behalf_of=str(self.actor))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicContext:
    """A visitor or guest buyer; the organization comes from the address."""

    organization_id: UUID
    actor: Actor = GUEST
    user_id: UUID | None = None
    """Set when the buyer happens to be signed in; it opens no rows by itself."""
    on_behalf_of: str = ""
    request_id: str = ""
    cause: tuple[str, UUID] | None = None
    idempotency: Idempotency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContext:
    """A person over their own things across organizations; reads only tenant rows."""

    user_id: UUID
    actor: Actor
    login_id: UUID | None = None
    confirmed_at: datetime | None = None
    """When this login proved last who is at it."""
    second_factor_at: datetime | None = None
    """When it did so by a second factor."""
    sso_organization_id: UUID | None = None
    """Whose own identity provider opened this login; None: it was opened otherwise."""
    on_behalf_of: str = ""
    request_id: str = ""

    def job(self, name: str) -> "SystemContext":
        """A job of the platform that the log ascribes to whoever asks for it."""
        return SystemContext(job=name, request_id=self.request_id, on_behalf_of=str(self.actor))


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemContext:
    """A named job of the platform; the database knows it as `turnout_operator`."""

    job: str
    request_id: str = ""
    on_behalf_of: str = ""

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.SYSTEM, self.job)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorContext:
    """An operator of the platform: what they may, and the jobs that act on their behalf."""

    operator_id: UUID
    user_id: UUID
    actor: Actor
    role: str
    permissions: frozenset[str]
    login_id: UUID | None = None
    address: str = ""
    request_id: str = ""

    def job(self, name: str) -> SystemContext:
        """A job of the platform that the log ascribes to this operator."""
        return SystemContext(
            job=name, request_id=self.request_id, on_behalf_of=f"operator:{self.user_id}"
        )

    def job_in(self, organization_id: UUID, name: str) -> OrganizationContext:
        """The same inside one organization."""
        return OrganizationContext(
            organization_id=organization_id,
            actor=Actor(ActorKind.SYSTEM, name),
            on_behalf_of=f"operator:{self.user_id}",
            request_id=self.request_id,
        )


TenantContext: TypeAlias = OrganizationContext | PublicContext
Context: TypeAlias = OrganizationContext | PublicContext | PersonContext | SystemContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """What a request without organization or sign-in tells about its sender."""

    address: str
    agent: str = ""
    locale: str = "en"
    request_id: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


def system_in(organization_id: UUID, job: str, *, request_id: str = "") -> OrganizationContext:
    """A job's context inside one organization: what a claimed id is worked off under."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.SYSTEM, job),
        request_id=request_id,
    )


def as_organization(ctx: TenantContext) -> OrganizationContext:
    """The same organization and actor, where a lower use case asks for the wider type."""
    if isinstance(ctx, OrganizationContext):
        return ctx
    return OrganizationContext(
        organization_id=ctx.organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
        idempotency=ctx.idempotency,
    )
