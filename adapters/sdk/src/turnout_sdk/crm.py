"""The contract between Turnout and an organization's customer database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person as the customer database knows them; `fields` are its own, by its own names."""

    provider_ref: str
    email: str
    changed_at: datetime
    given_name: str = ""
    family_name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What Turnout tells about somebody; an empty text leaves what is there."""

    email: str
    given_name: str = ""
    family_name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class ActivityKind(StrEnum):
    REGISTERED = "registered"
    PAID = "paid"
    CANCELLED = "cancelled"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something a person did. `key` never changes: telling it again adds nothing."""

    key: str
    email: str
    kind: ActivityKind
    title: str
    occurred_at: datetime
    amount: Money | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldInfo:
    """A field of the customer database that an organizer may map to one of ours."""

    name: str
    title: str
    is_read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the customer database can do, as data."""

    pull: bool = False
    push: bool = False
    activities: bool = False
    own_fields: bool = False


@runtime_checkable
class Pulls(Protocol):
    def contacts(self, since: datetime | None) -> Iterator[Contact]:
        """Yield who changed at or after `since`, oldest change first, page by page as read."""


@runtime_checkable
class Pushes(Protocol):
    def push(self, person: Person) -> str:
        """Make or change the contact with this address; return the provider's name for it."""


@runtime_checkable
class Records(Protocol):
    def record(self, activity: Activity) -> None:
        """Add it to the person's history once, however often it is told."""


@runtime_checkable
class Describes(Protocol):
    def fields(self) -> tuple[FieldInfo, ...]:
        """List the fields that contacts have there."""
