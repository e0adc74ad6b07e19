"""What crosses this module's border: plain values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL

LONGEST_GRACE_DAYS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecondFactorPolicy:
    roles: tuple[str, ...]
    grace_days: int = 7
    counts_sso: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorPolicy:
    """Which roles ask for a second factor."""

    component: ClassVar[str] = "SecondFactorPolicy"
    id: Annotated[UUID, "All zeros where no role ever asked"]
    roles: Annotated[tuple[str, ...], "By their keys; empty: no role asks"]
    grace_days: int
    counts_sso: Annotated[bool, "Whether the organization's own identity provider counts as one"]
    demanded_from: Annotated[
        datetime | None, "The end of the days of grace; of the role asked last, where they differ"
    ]
    version: int
    role_demands: Annotated[dict[str, datetime], INTERNAL] = field(default_factory=dict)
    """Role → from when it is asked; one that is not named: from `demanded_from` on."""

    @classmethod
    def of(cls, **row: Any) -> "SecondFactorPolicy":
        demands = {role: datetime.fromisoformat(at) for role, at in row["role_demands"].items()}
        return cls(**row | {"roles": tuple(row["roles"]), "role_demands": demands})


ASKS_NOBODY: Final = SecondFactorPolicy(
    id=UUID(int=0), roles=(), grace_days=7, counts_sso=False, demanded_from=None, version=0
)
