"""What crosses this module's border: set-up links and test sign-ins."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.modules.sso.api import IdentityProvider, explanation_of


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttempt:
    """A test sign-in whose answer has not come yet."""

    id: UUID
    link_id: UUID | None
    by_user_id: UUID | None
    sealed: bytes = field(repr=False)
    back_to: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTest:
    """Where a browser goes on after a test sign-in."""

    id: UUID
    back_to: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSignIn:
    """What a test sign-in came to; nobody was signed in by it."""

    component: ClassVar[str] = "SsoTestSignIn"
    id: UUID
    at: datetime
    outcome: Annotated[str, "`passed` or `refused`"]
    reason: Annotated[str, "Why it would be refused, as a word that never changes"]
    explanation: Annotated[str, "What is wrong and where to change it"]
    detail: str
    claims: Annotated[dict[str, Any], "What the provider said of the person"]
    email: str
    name: str
    groups: tuple[str, ...]
    role: Annotated[str, "What they would be here"]
    is_known: Annotated[bool, "Whether they signed in by this provider before"]

    @classmethod
    def of(cls, **row: Any) -> "TestSignIn":
        said = row.pop("result")
        reason = said["reason"]
        return cls(
            **row,
            **said | {"groups": tuple(said["groups"])},
            outcome="refused" if reason else "passed",
            explanation=explanation_of(reason),
        )
