"""Notes and tags as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from turnout.kernel.http.answers import one_of


class TagColor(StrEnum):
    """Names, not values: each theme draws them with enough contrast."""

    GREY = "grey"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNote:
    """What somebody of the team wrote on an order, or on one of its attendees."""

    id: UUID
    order_id: UUID
    attendee_id: Annotated[UUID | None, "Null: the note is on the order as a whole"]
    text: str
    author: Annotated[str, "`user:<id>`, or `token:<id>` for a machine"]
    written_at: datetime
    edited_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTag:
    """A word of the organization's own for orders and attendees."""

    id: UUID
    name: str
    color: Annotated[str, one_of(TagColor)]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTag:
    name: str
    color: TagColor


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeTags:
    attendee_id: UUID
    tag_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsOfOrder:
    """The tags of an order, and those of its attendees."""

    order_id: UUID
    tag_ids: list[UUID]
    attendees: list[AttendeeTags]

    @classmethod
    def of(cls, order_id: UUID, links: list[tuple[UUID | None, UUID]]) -> Self:
        """From pairs of attendee, or None for the order itself, and tag."""
        found: dict[UUID | None, list[UUID]] = {}
        for attendee_id, tag_id in links:
            found.setdefault(attendee_id, []).append(tag_id)
        return cls(
            order_id=order_id,
            tag_ids=found.pop(None, []),
            attendees=[
                AttendeeTags(attendee_id=attendee_id, tag_ids=tags)
                for attendee_id, tags in found.items()
                if attendee_id is not None
            ],
        )

    def of_attendee(self, attendee_id: UUID) -> list[UUID]:
        return next(
            (each.tag_ids for each in self.attendees if each.attendee_id == attendee_id), []
        )


Said = dict[str, Any]
"""The fields of a change that were sent."""
