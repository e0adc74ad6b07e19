"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID


def _ids(values: list[str] | None) -> tuple[UUID, ...] | None:
    return None if values is None else tuple(UUID(each) for each in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApiToken:
    """What a token is to be: at most what its owner may at the time of each request."""

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime
    event_ids: tuple[UUID, ...] | None = None
    service_account_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token as its owner and managers see it; its secret is shown once and kept as a hash."""

    id: UUID
    name: str
    user_id: Annotated[UUID | None, "Whose it is; null for a service account's"]
    service_account_id: Annotated[UUID | None, "The service account that it stands for"]
    scopes: Annotated[tuple[str, ...], "At most these permissions, and at most its owner's"]
    event_ids: Annotated[tuple[UUID, ...] | None, "Null: every event that its owner has"]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    replaced_until: Annotated[
        datetime | None, "Until when the secret before the last rotation is good; null for none"
    ]
    last_used_at: Annotated[datetime | None, "To the minute or two; null: never yet"]
    version: int

    @classmethod
    def of(cls, **row: Any) -> "ApiToken":
        scopes = tuple(row.pop("scopes"))
        return cls(**row | {"event_ids": _ids(row["event_ids"])}, scopes=scopes)

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or self.expires_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedApiToken:
    """A token with its secret, which nobody is shown again."""

    token: ApiToken
    secret: Annotated[str, "Send it as `Authorization: Bearer …`; it is shown this once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """How a secret is replaced: how long the one before is still good, and a new end."""

    overlap_seconds: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewServiceAccount:
    name: str
    role: str
    event_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """A member that is no person: it has a role, and acts by its API tokens only."""

    id: UUID
    name: str
    role: str
    event_ids: Annotated[tuple[UUID, ...] | None, "Null: every event"]
    created_by: Annotated[UUID | None, "Who made it"]
    created_at: datetime
    version: int

    @classmethod
    def of(cls, **row: Any) -> "ServiceAccount":
        return cls(**row | {"event_ids": _ids(row["event_ids"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSecret:
    """What a secret stands for, as it is remembered between requests."""

    token_id: UUID
    organization_id: UUID
    user_id: UUID | None
    service_account_id: UUID | None
    scopes: tuple[str, ...]
    event_ids: tuple[UUID, ...] | None
    ends_at: datetime
    expires_at: datetime
    is_revoked: bool
    has_second_factor: bool = False
    """Whether the person has set one up; roles that ask for one ask their tokens' owner."""

    @classmethod
    def of(cls, **row: Any) -> "KnownSecret":
        scopes = tuple(row.pop("scopes"))
        return cls(**row | {"event_ids": _ids(row["event_ids"])}, scopes=scopes)

    @property
    def subject_id(self) -> UUID:
        """The person or service account whose rights it has."""
        subject = self.user_id or self.service_account_id
        if subject is None:
            raise LookupError(f"token {self.token_id} has no owner")
        return subject
