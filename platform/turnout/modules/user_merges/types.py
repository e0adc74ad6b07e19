"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUserMerge:
    """Which account goes into which, and why."""

    from_user_id: UUID
    into_user_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge did, in numbers: it names nobody."""

    organizations: Annotated[int, "In how many organizations something was found"]
    moved: Annotated[dict[str, int], "Rows that are the other account's now, by table"]
    ended: Annotated[dict[str, int], "Rows that went, by table: proofs, and what both had"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMerge:
    """Two accounts made one: `into_user_id` has what both had."""

    id: UUID
    from_user_id: UUID
    into_user_id: UUID
    from_email: Annotated[str, "Empty once it is done: the address is free again"]
    into_email: str
    reason: str
    asked_by: Annotated[str, "The operator: `operator:<id>`"]
    asked_at: datetime
    done_at: Annotated[datetime | None, "Null while it is under way"]
    report: Annotated[MergeReport | None, "What was done so far"]

    @classmethod
    def of(cls, **row: Any) -> "UserMerge":
        said = row["report"]
        report = None if said is None else codec.convert(said, MergeReport)
        return cls(**row | {"report": report})
