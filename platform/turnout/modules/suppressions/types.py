"""Entries of the suppression list as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.suppressions.models import SuppressionReason, SuppressionScope


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSuppression:
    """An address to put on the list."""

    email: str
    scope: str
    note: str
    reason: str = SuppressionReason.MANUAL.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An entry as the team sees it."""

    component: ClassVar[str] = "Suppression"

    id: UUID
    email: Annotated[str, "In small letters."]
    reason: Annotated[str, one_of(SuppressionReason)]
    scope: Annotated[
        str, one_of(SuppressionScope), "`all`: tickets too; `news`: what nobody asked for."
    ]
    note: Annotated[str, "The far server's words, or those of the team."]
    version: int
    created_at: datetime
    created_by: Annotated[str, "The actor, as the audit log names them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the sender has to know of an address on the list."""

    email: str
    reason: str
    scope: str
