"""What is announced of erased persons."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Fact):
    """A person was taken out of the organization's records: copies elsewhere should follow.

    `user_id` is empty for somebody who never had an account.
    """

    name: ClassVar[str] = "privacy.person-erased.v1"
    erasure_id: UUID
    user_id: UUID | None
