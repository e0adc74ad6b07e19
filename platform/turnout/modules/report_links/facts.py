"""Facts of report links."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinkCreated(Fact):
    """Whoever has a link sees the figures of a saved report until it ends."""

    name: ClassVar[str] = "report_links.created.v1"
    saved_report_id: UUID
    report_link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinkRevoked(Fact):
    """A link shows its report no more."""

    name: ClassVar[str] = "report_links.revoked.v1"
    saved_report_id: UUID
    report_link_id: UUID
