"""Evidence of a dispute: what the platform knows of its order, and the draft of the team."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, NotFound, require_version
from turnout.modules.checkin import api as checkin
from turnout.modules.connections import api as connections
from turnout.modules.disputes import policies, queries, rules
from turnout.modules.disputes.errors import DisputeNotFound
from turnout.modules.disputes.types import (
    ChosenFile,
    Content,
    DisputeCase,
    DisputeResponse,
    EvidenceDraft,
    Limits,
    Obstacle,
    ProposedFact,
    ResponseState,
    StoredDispute,
    StoredResponse,
)
from turnout.modules.events import api as events
from turnout.modules.events.api import Event
from turnout.modules.files import api as files
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.orders import api as orders
from turnout.modules.orders.api import Order
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import Dispute
from turnout_sdk.disputes import EvidenceLimits

MOST_MAILS: Final = 100
USER: Final = "user:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the order behind a dispute; None of it for a payment without an order."""

    order: Order | None = None
    event: Event | None = None
    facts: list[ProposedFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the provider of a dispute takes an answer."""

    limits: EvidenceLimits | None = None
    can_accept: bool = False


def get_case(ctx: OrganizationContext, dispute_id: UUID) -> DisputeCase:
    """A dispute with the draft, what the platform proposes, and what was sent."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return case_of(tx, get_dispute(tx, dispute_id))


def save_draft(
    ctx: OrganizationContext, dispute_id: UUID, draft: EvidenceDraft, *, version: int | None
) -> DisputeCase:
    """Keep what is to be sent; nobody but the team sees it.

    A file that is not there or that the provider does not take is refused by its field.
    """
    policies.require_can_answer(ctx)
    chosen = [_described(ctx, each, number) for number, each in enumerate(draft.files)]
    with transaction(ctx) as tx:
        dispute = get_dispute(tx, dispute_id)
        queries.put_dispute(tx, dispute)
        require_version(version, queries.lock_dispute(tx, dispute_id).version)
        written = EvidenceDraft(
            text=draft.text.strip(), topics=list(dict.fromkeys(draft.topics)), files=chosen
        )
        limits = ways_of(tx, dispute).limits
        if limits is not None:
            _require_files_fit(chosen, limits)
            _require_text_fits(tx, dispute, written, limits)
        queries.save_draft(tx, dispute_id, written)
        return case_of(tx, dispute)


def get_dispute(tx: Transaction, dispute_id: UUID) -> Dispute:
    """The dispute as its provider tells it, or DisputeNotFound."""
    found = payments.find_dispute(tx, dispute_id)
    if found is None:
        raise DisputeNotFound
    return found


def ways_of(tx: Transaction, dispute: Dispute) -> Ways:
    """What the dispute's adapter can do; nothing where it is not there or switched off."""
    found = None
    with suppress(NotFound):
        found = connections.get_payment_connection(tx, dispute.connection_id)
    if found is None or not found.is_active:
        return Ways()
    can = found.capabilities
    return Ways(limits=can.dispute_evidence, can_accept=can.dispute_acceptance)


def known_of(tx: Transaction, dispute: Dispute) -> Known:
    """Gather what is known of the order that was paid."""
    try:
        order = orders.get_whole_order(tx, dispute.reference)
    except NotFound:
        return Known()
    event = events.get_event(tx, order.event_id)
    facts = rules.facts_of(
        order,
        event,
        checkins=checkin.list_of_tickets(tx, [each.id for each in order.tickets]),
        mails=notifications.list_newest_of_order(tx, order.id, after=None, limit=MOST_MAILS),
        terms=orders.applicable_terms_of(tx, order.id).then,
    )
    return Known(order=order, event=event, facts=facts)


def content_of(tx: Transaction, dispute: Dispute, draft: EvidenceDraft) -> Content:
    known = known_of(tx, dispute)
    return rules.content_of(draft, known.facts, known.order, known.event)


def obstacle_to(tx: Transaction, dispute: Dispute, sent: list[StoredResponse]) -> Obstacle | None:
    return rules.obstacle_to(
        is_open=dispute.state == "open",
        respond_by=dispute.respond_by,
        is_answered=any(each.state != ResponseState.REFUSED for each in sent),
        now=tx.now,
    )


def case_of(tx: Transaction, dispute: Dispute) -> DisputeCase:
    stored = queries.find_dispute(tx, dispute.id) or StoredDispute(
        id=dispute.id, payment_id=dispute.payment_id, version=1, draft=EvidenceDraft()
    )
    sent = queries.list_responses(tx, dispute.id)
    ways, obstacle = ways_of(tx, dispute), obstacle_to(tx, dispute, sent)
    cannot = ways.limits is None and not ways.can_accept
    return DisputeCase(
        dispute=dispute,
        version=stored.version,
        text=stored.draft.text,
        topics=stored.draft.topics,
        files=stored.draft.files,
        facts=known_of(tx, dispute).facts,
        limits=_shown(ways.limits),
        can_submit=obstacle is None and ways.limits is not None,
        can_accept=obstacle is None and ways.can_accept,
        obstacle=obstacle or (Obstacle.PROVIDER if cannot else None),
        responses=responses_of(tx, sent),
    )


def responses_of(tx: Transaction, sent: list[StoredResponse]) -> list[DisputeResponse]:
    """What was sent, with the names of who sent it."""
    actors = {each.asked_by for each in sent if each.asked_by.startswith(USER)}
    people = identity.get_people(tx, [UUID(each.removeprefix(USER)) for each in actors])
    names = {f"{USER}{each.id}": each.display_name for each in people.values()}
    return [
        DisputeResponse(
            id=each.id,
            dispute_id=each.dispute_id,
            kind=each.kind,
            state=each.state,
            standing=each.standing,
            error=each.error,
            text=each.content.text,
            facts=each.content.facts,
            files=each.content.files,
            asked_at=each.asked_at,
            asked_by=names.get(each.asked_by, ""),
            sent_at=each.sent_at,
            finished_at=each.finished_at,
        )
        for each in sent
    ]


def _shown(limits: EvidenceLimits | None) -> Limits | None:
    if limits is None:
        return None
    return Limits(
        text_length=limits.text_length,
        file_bytes=limits.file_bytes,
        file_types=sorted(limits.file_types),
        needs_file=limits.needs_file,
    )


def _described(ctx: OrganizationContext, chosen: ChosenFile, number: int) -> ChosenFile:
    """The file with its name and size, read to its end; FieldError where there is none such."""
    try:
        opened = files.open_file(ctx, chosen.file_id)
    except NotFound:
        says = "The organization has no such file."
        raise Invalid(FieldError(f"/files/{number}/file_id", says)) from None
    file = opened.file
    return ChosenFile(
        file_id=chosen.file_id,
        kind=chosen.kind,
        name=file.name,
        media_type=file.media_type,
        size_bytes=sum(map(len, opened.pieces)),
    )


def _require_files_fit(chosen: list[ChosenFile], limits: EvidenceLimits) -> None:
    kinds: set[str] = set()
    size = 0
    for number, each in enumerate(chosen):
        size += each.size_bytes
        if each.media_type not in limits.file_types:
            says = "The provider takes no files of this type."
            raise Invalid(FieldError(f"/files/{number}/file_id", says, "type"))
        if size > limits.file_bytes:
            says = "The files are larger than the provider takes."
            raise Invalid(FieldError(f"/files/{number}/file_id", says, "size"))
        if each.kind in kinds:
            says = "The provider takes one file of each kind."
            raise Invalid(FieldError(f"/files/{number}/kind", says, "kind"))
        kinds.add(each.kind)


def _require_text_fits(
    tx: Transaction, dispute: Dispute, draft: EvidenceDraft, limits: EvidenceLimits
) -> None:
    if rules.length_of(content_of(tx, dispute, draft)) > limits.text_length:
        says = "The text, with the facts, is longer than the provider takes."
        raise Invalid(FieldError("/text", says, "length"))
