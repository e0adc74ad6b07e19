"""Facts of message templates."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplatePublished(Fact):
    """Mails are made of this version from now on."""

    name: ClassVar[str] = "message_templates.published.v1"
    template_id: UUID
    message: str
    language: str
    event_id: UUID | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplateWithdrawn(Fact):
    """Mails are made of the built-in template again; a deleted one is withdrawn as well."""

    name: ClassVar[str] = "message_templates.withdrawn.v1"
    template_id: UUID
    message: str
    language: str
    event_id: UUID | None
