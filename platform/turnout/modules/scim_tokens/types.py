"""What crosses this module's border: tokens of directories and their requests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScimToken:
    name: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScimToken:
    """The bearer token of a directory; its secret is shown once and kept as a hash."""

    component: ClassVar[str] = "ScimToken"

    id: UUID
    name: str
    created_by: UUID
    created_at: datetime
    expires_at: Annotated[datetime | None, "Null: it is good until it is revoked"]
    revoked_at: datetime | None
    replaced_until: Annotated[
        datetime | None, "Until when the secret before the last rotation is good; null for none"
    ]
    last_used_at: Annotated[datetime | None, "To the minute; null: never yet"]
    version: int

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or (
            self.expires_at is not None and self.expires_at <= now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedScimToken:
    """A token with its secret, which nobody is shown again."""

    component: ClassVar[str] = "ScimIssuedScimToken"

    token: ScimToken
    secret: Annotated[str, "To be entered at the provider; it is shown this once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScimRequest:
    """One line of the log: a change that was made, or a request that was refused and why."""

    component: ClassVar[str] = "ScimRequest"
    id: UUID
    at: datetime
    token_id: Annotated[UUID | None, "Null: the token was none of the organization's"]
    method: str
    path: Annotated[str, "Below the base address"]
    status: int
    reason: Annotated[str, "Why it was refused, as a word that never changes; empty: done"]
    detail: Annotated[str, "The same as the provider was told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownScimToken:
    """What a secret stands for."""

    token_id: UUID
    is_revoked: bool
    expires_at: datetime | None
    ends_at: datetime | None
    used_at: datetime | None
