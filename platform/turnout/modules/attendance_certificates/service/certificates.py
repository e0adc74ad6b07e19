"""Issue certificates to who attended, draw them, revoke them, and say whether a code is genuine.

A certificate is issued when it is first asked for: by the holder of the ticket, or by the team.
A ticket has one; a corrected name replaces it. What else it says is the event's as it is now.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.modules.attendance_certificates import policies, queries, rules
from turnout.modules.attendance_certificates.errors import (
    AttendanceCertificateNotFound,
    CertificateIsReplaced,
)
from turnout.modules.attendance_certificates.facts import (
    CertificateIssued,
    CertificateRevocationChanged,
)
from turnout.modules.attendance_certificates.metrics import CHECKED, ISSUED
from turnout.modules.attendance_certificates.types import (
    AttendanceCertificate,
    CertificateProof,
    CertificateState,
)
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets


def tickets_with_certificate(
    tx: Transaction, event: events.Event, ticket_ids: Collection[UUID]
) -> set[UUID]:
    """Those of an event's tickets whose holders can download one; no statement before its end."""
    if not ticket_ids or not rules.is_over(event.ends_at, tx.now):
        return set()
    return queries.tickets_with_certificate(tx, event.id, ticket_ids, time_zone=event.time_zone)


def list_certificates(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    state: str | None = None,
    text: str | None = None,
) -> Page[AttendanceCertificate]:
    """The newest first; `text` finds a part of a name, or a code."""
    policies.require_can_read(ctx, event_id)
    code = rules.read_code(text) if text else None
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        found = queries.list_certificates(tx, event_id, request, state=state, text=text, code=code)
    listed = page(found, request, key=lambda each: (each.issued_at.isoformat(), each.id))
    return listed.map(_shown)


def issue_certificate(
    ctx: OrganizationContext, event_id: UUID, ticket_id: UUID
) -> AttendanceCertificate:
    """Issue the certificate of a ticket of this event, or give the one that it has."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        ticket = _ticket_of(tx, event_id, ticket_id)
        return _shown(issue(tx, ticket, events.get_event(tx, event_id)))


def get_certificate(
    ctx: OrganizationContext, event_id: UUID, certificate_id: UUID
) -> AttendanceCertificate:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return _shown(queries.get_certificate(tx, event_id, certificate_id))


def revoke_certificate(
    ctx: OrganizationContext, event_id: UUID, certificate_id: UUID, *, reason: str
) -> AttendanceCertificate:
    """Take a certificate back: its code proves nothing, and its holder gets no other one."""
    policies.require_can_manage(ctx, event_id)
    return _set_revoked(ctx, event_id, certificate_id, reason=reason.strip(), is_revoked=True)


def reinstate_certificate(
    ctx: OrganizationContext, event_id: UUID, certificate_id: UUID
) -> AttendanceCertificate:
    """Make a revoked certificate valid again."""
    policies.require_can_manage(ctx, event_id)
    return _set_revoked(ctx, event_id, certificate_id, reason="", is_revoked=False)


def check_certificate(ctx: PublicContext, text: str) -> CertificateProof:
    """What a code proves; AttendanceCertificateNotFound for one that nobody issued."""
    policies.require_public(ctx)
    code = rules.read_code(text)
    with transaction(ctx) as tx:
        found = queries.find_by_code(tx, code) if code else None
        if found is None:
            CHECKED.add(found="unknown")
            raise AttendanceCertificateNotFound
        event = events.get_event(tx, found.event_id)
        settings = queries.get_settings(tx, found.event_id)
        branding = organizations.branding_of(tx)
    CHECKED.add(found=found.state)
    starts_on, ends_on = rules.days_of(event.starts_local, event.ends_local, tx.now)
    return CertificateProof(
        code=rules.written(found.code),
        state=found.state,
        holder_name=found.holder_name,
        event_title=event.title,
        organization_name=branding.name,
        starts_on=starts_on,
        ends_on=ends_on,
        credit=settings.credit,
        issued_on=rules.day_there(found.issued_at, event.time_zone),
        revoked_on=found.revoked_at and rules.day_there(found.revoked_at, event.time_zone),
    )


def issue(tx: Transaction, ticket: tickets.Ticket, event: events.Event) -> AttendanceCertificate:
    settings = queries.get_settings(tx, event.id)
    rules.require_offered(settings)
    rules.require_over(event.ends_at, tx.now)
    queries.lock_ticket(tx, ticket.id)
    known = queries.find_of_ticket(tx, ticket.id)
    if known is not None:
        rules.require_valid(known.state)
    name = rules.require_name(ticket.holder_name)
    if known is not None and known.holder_name == name:
        return known
    came = queries.attended(tx, event.id, ticket.id, time_zone=event.time_zone)
    rules.require_attended(came.days if ticket.is_valid else 0, settings.required_days)
    if known is not None:
        queries.set_state(tx, known.id, CertificateState.REPLACED)
    made = queries.insert_certificate(
        tx, event.id, ticket.id, code=rules.new_code(), holder_name=name
    )
    tx.publish(CertificateIssued(certificate_id=made.id, event_id=event.id, ticket_id=ticket.id))
    by = _by(tx.ctx)
    tx.after_commit.append(lambda: ISSUED.add(by=by))
    return made


def _set_revoked(
    ctx: OrganizationContext,
    event_id: UUID,
    certificate_id: UUID,
    *,
    reason: str,
    is_revoked: bool,
) -> AttendanceCertificate:
    state = CertificateState.REVOKED if is_revoked else CertificateState.VALID
    with transaction(ctx) as tx:
        queries.lock_ticket(tx, queries.get_certificate(tx, event_id, certificate_id).ticket_id)
        found = queries.get_certificate(tx, event_id, certificate_id)
        if found.state == CertificateState.REPLACED:
            raise CertificateIsReplaced
        if found.state != state:
            queries.set_state(tx, certificate_id, state, reason=reason)
            tx.publish(
                CertificateRevocationChanged(
                    certificate_id=certificate_id, event_id=event_id, is_revoked=is_revoked
                )
            )
        return _shown(queries.get_certificate(tx, event_id, certificate_id))


def _shown(found: AttendanceCertificate) -> AttendanceCertificate:
    return replace(found, code=rules.written(found.code))


def _by(ctx: Context) -> str:
    if ctx.actor.is_platform:
        return "mail"
    return "team" if isinstance(ctx, OrganizationContext) else "holder"


def _ticket_of(tx: Transaction, event_id: UUID, ticket_id: UUID) -> tickets.Ticket:
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or ticket.event_id != event_id:
        raise NotFound
    return ticket
