"""What is announced of data requests: whose they are and what they say is not told."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestReceived(Fact):
    """Somebody asks to have data put right, or objects to a purpose."""

    name: ClassVar[str] = "data_requests.received.v1"
    request_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestExtended(Fact):
    """The answer to a request takes up to two months longer."""

    name: ClassVar[str] = "data_requests.extended.v1"
    request_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestAnswered(Fact):
    """A request was granted or refused, or its person took it back."""

    name: ClassVar[str] = "data_requests.answered.v1"
    request_id: UUID
    kind: str
    state: str
