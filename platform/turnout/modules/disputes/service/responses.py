"""Answers to a dispute: written down with their key, sent by a task, recorded."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, NotFound, TurnoutError, require_version
from turnout.kernel.http import idempotency
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import permissions
from turnout.modules.connections import api as connections
from turnout.modules.disputes import policies, queries, rules
from turnout.modules.disputes.errors import (
    AlreadyAnswered,
    AnswerNotOffered,
    DeadlinePassed,
    DisputeDecided,
)
from turnout.modules.disputes.facts import DisputeAnswered
from turnout.modules.disputes.metrics import RESPONSES
from turnout.modules.disputes.service import evidence
from turnout.modules.disputes.types import (
    Content,
    DisputeResponse,
    EvidenceTopic,
    Obstacle,
    ResponseKind,
    ResponseState,
    StoredResponse,
)
from turnout.modules.files import api as files
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import Dispute
from turnout_sdk.disputes import (
    AcceptsDisputes,
    DisputeAcceptance,
    DisputeAnswer,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
    EvidenceLimits,
    SubmitsEvidence,
)
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS, EVIDENCE_SECONDS

LEASE_SECONDS: Final = 60
"""Longer than the longest call: one that was sent longer ago was interrupted."""
KEYS_LAST: Final = timedelta(hours=20)
"""An answer whose fate is open is not repeated after that: providers forget keys after a day."""
MOST_AT_ONCE: Final = 200
LONGEST_ERROR: Final = 300
OPEN: Final = (ResponseState.PLANNED, ResponseState.SENDING)
REFUSALS: Final[dict[Obstacle, type[TurnoutError]]] = {
    Obstacle.DECIDED: DisputeDecided,
    Obstacle.DEADLINE: DeadlinePassed,
    Obstacle.ANSWERED: AlreadyAnswered,
}
log = structlog.get_logger(__name__)


def submit_evidence(
    ctx: OrganizationContext, dispute_id: UUID, *, version: int | None
) -> DisputeResponse:
    """Have the draft sent as it is; it can be sent once. `version` is the draft that was seen."""
    policies.require_can_answer(ctx)
    return _respond(ctx, dispute_id, ResponseKind.EVIDENCE, version=version)


def accept_dispute(ctx: OrganizationContext, dispute_id: UUID) -> DisputeResponse:
    """Let the dispute go: the money stays with the buyer. It cannot be taken back."""
    policies.require_can_answer(ctx)
    return _respond(ctx, dispute_id, ResponseKind.ACCEPTANCE, version=None)


def list_due_responses(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, response) that wait to be sent, or sent again."""
    with transaction(ctx) as tx:
        return list(queries.list_due_responses(tx, limit=MOST_AT_ONCE))


