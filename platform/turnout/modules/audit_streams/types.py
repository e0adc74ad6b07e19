"""What crosses this module's border, and what its files hand each other: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class StreamKind(StrEnum):
    SYSLOG = "syslog"
    """RFC 5424 messages in the frames of RFC 5425, over TLS."""
    JSON_LINES = "json-lines"
    """One JSON object a line, over TLS."""
    WEBHOOK = "webhook"
    """HTTPS POST of a JSON array, signed."""


KINDS = tuple(each.value for each in StreamKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuditStream:
    """Where to send to. Syslog and lines name host and port, a webhook an address."""

    kind: StreamKind
    name: str
    host: str = ""
    port: int = 6514
    url: str = ""
    ca_certificate: str = ""
    with_values: bool = False
    from_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditStream:
    """A stream and how it is doing. The signing secret of a webhook is shown once, when made."""

    component: ClassVar[str] = "AuditStream"
    id: UUID
    kind: Annotated[str, one_of(KINDS)]
    name: str
    host: str
    port: int
    url: str
    ca_certificate: str
    with_values: Annotated[bool, "Whether changes carry the rows' contents, personal data too"]
    is_active: bool
    created_at: datetime
    version: int
    sequence: Annotated[int, "How many events the receiver has"]
    failures: Annotated[int, "Tries in a row that failed; 0: it is well"]
    last_error: str
    last_received_at: datetime | None
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedAuditStream:
    """A stream with the secret that signs its webhooks; empty for the other kinds."""

    stream: AuditStream
    signing_secret: Annotated[str, "HMAC-SHA256 key of `Turnout-Signature`; it is shown this once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditStreamUpdate:
    """What to change; None leaves it as it is."""

    name: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a stream is, and the batch that was begun and perhaps received."""

    id: UUID
    belongs_to: UUID | None
    kind: str
    host: str
    port: int
    url: str
    ca_certificate: str
    with_values: bool
    secret: bytes | None
    audit_position: int
    security_position: int
    sequence: int
    batch_audit: int | None
    batch_security: int | None
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedEvent:
    """One event as it goes out; `sequence` counts without a gap within a stream."""

    id: str
    log: str
    at: datetime
    body: dict[str, Any]
