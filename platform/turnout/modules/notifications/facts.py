"""Facts of notifications."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSent(Fact):
    """The next mail server took responsibility; whether it was read nobody knows."""

    name: ClassVar[str] = "notifications.mail-sent.v1"
    mail_id: UUID
    template: str
    order_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFailed(Fact):
    """The mail will not be tried again by itself."""

    name: ClassVar[str] = "notifications.mail-failed.v1"
    mail_id: UUID
    template: str
    order_id: UUID | None = None
