"""Sending domains as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.sending_domains.models import SendingDomainState, SignedBy


class RecordKind(StrEnum):
    OWNERSHIP = "ownership"
    DKIM = "dkim"
    SPF = "spf"
    DMARC = "dmarc"
    RETURN = "return"


class Problem(StrEnum):
    """What is wrong with a record, in a word that never changes."""

    NOT_PROVEN = "not-proven"
    DKIM_MISSING = "dkim-missing"
    DKIM_REVOKED = "dkim-revoked"
    DKIM_OTHER_KEY = "dkim-other-key"
    SPF_MISSING = "spf-missing"
    SPF_TWICE = "spf-twice"
    SPF_WITHOUT_US = "spf-without-us"
    SPF_TOO_LATE = "spf-too-late"
    DMARC_MISSING = "dmarc-missing"
    DMARC_WRONG = "dmarc-wrong"
    NO_MAIL_SERVER = "no-mail-server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a look found of one record; it is stored as it is."""

    kind: RecordKind
    is_right: bool
    problem: Problem | None = None
    found: tuple[str, ...] = ()
    selector: str = ""
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRecord:
    """One record of the name system: what to set, and what stands there."""

    component = "SendingDomainRecord"
    kind: Annotated[str, one_of(RecordKind)]
    type: Annotated[str, one_of(["TXT", "MX", "CNAME"])]
    name: Annotated[str, "Where it is set."]
    value: Annotated[str, "What to paste; empty where your mail server or provider says it."]
    is_needed: Annotated[bool, "Mails leave by the domain only while it is right."]
    state: Annotated[str, one_of(["unchecked", "right", "wrong"])]
    problem: Annotated[str, one_of(["", *Problem])]
    found: Annotated[list[str], "What stands there instead, cut after 300 characters."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingDomain:
    """A domain, how it stands, and what is missing."""

    component = "SendingDomain"
    id: UUID
    domain: str
    address: Annotated[str, "From which mails come while the domain is verified and used."]
    signed_by: Annotated[str, one_of(SignedBy)]
    state: Annotated[str, one_of(SendingDomainState)]
    is_used: Annotated[bool, "The one that mails leave by; one of the organization at most."]
    records: list[SendingRecord]
    selector: Annotated[str, "Of the key that signs; empty where the provider signs."]
    next_selector: Annotated[str, "Of a key that signs as soon as its record is found."]
    checked_at: datetime | None
    verified_at: Annotated[datetime | None, "Since when it is verified without a break."]
    failing_since: datetime | None
    daily_limit: Annotated[
        int | None,
        "Announcements that leave by it today; the rest leaves from the platform's address. "
        "null: as many as there are. Other mails are not counted.",
    ]
    announced_today: int
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDomain:
    """A row of the table."""

    organization_id: UUID
    id: UUID
    domain: str
    local_part: str
    signed_by: str
    state: str
    is_used: bool
    selectors: list[str]
    keys: bytes | None = field(repr=False)
    public_keys: list[str]
    findings: list[dict[str, object]]
    checked_at: datetime | None
    verified_at: datetime | None
    failing_since: datetime | None
    created_at: datetime
    version: int

    @property
    def address(self) -> str:
        return f"{self.local_part}@{self.domain}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSendingDomain:
    """What is asked for: the address, and who signs."""

    domain: str
    local_part: str
    signed_by: SignedBy
    selectors: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSender:
    """From where a mail of an organization leaves, and by which key it is signed."""

    domain_id: UUID
    organization_id: UUID
    domain: str
    address: str
    signed_by: SignedBy
    selector: str
    keys: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDomain:
    """A domain whose records are to be looked at."""

    organization_id: UUID
    id: UUID
