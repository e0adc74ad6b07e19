"""Audit streams: made, shown, paused, deleted; sent batch after batch in the logs' order.

How far a batch reaches is written before it is sent. If the answer gets lost, or the worker, the
same events go out again under the same ids and sequence numbers: at least once, and told apart.
"""

import secrets
from dataclasses import asdict
from datetime import timedelta
from time import monotonic
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.context import (
    OperatorContext,
    OrganizationContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, TurnoutError, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.addresses import require_callable, require_possible_host
from turnout.kernel.outbound.log_lines import require_certificate, send_lines
from turnout.kernel.outbound.outbound_http import NoAnswer, send_request
from turnout.modules.audit import api as audit
from turnout.modules.audit_streams import policies, queries, rules
from turnout.modules.audit_streams.errors import AuditStreamNotFound, TooManyStreams
from turnout.modules.audit_streams.metrics import BATCHES, SENT
from turnout.modules.audit_streams.rules import Batch
from turnout.modules.audit_streams.types import (
    AuditStream,
    AuditStreamUpdate,
    CreatedAuditStream,
    Cursor,
    NewAuditStream,
    StreamKind,
)
from turnout.modules.security_events import api as security_events

Owner = OrganizationContext | OperatorContext
FIELD: Final = "audit_streams.secret"
JOB: Final = "audit_streams.send"
AT_ONCE: Final = 20
MOST_SECONDS: Final = 60
"""How long one stream may keep a worker; then it waits for its next turn."""

log = structlog.get_logger(__name__)


def list_streams(ctx: Owner) -> list[AuditStream]:
    """Every stream with how it is doing, oldest first."""
    policies.require_can_manage(ctx)
    owner = _owner(ctx)
    with transaction(_job(ctx, "list")) as tx:
        return queries.list_streams(tx, owner)


def get_stream(ctx: Owner, stream_id: UUID) -> AuditStream:
    policies.require_can_manage(ctx)
    owner = _owner(ctx)
    with transaction(_job(ctx, "get")) as tx:
        return _found(queries.find_stream(tx, owner, stream_id))


def create_stream(ctx: Owner, new: NewAuditStream) -> CreatedAuditStream:
    """Begin to stream: what happens from now on, or the whole log where that is asked for."""
    policies.require_can_manage(ctx)
    _require_valid(new)
    owner, stream_id = _owner(ctx), new_id()
    secret = secrets.token_urlsafe(32) if new.kind == StreamKind.WEBHOOK else ""
    _record(ctx, "create-audit-stream", stream_id)
    with transaction(_job(ctx, "create")) as tx:
        if len(queries.list_streams(tx, owner)) >= rules.MOST_STREAMS:
            raise TooManyStreams
        audit_position, security_position = (0, 0) if new.from_beginning else _ends(tx, owner)
        values = asdict(new) | {
            "id": stream_id,
            "belongs_to": owner,
            "kind": new.kind.value,
            "secret": _seal(secret, owner) if secret else None,
            "audit_position": audit_position,
            "security_position": security_position,
        }
        queries.insert_stream(tx, values)
        made = _found(queries.find_stream(tx, owner, stream_id))
    return CreatedAuditStream(stream=made, signing_secret=secret)


def update_stream(
    ctx: Owner, stream_id: UUID, changes: AuditStreamUpdate, *, version: int | None
) -> AuditStream:
    """Rename a stream, pause it or let it go on; it goes on where it was."""
    policies.require_can_manage(ctx)
    owner = _owner(ctx)
    _record(ctx, "update-audit-stream", stream_id)
    with transaction(_job(ctx, "update")) as tx:
        before = _found(queries.lock_stream(tx, owner, stream_id))
        require_version(version, before.version)
        queries.update_stream(tx, stream_id, name=changes.name, is_active=changes.is_active)
        if changes.is_active:
            queries.rest(tx, stream_id, next_at=tx.now)
        return _found(queries.find_stream(tx, owner, stream_id))


def delete_stream(ctx: Owner, stream_id: UUID) -> None:
    policies.require_can_manage(ctx)
    owner = _owner(ctx)
    _record(ctx, "delete-audit-stream", stream_id)
    with transaction(_job(ctx, "delete")) as tx:
        if not queries.delete_stream(tx, owner, stream_id):
            raise AuditStreamNotFound


def _owner(ctx: Owner) -> UUID | None:
    """The organization whose streams they are; None for the platform's."""
    return ctx.organization_id if isinstance(ctx, OrganizationContext) else None


def _seal(secret: str, owner: UUID | None) -> bytes:
    return runtime.current().keys.seal(secret.encode(), organization_id=owner, field=FIELD)


def _unseal(sealed: bytes, owner: UUID | None) -> bytes:
    return runtime.current().keys.open(sealed, organization_id=owner, field=FIELD)


def _require_valid(new: NewAuditStream) -> None:
    known = runtime.current().rules
    if new.kind == StreamKind.WEBHOOK:
        if not new.url:
            raise Invalid(FieldError("/url", "Say to which address to send.", "required"))
        require_callable(new.url, known, pointer="/url")
        return
    if not new.host:
        raise Invalid(FieldError("/host", "Say to which server to send.", "required"))
    require_possible_host(new.host, new.port, known, pointer="/host")
    if new.ca_certificate:
        require_certificate(new.ca_certificate, pointer="/ca_certificate")


def _ends(tx: Transaction, owner: UUID | None) -> tuple[int, int]:
    """Where the two logs end at present."""
    return (
        audit.last_position(tx, organization_id=owner),
        security_events.last_log_position(tx, organization_id=owner),
    )


def _job(ctx: Owner, verb: str) -> OrganizationContext | SystemContext:
    return ctx.job(f"audit_streams.{verb}") if isinstance(ctx, OperatorContext) else ctx


def _record(ctx: Owner, act: str, stream_id: UUID) -> None:
    """An operator's change is their act; a member's is in the security events too."""
    told = {"stream_id": stream_id}
    if isinstance(ctx, OperatorContext):
        reason = "the platform's own log"
        security_events.record_operator_act(ctx, act, reason=reason, details=told)
        return
    security_events.record_in_organization(
        ctx.organization_id,
        security_events.SecurityEventKind.STREAM_CHANGED,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
        details={"act": act, **told},
    )


def _found(stream: AuditStream | None) -> AuditStream:
    if stream is None:
        raise AuditStreamNotFound
    return stream


def claim_due_streams(ctx: SystemContext) -> list[UUID]:
    """Take the streams whose turn it is; each is to be sent by `send_stream`."""
    with transaction(ctx) as tx:
        return queries.claim_due(tx, until=tx.now + rules.LEASE, most=AT_ONCE)


def send_stream(ctx: SystemContext, stream_id: UUID) -> int:
    """Send what a stream has not sent yet, for a minute at most; how many events were received."""
    started, received = monotonic(), 0
    wait = timedelta(0)
    while monotonic() - started < MOST_SECONDS:
        cursor, batch = _next(ctx, stream_id)
        if cursor is None:
            return received
        if not batch.events:
            wait = timedelta(seconds=rules.IDLE_SECONDS)
            break
        try:
            _send(cursor, batch)
        except TurnoutError as error:
            _fail(ctx, cursor, error)
            return received
        _receive(ctx, cursor, batch)
        received += len(batch.events)
    with transaction(ctx) as tx:
        queries.rest(tx, stream_id, next_at=tx.now + wait)
    return received


def _next(ctx: SystemContext, stream_id: UUID) -> tuple[Cursor | None, Batch]:
    """The batch that is to go out: the one that was begun, or a new one, which is begun by this."""
    with transaction(ctx) as tx:
        cursor = queries.find_cursor(tx, stream_id)
    if cursor is None:
        return None, Batch((), 0, 0)
    with transaction(_reader(ctx, cursor)) as tx:
        batch = _read(tx, cursor)
    if batch.events and cursor.batch_audit is None:
        with transaction(ctx) as tx:
            queries.begin_batch(
                tx, stream_id, audit_to=batch.audit_to, security_to=batch.security_to
            )
    return cursor, batch


def _reader(ctx: SystemContext, cursor: Cursor) -> OrganizationContext | SystemContext:
    return ctx if cursor.belongs_to is None else system_in(cursor.belongs_to, JOB)


def _read(tx: Transaction, cursor: Cursor) -> Batch:
    entries = audit.list_sealed(
        tx, organization_id=cursor.belongs_to, after=cursor.audit_position, limit=rules.BATCH
    )
    records = security_events.list_numbered(
        tx, organization_id=cursor.belongs_to, after=cursor.security_position, limit=rules.BATCH
    )
    if cursor.batch_audit is not None and cursor.batch_security is not None:
        entries = [each for each in entries if each[0] <= cursor.batch_audit]
        records = [each for each in records if each.position <= cursor.batch_security]
    return rules.batch_of(cursor, entries, records)


def _send(cursor: Cursor, batch: Batch) -> None:
    current = runtime.current()
    host = current.settings.public_host.partition(":")[0]
    payload = rules.payload(cursor.kind, batch.events, first=cursor.sequence + 1, host=host)
    if cursor.kind != StreamKind.WEBHOOK:
        send_lines(
            cursor.host,
            cursor.port,
            payload,
            rules=current.rules,
            ca_certificate=cursor.ca_certificate,
        )
        return
    secret = _unseal(cursor.secret or b"", cursor.belongs_to)
    signed = rules.signature(secret, payload, at=int(clock.now().timestamp()))
    headers = {"Content-Type": "application/json", "Turnout-Signature": signed}
    answer = send_request(
        "POST",
        cursor.url,
        rules=current.rules,
        purpose="audit-stream",
        content=payload,
        headers=headers,
    )
    if not answer.is_success:
        raise NoAnswer(f"the answer was {answer.status}", was_sent=True)


def _receive(ctx: SystemContext, cursor: Cursor, batch: Batch) -> None:
    with transaction(ctx) as tx:
        queries.note_received(tx, cursor, count=len(batch.events))
    BATCHES.add(kind=cursor.kind, outcome="received")
    SENT.add(len(batch.events), kind=cursor.kind)


def _fail(ctx: SystemContext, cursor: Cursor, error: TurnoutError) -> None:
    """Rest, longer each time; nothing is skipped, however long it takes."""
    BATCHES.add(kind=cursor.kind, outcome="failed")
    log.warning("audit stream not received", stream_id=str(cursor.id), why=str(error))
    with transaction(ctx) as tx:
        queries.note_failed(
            tx,
            cursor.id,
            error=str(error)[:300],
            next_at=tx.now + rules.wait_after(cursor.failures + 1),
        )
