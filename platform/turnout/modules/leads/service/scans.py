"""What a stand member does by their link: scan, upload what was scanned offline, and set up."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import Actor, ActorKind, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid, TurnoutError
from turnout.kernel.http.secret_tries import (
    count_wrong_code,
    count_wrong_token,
    require_code_tries,
)
from turnout.kernel.security import crypto
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.leads import policies, rules
from turnout.modules.leads.errors import (
    LeadRetrievalOff,
    LinkOver,
    LinkRevoked,
    LinkUnknown,
    OrganizationNotOpen,
)
from turnout.modules.leads.facts import LeadCollected
from turnout.modules.leads.metrics import LINKS_REFUSED, SCANNED
from turnout.modules.leads.queries import consents, leads, stands
from turnout.modules.leads.service.stands import form_of
from turnout.modules.leads.types import (
    KnownMember,
    Lead,
    LeadMemberContext,
    LeadReason,
    LeadScan,
    LeadVerdict,
    MemberState,
    ScannedLead,
    StandSetup,
)
from turnout.modules.sponsors import api as sponsors
from turnout.modules.tickets import api as tickets

OPEN_ORGANIZATION: Final = "active"
UPLOAD_AGE: Final = timedelta(days=3)
"""A phone's clock may be wrong: no scan counts as made longer ago than this."""


def member_of(organization_id: UUID, bearer: str, *, request_id: str) -> LeadMemberContext:
    """The context of the stand member who has this link; else why it opens nothing."""
    known, ends_at, now = None, None, clock.now()
    if rules.is_token_shaped(bearer):
        with transaction(system_in(organization_id, policies.JOB, request_id=request_id)) as tx:
            known = stands.member_of_token(tx, crypto.hash_token(bearer))
            if known is not None:
                ends_at = events.get_event_brief(tx, known.event_id).ends_at
    if known is None:
        count_wrong_token()
        raise _refused("unknown", LinkUnknown())
    match rules.state_of_member(known, ends_at, now):
        case MemberState.REVOKED:
            raise _refused("revoked", LinkRevoked(wipe=True))
        case MemberState.OVER:
            raise _refused("over", LinkOver(wipe=True))
        case MemberState.OFF:
            raise _refused("off", LeadRetrievalOff())
    if known.organization_state != OPEN_ORGANIZATION:
        raise OrganizationNotOpen
    return LeadMemberContext(
        organization_id=organization_id,
        actor=Actor(ActorKind.DEVICE, str(known.id)),
        event_ids=frozenset({known.event_id}),
        on_behalf_of=f"lead-member:{known.id}",
        request_id=request_id,
        member=known,
    )


def get_setup(ctx: LeadMemberContext) -> StandSetup:
    """Event, sponsor, what its staff can mark, and what they will see of attendees."""
    member = policies.require_member(ctx).member
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, member.event_id)
        name = sponsors.get_name(tx, member.event_id, member.sponsor_id)
        settings = stands.get_settings(tx, member.event_id)
        form = form_of(tx, member.event_id)
        count = leads.count_leads(tx, member.sponsor_id)
        now = tx.now
    language = form.language if form else "en"
    labels = {
        key: rules.label_of(asked, language=language, fallback=language)
        for key, asked in rules.shared_questions(form).items()
    }
    return StandSetup(
        member_name=member.name,
        sponsor_name=name,
        event_title=event.title,
        time_zone=event.time_zone,
        ends_at=rules.link_ends_at(member.ends_at, event.ends_at, member.days_after_event),
        tags=list(member.tags),
        shares_email=settings.shares_email,
        company_label=labels.get(settings.company_question or "", ""),
        question_labels=[
            labels[key]
            for key in settings.questions
            if key in labels and key != settings.company_question
        ],
        leads=count,
        server_time=now,
    )


def scan(ctx: LeadMemberContext, sent: LeadScan) -> ScannedLead:
    """Make a lead of a ticket whose holder agreed, once for a sponsor; or say why not.

    Without consent nothing is stored, and nothing is said about the person. The same scan again
    has the same answer.
    """
    member = policies.require_member(ctx).member
    if wrong := rules.unknown_tags(sent.tags, member.tags):
        raise Invalid(*wrong)
    ticket_id, reason = _ticket_of(ctx, sent.code)
    if ticket_id is None:
        SCANNED.add(outcome=reason)
        return _refusal(sent, reason)
    with transaction(ctx) as tx:
        found = _collect(tx, member, sent, ticket_id)
    SCANNED.add(outcome=found.reason or found.verdict)
    return found


def upload(ctx: LeadMemberContext, sent: Sequence[LeadScan]) -> list[ScannedLead]:
    """Scan what a phone kept while it had no connection, each as if it were made now."""
    member = policies.require_member(ctx).member
    wrong = [
        fault
        for place, each in enumerate(sent)
        for fault in rules.unknown_tags(each.tags, member.tags, below=f"/scans/{place}")
    ]
    if wrong:
        raise Invalid(*wrong)
    return [scan(ctx, each) for each in sent]


