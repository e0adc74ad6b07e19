"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from turnout.kernel.http.answers import one_of

ACTIONS: Final = ("insert", "update", "delete")


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON_LINES = "jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change of one row. `before` and `after` leave out secrets; both are empty once erased."""

    seq: int
    at: datetime
    table: str
    row_id: UUID | None
    action: Annotated[str, one_of(ACTIONS)]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    actor: str
    """`user:<id>`, `token:<id>`, `handler:<name>`, `system:<job>` …"""
    on_behalf_of: str
    """`agency:<id>` when a member of an agency acted; else empty."""
    request_id: str
    is_sealed: bool
    """Part of the hash chain: a later alteration is found by `turnout audit verify`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSearch:
    """What to look for; None leaves a filter out. Times include `since` and exclude `until`."""

    table: str | None = None
    row_id: UUID | None = None
    actor: str | None = None
    action: str | None = None
    request_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesOfOrder:
    """Changes to look for: of these rows, and of notes and tags of an order that may be gone."""

    row_ids: list[UUID]
    order_id: UUID
    whole: list[str]
    """`table:action`, of which every entry is wanted."""
    columns: dict[str, list[str]]
    """Of a table's updates only those that changed one of these columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """One place where the log is not as it was sealed; `seq` is None for missing newest entries."""

    organization_id: UUID | None
    """None: the platform's own log."""
    seq: int | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of a walk along every organization's chain and the platform's."""

    organizations: int
    sealed: int
    """Entries in the chains, each of which was compared with its digest."""
    unsealed: int
    """Entries committed since the last sealing; nothing proves them yet."""
    erased: int
    """Entries whose contents were dropped for privacy; their digests still hold the chain."""
    tamperings: tuple[Tampering, ...]

    @property
    def is_whole(self) -> bool:
        return not self.tamperings
