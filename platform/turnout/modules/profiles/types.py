"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Avatar:
    """A person's picture, which whoever knows its address may see."""

    component: ClassVar[str] = "ProfilesAvatar"
    id: UUID
    url: Annotated[str, "A square of 256 pixels, as WebP"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """What somebody would like to hear of: categories of events, and places."""

    component: ClassVar[str] = "ProfilesInterests"
    categories: Annotated[tuple[str, ...], "As events have them"]
    places: Annotated[tuple[str, ...], "Cities, as events have them"]

    @property
    def is_empty(self) -> bool:
        return not (self.categories or self.places)
