"""What is announced of figure shares."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresShared(Fact):
    """A member sees figures of an event, or others than before."""

    name: ClassVar[str] = "figure_shares.shared.v1"
    figure_share_id: UUID
    member_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShareEnded(Fact):
    """A member sees them no more."""

    name: ClassVar[str] = "figure_shares.ended.v1"
    figure_share_id: UUID