def send_response(ctx: OrganizationContext, response_id: UUID) -> None:
    """Ask the provider, outside any transaction, and write down what became of it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        leased = _lease(tx, response_id)
    if leased is None:
        return
    response, dispute = leased
    try:
        answer = _ask(ctx, response, dispute)
    except (AdapterError, TurnoutError) as error:
        log.warning("dispute not answered", kind=response.kind, why=str(error))
        with transaction(ctx) as tx:
            _record_failure(tx, response, dispute, error)
        return
    with transaction(ctx) as tx:
        _record_answer(tx, response, dispute, answer)
    # The provider tells the rest by webhook; asked now, it is seen at once.
    with suppress(TurnoutError):
        payments.refresh_payment(ctx, dispute.payment_id)


def _respond(
    ctx: OrganizationContext, dispute_id: UUID, kind: ResponseKind, *, version: int | None
) -> DisputeResponse:
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        dispute = evidence.get_dispute(tx, dispute_id)
        queries.put_dispute(tx, dispute)
        stored = queries.lock_dispute(tx, dispute_id)
        limits = _require_answerable(tx, dispute, kind)
        content = Content()
        if kind is ResponseKind.EVIDENCE:
            require_version(version, stored.version)
            content = evidence.content_of(tx, dispute, stored.draft)
            if not (content.text or content.facts or content.files):
                says = "Write something, or choose a fact or a file."
                raise Invalid(FieldError("/text", says, "empty"))
            if limits is not None and limits.needs_file and not content.files:
                says = "The provider takes no evidence without a file."
                raise Invalid(FieldError("/files", says, "empty"))
        response_id = queries.insert_response(tx, dispute_id, kind=kind, content=content)
        arguments = (str(ctx.organization_id), str(response_id))
        tx.after_commit.append(lambda: enqueue("disputes.send_response", *arguments))
        [made, *_] = evidence.responses_of(tx, queries.list_responses(tx, dispute_id))
        idempotency.complete(tx, made)
        return made


def _require_answerable(
    tx: Transaction, dispute: Dispute, kind: ResponseKind
) -> EvidenceLimits | None:
    sent = queries.list_responses(tx, dispute.id)
    obstacle = evidence.obstacle_to(tx, dispute, sent)
    if obstacle is not None:
        refusal = REFUSALS[obstacle]
        raise refusal()
    ways = evidence.ways_of(tx, dispute)
    is_offered = ways.can_accept if kind is ResponseKind.ACCEPTANCE else ways.limits is not None
    if not is_offered:
        raise AnswerNotOffered
    return ways.limits


def _lease(tx: Transaction, response_id: UUID) -> tuple[StoredResponse, Dispute] | None:
    """Mark it as being sent; None where it is finished, or under way elsewhere."""
    response = queries.lock_response(tx, response_id)
    if response is None or response.state not in OPEN:
        return None
    if response.due_at is not None and response.due_at > tx.now:
        return None
    dispute = evidence.get_dispute(tx, response.dispute_id)
    if not response.is_unclear and response.sent_at is None:
        is_late = dispute.respond_by is not None and dispute.respond_by <= tx.now
        if dispute.state != "open" or is_late:
            why = "deadline" if is_late else "decided"
            queries.finish_response(tx, response_id, ResponseState.REFUSED, error=why)
            return None
    queries.lease_response(tx, response_id, until=tx.now + timedelta(seconds=LEASE_SECONDS))
    return response, dispute


def _ask(ctx: OrganizationContext, response: StoredResponse, dispute: Dispute) -> DisputeAnswer:
    opened = connections.open_gateway(ctx, dispute.connection_id)
    port = opened.port
    if response.kind == ResponseKind.ACCEPTANCE:
        if not isinstance(port, AcceptsDisputes):
            raise Declined("not-offered", "This provider takes no answers.")
        acceptance = DisputeAcceptance(key=response.key, dispute_ref=dispute.provider_ref)
        return _call(opened, lambda: _valid(port.accept_dispute(acceptance)), CALL_SECONDS)
    if not isinstance(port, SubmitsEvidence):
        raise Declined("not-offered", "This provider takes no evidence.")
    said = _evidence_of(ctx, response, dispute)
    return _call(opened, lambda: _valid(port.submit_evidence(said)), EVIDENCE_SECONDS)


def _call(
    opened: connections.Opened, function: Callable[[], DisputeAnswer], seconds: float
) -> DisputeAnswer:
    return runtime.current().calls.call(
        opened.adapter_key,
        opened.connection_id or "platform",
        function,
        timeout_seconds=seconds,
    )


def _valid(answer: object) -> DisputeAnswer:
    if isinstance(answer, DisputeAnswer) and isinstance(answer.standing, DisputeStanding):
        return answer
    raise Unclear("The adapter answered something that is no answer about a dispute.")


def _evidence_of(ctx: OrganizationContext, response: StoredResponse, dispute: Dispute) -> Evidence:
    content = response.content
    said = {each.topic: each.text for each in content.facts}
    return Evidence(
        key=response.key,
        dispute_ref=dispute.provider_ref,
        text=content.text,
        customer_name=content.customer_name,
        customer_email=content.customer_email,
        product=said.get(EvidenceTopic.PRODUCT, ""),
        service_date=date.fromisoformat(content.service_date) if content.service_date else None,
        access_log=said.get(EvidenceTopic.CHECK_INS, ""),
        communication=said.get(EvidenceTopic.MAILS, ""),
        terms=said.get(EvidenceTopic.TERMS, ""),
        refund_terms=said.get(EvidenceTopic.REFUND_TERMS, ""),
        files=tuple(
            EvidenceFile(
                kind=EvidenceFileKind(each.kind),
                name=each.name,
                media_type=each.media_type,
                content=_content_of(ctx, each.file_id),
            )
            for each in content.files
        ),
    )


def _content_of(ctx: OrganizationContext, file_id: UUID) -> bytes:
    try:
        return b"".join(files.open_file(ctx, file_id).pieces)
    except NotFound:
        raise Declined("file-gone", "A file of the evidence was deleted.") from None


def _record_answer(
    tx: Transaction, response: StoredResponse, dispute: Dispute, answer: DisputeAnswer
) -> None:
    standing = answer.standing.value
    queries.finish_response(tx, response.id, ResponseState.DONE, standing=standing)
    tx.publish(
        DisputeAnswered(dispute_id=dispute.id, payment_id=dispute.payment_id, kind=response.kind)
    )
    _count(tx, response, "done")


def _record_failure(
    tx: Transaction, response: StoredResponse, dispute: Dispute, error: Exception
) -> None:
    """Refused is final; what was not sent, or may have been, is tried again under its key."""
    said = (getattr(error, "code", "") or str(error))[:LONGEST_ERROR]
    if isinstance(error, Declined | Misconfigured | connections.Disabled | NotFound):
        queries.finish_response(tx, response.id, ResponseState.REFUSED, error=said)
        _count(tx, response, "refused")
        return
    is_unclear = response.is_unclear or not isinstance(error, Unavailable | TurnoutError)
    is_late = dispute.respond_by is not None and dispute.respond_by <= tx.now
    if is_late or tx.now - response.asked_at > KEYS_LAST:
        state = ResponseState.UNKNOWN if is_unclear else ResponseState.REFUSED
        queries.finish_response(tx, response.id, state, error=said)
    else:
        until = tx.now + rules.retry_delay(response.attempts + 1)
        queries.postpone_response(tx, response.id, until=until, error=said, is_unclear=is_unclear)
    _count(tx, response, "unclear" if is_unclear else "not_sent")


def _count(tx: Transaction, response: StoredResponse, outcome: str) -> None:
    tx.after_commit.append(lambda: RESPONSES.add(kind=response.kind, outcome=outcome))
