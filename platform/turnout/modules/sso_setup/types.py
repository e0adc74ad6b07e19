"""What crosses this module's border: set-up links."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.modules.sso.api import IdentityProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupLink:
    """A link by which somebody without an account sets up one identity provider."""

    component: ClassVar[str] = "SsoSetupLink"
    id: UUID
    created_by: UUID
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: Annotated[datetime | None, "When it was opened last"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSetupLink(SetupLink):
    component: ClassVar[str] = "SsoMadeSetupLink"
    url: Annotated[str, "Shown once: whoever has it sets up this provider"] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLink(SetupLink):
    provider_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSetup:
    """What a set-up link opens, and the context in which its holder acts."""

    ctx: OrganizationContext
    link_id: UUID
    provider: IdentityProvider
    organization_name: str
    expires_at: datetime
