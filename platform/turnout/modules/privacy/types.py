"""What crosses this module's border: plain values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Rows that point at rows of a person in another table."""

    column: str
    table: str
    unless: str = ""
    """A column that says, where it is not empty, that somebody else is meant."""


class ProcessingPurpose(StrEnum):
    """What personal data is processed for; each is an activity of the record of processing."""

    SALES = "sales"
    PAYMENTS = "payments"
    ADMISSION = "admission"
    PROGRAMME = "programme"
    MESSAGES = "messages"
    NEWS = "news"
    LEADS = "leads"
    TEAM = "team"
    FRAUD_PREVENTION = "fraud-prevention"
    SECURITY = "security"
    PRIVACY = "privacy"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTable:
    """What the registry says of one table: which rows are a person's, and what becomes of them."""

    name: str
    purpose: ProcessingPurpose | None = None
    """None where no row is anybody's."""
    user: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    of: tuple[Reference, ...] = ()
    named_in: tuple[Reference, ...] = ()
    ends_with: tuple[Reference, ...] = ()
    """By which rows go along at the end of their time, although another person may be meant."""
    id: str = "id"
    files: tuple[str, ...] = ()
    deletes_rows: bool = False
    erase: tuple[str, ...] = ()
    anonymise: Mapping[str, str] = field(default_factory=dict)
    own: tuple[tuple[str, ...], ...] = ()
    """Columns that belong together: the first is an address, and all are whose it is."""
    keep: Mapping[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    """Erased or kept like the others, and never copied out."""
    copy: Mapping[str, str] = field(default_factory=dict)
    """Read models: what becomes of their source becomes of them."""
    passing: Mapping[str, str] = field(default_factory=dict)
    """What goes by itself within days, and why it may stay until then."""
    free: tuple[str, ...] = ()
    holder: str = ""
    """A digest of the ticket's holder: rows of another one than the person are not copied out."""
    is_log: bool = False
    field: str = ""
    """By which an organization can set how long these rows are kept, apart from all others."""
    field_of: tuple[Reference, ...] = ()
    """By which rows are found at the end of their field's own time, and only then."""
    why: str = ""
    moves: tuple[str, ...] = ()
    """Columns that name the other account once two accounts are merged."""
    ends_rows: bool = False
    """Whether the rows go when their account is merged into another."""
    stays: str = ""
    """Why rows stay with an account that was merged into another."""

    @property
    def is_found(self) -> bool:
        """Whether rows of a person are looked for here."""
        return bool(self.user or self.email or self.contains or self.of or self.named_in)

    @property
    def hangs_on(self) -> tuple[Reference, ...]:
        """The rows with which these go, at one time or another."""
        return (*self.of, *self.ends_with, *self.field_of)

    @property
    def changed_columns(self) -> tuple[str, ...]:
        owned = tuple(each for group in self.own for each in group)
        return (*self.erase, *self.anonymise, *owned)

    @property
    def is_changed(self) -> bool:
        return self.deletes_rows or bool(self.changed_columns)

    @property
    def kept_by_reason(self) -> dict[str, tuple[str, ...]]:
        """The columns that stay, by why they do."""
        reasons: dict[str, tuple[str, ...]] = {}
        for column, reason in self.keep.items():
            reasons[reason] = (*reasons.get(reason, ()), column)
        return reasons

    @property
    def declared_columns(self) -> frozenset[str]:
        listed = (self.changed_columns, self.keep, self.derived, self.secret, self.copy)
        return frozenset(each for some in (*listed, self.passing, self.free) for each in some)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose data it is: the number of an account, proved addresses, or both."""

    user_id: UUID | None
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewErasure:
    """Whom to erase, from when on, and who asked."""

    user_id: UUID | None
    email: str
    reason: str
    asked_by: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure that was asked for; until `due_at` it can be cancelled."""

    id: UUID
    asked_at: datetime
    due_at: datetime
    cancelled_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDetail(Erasure):
    """The same as the operator sees it."""

    user_id: Annotated[UUID | None, "Empty for somebody who never had an account"]
    reason: str
    asked_by: Annotated[str, "Who asked: `user:<id>`, `operator:<id>` or the command line"]
    report: "Annotated[ErasureReport | None, 'What went and what stayed, once it is done']"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptData:
    """Rows with data of the person that stay, and why."""

    table: str
    columns: tuple[str, ...]
    rows: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What an erasure did, in numbers: it names nobody."""

    organizations: Annotated[int, "In how many organizations something was found"]
    deleted: Annotated[dict[str, int], "Rows that went, by table"]
    anonymised: Annotated[dict[str, int], "Rows that stay without the person, by table"]
    files: int
    audit_entries: Annotated[int, "Entries of the logs that lost their contents, not their place"]
    kept: tuple[KeptData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What was taken out of an organization's tables, and by which ids its log names it."""

    ids: list[UUID]
    deleted: dict[str, int]
    anonymised: dict[str, int]
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueErasure:
    """An erasure that this worker alone carries out."""

    id: UUID
    user_id: UUID | None
    email: str
    report: dict[str, Any] | None
    pending: dict[str, Any] | None
    """What was about to change when a worker stopped: its entries in the log still have to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the database has it."""

    name: str
    type: str
    is_nullable: bool
    is_generated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRows:
    """The person's rows of one table, in one organization or on the platform."""

    organization: str
    table: str
    rows: list[dict[str, Any]]


class CopyState(StrEnum):
    WAITING = "waiting"
    """A worker gathers it, or will."""
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataCopy:
    """A copy of everything that is kept of a person, without secrets."""

    id: UUID
    state: Annotated[str, one_of(CopyState)]
    asked_at: datetime
    done_at: datetime | None
    expires_at: Annotated[datetime | None, "Until when it can be downloaded, once it is ready"]
    bytes: Annotated[int, "The size of what was found so far"]
    pieces: Annotated[int, INTERNAL]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCopy:
    """A copy that this worker alone makes."""

    id: UUID
    user_id: UUID
    pieces: int
    last_organization_id: UUID | None
    """The one that was asked last; none before the first."""