def shown_lead(
    tx: Transaction, member: KnownMember, lead_id: UUID, form: forms.Form | None = None
) -> Lead:
    """A lead of the member's sponsor as they may see it."""
    form = form or form_of(tx, member.event_id)
    return rules.shown(
        leads.get_lead(tx, member.sponsor_id, lead_id),
        stands.get_settings(tx, member.event_id),
        rules.shared_questions(form),
        language=form.language if form else "en",
    )


def _ticket_of(ctx: LeadMemberContext, code: str) -> tuple[UUID | None, LeadReason]:
    """The valid ticket of the event that a code is of, signed or read out; else why not."""
    event_id = ctx.member.event_id
    nonces = tickets.nonces_of(code.strip())
    if nonces is None:
        try:
            claims = tickets.read_code(ctx, code.strip(), event_id=event_id)
        except tickets.CodeRefused as refused:
            is_elsewhere = refused.reason == LeadReason.WRONG_EVENT
            return None, LeadReason.WRONG_EVENT if is_elsewhere else LeadReason.NO_TICKET
        with transaction(ctx) as tx:
            ticket = tickets.find_ticket(tx, claims.ticket_id)
        is_current = ticket is not None and ticket.nonce == claims.nonce
        if ticket is None or not (ticket.is_valid and is_current):
            return None, LeadReason.NOT_VALID
        return ticket.id, LeadReason.NONE
    require_code_tries(ctx.member.id)
    with transaction(ctx) as tx:
        ticket = tickets.find_by_nonces(tx, event_id, nonces)
    if ticket is None:
        count_wrong_code(ctx.member.id)
        return None, LeadReason.NO_TICKET
    return (ticket.id, LeadReason.NONE) if ticket.is_valid else (None, LeadReason.NOT_VALID)


def _collect(tx: Transaction, member: KnownMember, sent: LeadScan, ticket_id: UUID) -> ScannedLead:
    leads.lock_member(tx, member.id)
    if (known := leads.find_scan(tx, member.id, sent.scan_id)) is not None:
        known_id, was_first = known
        said = LeadVerdict.COLLECTED if was_first else LeadVerdict.ALREADY
        return _answer(tx, member, sent, lead_id=known_id, verdict=said)
    holder = consents.lock_holder(tx, ticket_id)
    if holder is None:
        return _refusal(sent, LeadReason.NO_CONSENT)
    scanned_at = min(max(sent.scanned_at or tx.now, tx.now - UPLOAD_AGE), tx.now)
    name = sponsors.get_name(tx, member.event_id, member.sponsor_id)
    lead_id = leads.insert_lead(tx, member, holder, sponsor_name=name, scanned_at=scanned_at)
    verdict = LeadVerdict.COLLECTED
    if lead_id is None:
        found = leads.lock_lead_of_ticket(tx, member.sponsor_id, ticket_id)
        lead_id, is_of_holder = found.id, found.holder_key == holder.holder_key
        if found.is_blocked and is_of_holder:
            return _refusal(sent, LeadReason.WITHDRAWN)
        if found.withdrawn_at is None and is_of_holder:
            verdict = LeadVerdict.ALREADY
        else:
            leads.collect_again(
                tx, lead_id, member, holder, sponsor_name=name, scanned_at=scanned_at
            )
    _mark(tx, member, sent, lead_id)
    leads.insert_scan(
        tx,
        member.id,
        sent.scan_id,
        lead_id,
        is_first=verdict is LeadVerdict.COLLECTED,
        scanned_at=scanned_at,
    )
    if verdict is LeadVerdict.COLLECTED:
        tx.publish(
            LeadCollected(event_id=member.event_id, sponsor_id=member.sponsor_id, lead_id=lead_id)
        )
    return _answer(tx, member, sent, lead_id=lead_id, verdict=verdict)


def _mark(tx: Transaction, member: KnownMember, sent: LeadScan, lead_id: UUID) -> None:
    """Add what the member marked as they scanned to what the sponsor has noted before."""
    if not (sent.rating or sent.tags or sent.note):
        return
    before = leads.get_lead(tx, member.sponsor_id, lead_id)
    leads.mark_lead(
        tx,
        lead_id,
        rating=sent.rating or before.rating,
        tags=rules.joined_tags(before.tags, sent.tags),
        note=rules.joined_notes(before.note, sent.note.strip()),
    )


def _answer(
    tx: Transaction, member: KnownMember, sent: LeadScan, *, lead_id: UUID, verdict: LeadVerdict
) -> ScannedLead:
    """The verdict with the lead; WITHDRAWN where the attendee took it back since."""
    lead = shown_lead(tx, member, lead_id)
    if lead.state == "withdrawn":
        return _refusal(sent, LeadReason.WITHDRAWN)
    return ScannedLead(scan_id=sent.scan_id, verdict=verdict, reason=LeadReason.NONE, lead=lead)


def _refusal(sent: LeadScan, reason: LeadReason) -> ScannedLead:
    return ScannedLead(scan_id=sent.scan_id, verdict=LeadVerdict.REFUSED, reason=reason, lead=None)


def _refused(reason: str, refusal: TurnoutError) -> TurnoutError:
    LINKS_REFUSED.add(reason=reason)
    return refusal
