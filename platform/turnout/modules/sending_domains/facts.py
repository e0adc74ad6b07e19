"""What is announced of sending domains."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingDomainVerified(Fact):
    """Every record that mails need is there: they come from the organization's own address.

    `was_failing`: they did before, until a record was gone.
    """

    name: ClassVar[str] = "sending_domains.verified.v1"
    domain_id: UUID
    domain: str
    was_failing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingDomainFailed(Fact):
    """A record is gone or wrong: mails come from the platform's address until it is mended."""

    name: ClassVar[str] = "sending_domains.failed.v1"
    domain_id: UUID
    domain: str
    problem: str
