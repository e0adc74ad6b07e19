"""What is announced of answers to disputes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAnswered(Fact):
    """The provider took evidence (`evidence`), or that the dispute is let go (`acceptance`)."""

    name: ClassVar[str] = "disputes.answered.v1"
    dispute_id: UUID
    payment_id: UUID
    kind: str
