"""Draw certificates: of the team's choice, of who holds a ticket, and of nobody as a sample.

What a certificate says besides its name is the event's as it is now. Everything is read in one
transaction; logo and page are drawn after it. The libraries that draw are loaded by whoever draws.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.l10n.brand_colours import DEFAULT_COLOUR
from turnout.modules.attendance_certificates import policies, queries, rules
from turnout.modules.attendance_certificates.service.certificates import issue
from turnout.modules.attendance_certificates.types import (
    AttendanceCertificate,
    AttendedSession,
    CertificateContents,
    CertificateFile,
    CertificateSettings,
)
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers

SAMPLE_NAME: Final = "Ada Lovelace"
SAMPLE_CODE: Final = "0" * rules.LETTERS


def render_certificate(
    ctx: OrganizationContext, event_id: UUID, certificate_id: UUID, *, language: str | None
) -> CertificateFile:
    """Draw a valid certificate, in the event's language unless another one is said."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.get_certificate(tx, event_id, certificate_id)
        rules.require_valid(found.state)
        read = _read(tx, found, events.get_event(tx, event_id))
    return _drawn(read, language or read.event.language)


def render_sample(
    ctx: OrganizationContext, event_id: UUID, *, language: str | None
) -> CertificateFile:
    """Draw a certificate of nobody, as the settings are, to look at."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        read = _Read(
            event=event,
            branding=organizations.branding_of(tx),
            settings=queries.get_settings(tx, event_id),
            sessions=(),
            now=tx.now,
        )
    return _drawn(read, language or event.language)


def certificate_of_ticket(
    ctx: TenantContext, ticket_id: UUID, *, language: str | None, order_id: UUID | None = None
) -> CertificateFile:
    """The certificate of who holds a ticket, issued when it is first asked for.

    `order_id` is the order that the caller was let into, where it was not the ticket itself.
    """
    with transaction(ctx) as tx:
        ticket = tickets.find_ticket(tx, ticket_id)
        if ticket is None or order_id not in {None, ticket.reference}:
            raise NotFound
        policies.require_can_have(ctx, ticket.event_id)
        event = events.get_event(tx, ticket.event_id)
        read = _read(tx, issue(tx, ticket, event), event)
    return _drawn(read, language or event.language)


def ticket_of_transfer(ctx: PublicContext, transfer_id: UUID) -> UUID:
    """The ticket that somebody was given; TicketPassedOn once it is another one's."""
    policies.require_public(ctx)
    with transaction(ctx) as tx:
        return transfers.read_transferred_ticket(tx, transfer_id).ticket_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read for a certificate; of a sample there is none."""

    event: events.Event
    branding: organizations.Branding
    settings: CertificateSettings
    sessions: tuple[AttendedSession, ...]
    now: datetime
    certificate: AttendanceCertificate | None = None


def _read(tx: Transaction, found: AttendanceCertificate, event: events.Event) -> _Read:
    settings = queries.get_settings(tx, event.id)
    sessions: tuple[AttendedSession, ...] = ()
    if settings.lists_sessions:
        came = queries.attended(tx, event.id, found.ticket_id, time_zone=event.time_zone)
        sessions = tuple(
            AttendedSession(
                title=each.title,
                day=each.day,
                minutes=int((each.ends_at - each.starts_at).total_seconds() // 60),
            )
            for each in programme.sessions_by_id(
                tx, set(came.session_ids), time_zone=event.time_zone
            )
        )
    return _Read(
        event=event,
        branding=organizations.branding_of(tx),
        settings=settings,
        sessions=sessions,
        now=tx.now,
        certificate=found,
    )


def _drawn(read: _Read, language: str) -> CertificateFile:
    """The file; its logo is read and the page drawn outside of any transaction."""
    from turnout.modules.attendance_certificates.pdf import render_certificate as render

    found, event, branding = read.certificate, read.event, read.branding
    code = rules.written(found.code if found else SAMPLE_CODE)
    starts_on, ends_on = rules.days_of(event.starts_local, event.ends_local, read.now)
    issued_at = found.issued_at if found else read.now
    origin = runtime.current().settings.origin_of(branding.host)
    contents = CertificateContents(
        settings=read.settings,
        language=language,
        organization_name=branding.name,
        colour=branding.brand_color or DEFAULT_COLOUR,
        event_title=event.title,
        starts_on=starts_on,
        ends_on=ends_on,
        place=", ".join(event.location.lines) if event.location else "",
        holder_name=found.holder_name if found else SAMPLE_NAME,
        issued_at=issued_at,
        issued_on=rules.day_there(issued_at, event.time_zone),
        code=code,
        url=f"{origin}/{branding.slug}/certificates/{code}",
        sessions=read.sessions,
        logo=events.logo_png(branding, box=rules.LOGO_PIXELS) or b"",
        is_sample=found is None,
    )
    return CertificateFile(name=f"certificate-{code}", content=render(contents), url=contents.url)
