"""Mails about a ticket that changes hands: offered, accepted, passed on."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import deadline, one_line, person_name
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import TicketLetter
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.transfers.api import TransferMailData
from turnout_sdk.email import OutgoingMail

STATES: Final = {
    Template.TICKET_OFFERED: frozenset({"offered"}),
    Template.TICKET_YOURS: frozenset({"accepted"}),
    Template.TICKET_PASSED_ON: frozenset({"accepted", "declined", "expired"}),
}
"""What a transfer has to be in for its mail to be worth sending."""


def announce(ctx: OrganizationContext, transfer_id: UUID, template: Template) -> None:
    """Queue one of the mails about a ticket that changes hands, to whom it is for."""
    permissions.require_platform(ctx)
    found = transfers.transfer_mail_data(replace(ctx, cause=None), transfer_id)
    if found is None or ctx.cause is None:
        return
    recipient, name, _ = addressee(template, found)
    if not recipient:
        return
    with transaction(ctx) as tx:
        new = NewMail(
            template=template, source_id=ctx.cause[1], recipient=recipient, recipient_name=name,
            locale=found.locale, order_id=found.order_id, event_id=found.event_id,
            details={"transfer_id": str(transfer_id)},
        )  # fmt: skip
        notifications.queue_mail(tx, new)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """One of the mails about a transfer; Superseded when it has moved on before the mail left."""
    permissions.require_platform(ctx)
    found = transfers.transfer_mail_data(ctx, UUID(mail.details["transfer_id"]))
    if found is None or found.state not in STATES[mail.template]:
        raise Superseded("The offer was taken back or answered before this mail left.")
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        event = events.in_language(events.get_event(tx, found.event_id), [language.tag])
        branding = organizations.branding_of(tx)
    public_url = notifications.home_url(branding)
    letter = letter_of(
        mail.template, found, event, branding=branding, public_url=public_url, language=language
    )
    is_givers = mail.template is Template.TICKET_PASSED_ON
    if is_givers and mail.recipient.lower() != found.from_email.lower():
        raise Superseded(notifications.ELSEWHERE)
    options = tickets.PdfOptions(order_number=found.order_number, lines={}, language=language.tag)
    files = (
        notifications.ticket_files(
            ctx, found.order_id, options, url=letter.url, transfer_id=found.transfer_id
        )
        if mail.template is Template.TICKET_YOURS
        else ()
    )
    return notifications.outgoing(mail, letter, branding=branding, event=event, attachments=files)


def addressee(template: Template, transfer: TransferMailData) -> tuple[str, str, str]:
    """Whom a mail about a transfer is for: address, name, and the path of their own page."""
    return {
        Template.TICKET_OFFERED: (transfer.recipient_email, "", transfer.accept_path),
        Template.TICKET_YOURS: (transfer.holder_email, transfer.holder_name, transfer.ticket_path),
        Template.TICKET_PASSED_ON: (transfer.from_email, transfer.from_name, transfer.from_path),
    }[template]


def letter_of(
    template: Template,
    transfer: TransferMailData,
    event: events.Event,
    *,
    branding: organizations.Branding,
    public_url: str,
    language: Language,
) -> TicketLetter:
    """One of three letters about a transfer, each for somebody else and with their own link."""
    recipient, name, path = addressee(template, transfer)
    return TicketLetter(
        **notifications.letterhead(
            branding,
            name=name,
            recipient=recipient,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **notifications.about_event(event, language.locale),
        url=f"{public_url}{path}",
        ticket_type=one_line(transfer.ticket_type),
        giver=person_name(transfer.from_name) or one_line(transfer.from_email),
        taker=one_line(transfer.recipient_email),
        until=deadline(transfer.expires_at, event.time_zone, language.locale.language),
        outcome=transfer.state,
    )
