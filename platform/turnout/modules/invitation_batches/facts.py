"""What is announced of invitations by CSV."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationBatchSent(Fact):
    """A list of people was invited; each invitation is announced besides."""

    name: ClassVar[str] = "invitation_batches.sent.v1"
    batch_id: UUID
    invitations: int
