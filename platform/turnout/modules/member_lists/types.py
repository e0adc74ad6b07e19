"""Member lists and their numbers as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberList:
    """A list of members as the team sees it."""

    component: ClassVar[str] = "MemberList"
    id: UUID
    name: Annotated[str, "For the team; buyers see the name of the price rule."]
    version: int
    created_at: datetime
    numbers: Annotated[int, "How many numbers are on it."]
    uses: Annotated[int, "Units that were ordered by its numbers and not given back."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """A number as a table says it."""

    number: str
    key: str
    """How it is looked up: capital letters and digits alone."""
    expires_at: datetime | None = None
    maximum_uses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNumber:
    """A number as the team sees it."""

    component: ClassVar[str] = "MemberListsNumber"
    id: UUID
    number: str
    expires_at: Annotated[datetime | None, "From this instant on it is not valid any more."]
    maximum_uses: Annotated[int | None, "Units that may be ordered by it; null: any number."]
    uses: Annotated[int, "Units that were ordered by it and not given back."]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedNumbers:
    """What became of the rows of a table."""

    component: ClassVar[str] = "MemberListsImportedNumbers"
    added: int
    changed: Annotated[int, "Numbers that were there, with another end or another limit."]
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsableNumber:
    """A number that a buyer gave, as a list has it."""

    id: UUID
    member_list_id: UUID
    expires_at: datetime | None
    left: int | None
    """Units that may still be ordered by it; None: any number."""
