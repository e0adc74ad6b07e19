"""Bulk edits of ticket types as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.modules.catalog import api as catalog

EDITED: Final = (
    "price_minor",
    "sales_start_at",
    "sales_end_at",
    "is_hidden",
    "minimum_per_order",
    "maximum_per_order",
    "maximum_per_person",
)
"""The fields that a bulk edit may change."""


class Rounding(StrEnum):
    """To which multiple of the step a price goes."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """What becomes of each price: one of the first three is said, then it is rounded."""

    set_minor: int | None = None
    add_minor: int | None = None
    percent_bp: int | None = None
    round_to_minor: int = 1
    rounding: str = Rounding.NEAREST.value


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBulkEdit:
    """What is changed of which ticket types; `versions` are those that the editor saw."""

    versions: Mapping[UUID, int]
    """By ticket type, in the order in which they were named."""
    price: PriceChange | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The same value for each, by the names of `EDITED`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedValues:
    """Of a ticket type, what a bulk edit may change."""

    component: ClassVar = "BulkEditsValues"
    price_minor: int
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    is_hidden: bool
    minimum_per_order: int
    maximum_per_order: int
    maximum_per_person: int | None

    @classmethod
    def of(cls, offer: catalog.Offer) -> "EditedValues":
        return cls(
            price_minor=offer.price.minor,
            sales_start_at=offer.sales_start_at,
            sales_end_at=offer.sales_end_at,
            is_hidden=offer.is_hidden,
            minimum_per_order=offer.minimum,
            maximum_per_order=offer.maximum,
            maximum_per_person=offer.maximum_per_person,
        )

    def changes_to(self, other: "EditedValues") -> dict[str, Any]:
        """What differs there, by name."""
        return {
            name: getattr(other, name)
            for name in EDITED
            if getattr(self, name) != getattr(other, name)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProblem:
    """Why a ticket type cannot be changed so."""

    component: ClassVar = "BulkEditsProblem"
    field: Annotated[str, "Of the ticket type; `version`: somebody else changed it since."]
    detail: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedType:
    """One ticket type of a bulk edit."""

    component: ClassVar = "BulkEditsTicketType"
    ticket_type_id: UUID
    name: Annotated[str, "As it was when it was edited."]
    currency: str
    version: Annotated[int, "Of a preview the one that it has, else that which the edit gave it."]
    before: EditedValues
    after: Annotated[EditedValues, "The same as before where nothing changes."]
    problems: Sequence[EditProblem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEditPreview:
    """What a bulk edit would do; nothing was changed."""

    component: ClassVar = "BulkEditsPreview"
    items: list[EditedType]
    is_possible: Annotated[bool, "No ticket type has a problem, and at least one changes."]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEdit:
    """A bulk edit that was made: the ticket types that it changed."""

    component: ClassVar = "BulkEdit"
    id: UUID
    event_id: UUID
    created_at: datetime
    items: list[EditedType]
    undone_at: datetime | None
    can_undo: Annotated[bool, "Nobody has changed any of these ticket types since."]
