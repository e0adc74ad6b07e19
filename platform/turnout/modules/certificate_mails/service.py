"""The mail that brings an attendee their certificate: to who holds the ticket, with the PDF."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import one_line
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import TicketLetter
from turnout.modules.attendance_certificates import api as certificates
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import (
    ClaimedMail,
    MailContent,
    NewMail,
    Superseded,
    Template,
)
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout_sdk.email import Attachment, OutgoingMail

NOT_READY: Final = (
    certificates.AttendanceCertificateNotFound,
    certificates.AttendedTooLittle,
    certificates.CertificateRevoked,
    certificates.CertificatesNotOffered,
    certificates.EventNotOver,
    certificates.HolderNameMissing,
)


def announce(ctx: OrganizationContext, ticket_id: UUID) -> None:
    """Queue the mail for who holds the ticket now; one fact makes one mail."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        ticket = tickets.find_ticket(tx, ticket_id)
        if ticket is None or not ticket.holder_email or ctx.cause is None:
            return
        contact = orders.contacts_of(tx, [ticket.reference]).get(ticket.reference)
        new = NewMail(
            template=Template.CERTIFICATE_READY,
            source_id=ctx.cause[1],
            recipient=ticket.holder_email,
            recipient_name=ticket.holder_name,
            locale=contact.locale if contact else events.get_event(tx, ticket.event_id).language,
            order_id=ticket.reference if contact else None,
            event_id=ticket.event_id,
            details={"ticket_id": str(ticket_id)},
        )
        notifications.queue_mail(tx, new)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Superseded where the ticket is another one's by now, or its holder may have none any more."""
    permissions.require_platform(ctx)
    ticket_id = UUID(mail.details["ticket_id"])
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        ticket = _ticket_of(tx, mail, ticket_id)
        event = events.in_language(events.get_event(tx, ticket.event_id), [language.tag])
        offers = catalog.list_offers(tx, event.id, archived=True)
        types = {each.ticket_type_id: each.name for each in offers}
        branding = organizations.branding_of(tx)
    try:
        file = certificates.certificate_of_ticket(ctx, ticket_id, language=language.tag)
    except NOT_READY as refused:
        raise Superseded("The certificate was not there any more before this mail left.") from (
            refused
        )
    letter = letter_of(
        mail,
        event,
        ticket_type=types.get(ticket.ticket_type_id, ""),
        url=file.url,
        branding=branding,
        language=language,
    )
    pdf = Attachment(
        filename=f"{file.name}.pdf", media_type="application/pdf", content=file.content
    )
    return notifications.outgoing(mail, letter, branding=branding, event=event, attachments=[pdf])


def _ticket_of(tx: Transaction, mail: ClaimedMail, ticket_id: UUID) -> tickets.Ticket:
    """The ticket, while who the mail is for holds it."""
    ticket = tickets.find_ticket(tx, ticket_id)
    if ticket is None or ticket.holder_email.lower() != mail.recipient.lower():
        raise Superseded("The ticket was passed on, or its address corrected, before this left.")
    return ticket


def letter_of(
    mail: MailContent,
    event: events.Event,
    *,
    ticket_type: str,
    url: str,
    branding: organizations.Branding,
    language: Language,
) -> TicketLetter:
    """The letter; `url` is the page at which anybody checks the certificate."""
    return TicketLetter(
        **notifications.letterhead(
            branding,
            name=mail.recipient_name,
            recipient=mail.recipient,
            contact=event.contact_email,
            public_url=notifications.home_url(branding),
        ),
        **notifications.about_event(event, language.locale),
        url=url,
        ticket_type=one_line(ticket_type),
        giver="",
        taker="",
        until="",
        outcome="",
    )
