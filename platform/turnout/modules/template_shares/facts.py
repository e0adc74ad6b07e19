"""What is announced of template shares: in the agency, and in the client that used one."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShared(Fact):
    """Clients may make events of a template, or other clients than before."""

    name: ClassVar[str] = "template_shares.shared.v1"
    template_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUnshared(Fact):
    """No client may any more."""

    name: ClassVar[str] = "template_shares.ended.v1"
    template_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUsed(Fact):
    """A client made an event of its agency's template; told in the client."""

    name: ClassVar[str] = "template_shares.used.v1"
    event_id: UUID
    agency_id: UUID
    template_id: UUID
