"""Facts of retention."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicyChanged(Fact):
    """Personal data of one kind is kept for another time after events; null: without an end."""

    name: ClassVar[str] = "retention.policy-changed.v1"
    kind: str
    months: int | None
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataExpired(Fact):
    """Personal data of these orders went as its time was over: copies elsewhere follow.

    Without orders what went of the event itself, such as its waitlist: `field` says what.
    """

    name: ClassVar[str] = "retention.personal-data-expired.v1"
    event_id: UUID
    kind: str
    order_ids: list[UUID]
    field: str = ""
    questions: list[str] = dataclass_field(default_factory=list)
    """Keys of the questions whose answers went, of a policy for a single field."""
