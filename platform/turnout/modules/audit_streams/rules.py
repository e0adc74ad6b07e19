"""How events are ordered, worded and framed, and how long to wait: pure."""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from typing import Any, Final
from uuid import UUID

from turnout.modules.audit.api import AuditEntry
from turnout.modules.audit_streams.types import Cursor, StreamedEvent, StreamKind
from turnout.modules.security_events.api import NumberedEvent

BATCH: Final = 500
"""At most so many events of each log go out together."""
MOST_STREAMS: Final = 5
FIRST_WAIT: Final = 2
LONGEST_WAIT: Final = 300
IDLE_SECONDS: Final = 5
LEASE: Final = timedelta(minutes=3)
FACILITY_AUDIT: Final = 13
SEVERITY_NOTICE: Final = 5
SEVERITY_WARNING: Final = 4
ALARMING: Final = ("failed", "refused", "reused", "replayed", "elsewhere", "overridden")


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in their order, and how far they reach in either log."""

    events: tuple[StreamedEvent, ...]
    audit_to: int
    security_to: int


def batch_of(
    cursor: Cursor,
    entries: Sequence[tuple[int, AuditEntry]],
    records: Sequence[NumberedEvent],
) -> Batch:
    """Merge by time what keeps its order within each log; the same input is the same batch."""
    audit = _rising((each.at, _of_entry(cursor, place, each)) for place, each in entries)
    security = _rising((each.event.at, _of_record(cursor, each)) for each in records)
    merged = merge(audit, security, key=lambda each: each[0])
    return Batch(
        events=tuple(event for _, event in merged),
        audit_to=entries[-1][0] if entries else cursor.audit_position,
        security_to=records[-1].position if records else cursor.security_position,
    )


def _rising(
    events: Iterable[tuple[datetime, StreamedEvent]],
) -> Iterable[tuple[datetime, StreamedEvent]]:
    """Let no time lie before an earlier one's: merging must not turn two of one log round."""
    latest: datetime | None = None
    for at, event in events:
        latest = at if latest is None or at > latest else latest
        yield latest, event


def _of_entry(cursor: Cursor, position: int, entry: AuditEntry) -> StreamedEvent:
    before, after = entry.before or {}, entry.after or {}
    changed = sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
    body: dict[str, Any] = {
        "event": f"{entry.table}.{entry.action}",
        "row_id": entry.row_id,
        "actor": entry.actor,
        "on_behalf_of": entry.on_behalf_of,
        "request_id": entry.request_id,
        "changed": changed,
    }
    if cursor.with_values:
        body |= {"before": entry.before, "after": entry.after}
    return _event(cursor.belongs_to, "audit", position, entry.at, body)


def _of_record(cursor: Cursor, numbered: NumberedEvent) -> StreamedEvent:
    record = numbered.event
    body = {
        "event": record.kind,
        "user_id": record.user_id,
        "address": record.address,
        "actor": record.actor,
        "on_behalf_of": record.on_behalf_of,
        "request_id": record.request_id,
        "details": record.details,
    }
    return _event(cursor.belongs_to, "security", numbered.position, record.at, body)


def _event(
    belongs_to: UUID | None, log: str, position: int, at: datetime, body: dict[str, Any]
) -> StreamedEvent:
    owner = str(belongs_to) if belongs_to else "platform"
    told = {"organization_id": belongs_to, "log": log, "position": position, "at": at, **body}
    return StreamedEvent(id=f"{owner}/{log}/{position}", log=log, at=at, body=told)


def payload(kind: str, events: Sequence[StreamedEvent], *, first: int, host: str) -> bytes:
    """The bytes of a batch; `first` is the sequence number of its first event."""
    texts = [_json(event, first + index) for index, event in enumerate(events)]
    if kind == StreamKind.WEBHOOK:
        return f"[{','.join(texts)}]".encode()
    if kind == StreamKind.JSON_LINES:
        return "".join(f"{text}\n" for text in texts).encode()
    return b"".join(
        _frame(event, text, host=host) for event, text in zip(events, texts, strict=True)
    )


def _json(event: StreamedEvent, sequence: int) -> str:
    told = {"id": event.id, "sequence": sequence, **event.body}
    return json.dumps(told, default=_plain, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _frame(event: StreamedEvent, text: str, *, host: str) -> bytes:
    """One message (RFC 5424) in a frame that says its length (RFC 5425)."""
    is_alarming = any(word in str(event.body["event"]) for word in ALARMING)
    priority = FACILITY_AUDIT * 8 + (SEVERITY_WARNING if is_alarming else SEVERITY_NOTICE)
    at = event.at.isoformat(timespec="microseconds")
    # The byte order mark says that the rest is UTF-8.
    message = f"<{priority}>1 {at} {host} turnout - {event.log} - \ufeff{text}".encode()
    return f"{len(message)} ".encode() + message


def signature(secret: bytes, body: bytes, *, at: int) -> str:
    """`t=<seconds>,v1=<hex>` over `<seconds>.<body>`, as other webhooks have it."""
    mark = hmac.new(secret, f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={mark}"


def wait_after(failures: int) -> timedelta:
    """How long to rest after so many failures in a row: doubling, at most five minutes."""
    return timedelta(seconds=min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - 1, 10)))
